import type { ObjectNode, Rest, SchemaNode } from './schema.ts';

/** What a schema says of a property or item that it does not name: anything, nothing, or a schema for it. */
export type Unnamed = 'open' | 'closed' | SchemaNode;

/** A pattern in the way of an open model makes it partially open, and then a name that no pattern takes is refused. */
export function unnamedProperty({ patterns, additional, unevaluated }: ObjectNode, name: string): Unnamed {
  if (patterns.length === 0 && additional === true && unevaluated === true) return 'open';
  const pattern = patterns.find(({ finds }) => finds(name));
  return pattern?.schema ?? schemaOf(additional) ?? schemaOf(unevaluated) ?? 'closed';
}

export function unnamedItem({ additional, unevaluated }: { additional: Rest; unevaluated: Rest }): Unnamed {
  if (additional === true && unevaluated === true) return 'open';
  return schemaOf(additional) ?? schemaOf(unevaluated) ?? 'closed';
}

const schemaOf = (rest: Rest): SchemaNode | null => (typeof rest === 'boolean' ? null : rest);
