const LONGEST = 249;

/** Why a topic can't have this name, in the broker's words; null when it can. Source: Topic.validate of kafka-clients. */
export function topicNameProblem(name: string): string | null {
  const invalid = (why: string) => `Topic name is invalid: ${why}`;
  if (name === '') return invalid('the empty string is not allowed');
  if (name === '.' || name === '..') return invalid(`'${name}' is not allowed`);
  if (name.length > LONGEST) return invalid(`the length of '${name}' is longer than the max allowed length ${LONGEST}`);
  if (!/^[a-zA-Z0-9._-]+$/.test(name)) {
    return invalid(`'${name}' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'`);
  }
  return null;
}
