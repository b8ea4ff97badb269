/** What an error and its chain of causes say, without the objects: enough to recognise a mistake. */
export interface Symptoms {
  readonly codes: readonly string[];
  readonly names: readonly string[];
  readonly messages: readonly string[];
}

const MAX_DEPTH = 10;

export function symptomsOf(error: unknown): Symptoms {
  const chain: Error[] = [];
  for (let next: unknown = error; next instanceof Error && chain.length < MAX_DEPTH; next = next.cause)
    chain.push(next);
  return {
    codes: chain.flatMap((cause) => ('code' in cause && typeof cause.code === 'string' ? [cause.code] : [])),
    names: chain.map(({ name }) => name),
    messages: chain.map(({ message }) => message),
  };
}

export const hasCode = ({ codes }: Symptoms, ...wanted: readonly string[]) =>
  codes.some((code) => wanted.includes(code));
export const says = ({ messages }: Symptoms, pattern: RegExp) => messages.some((message) => pattern.test(message));
export const isNamed = ({ names }: Symptoms, name: string) => names.includes(name);
