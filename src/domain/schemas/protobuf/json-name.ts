import type { Field } from './schema.ts';

/** A field's name in JSON. Without `json_name`, underscores go and the letter behind them becomes a capital ("ProtoJSON Format"). */
export const jsonName = ({ jsonName: given, name }: Field): string =>
  given ?? name.replace(/_+(.?)/g, (_, letter: string) => letter.toUpperCase());
