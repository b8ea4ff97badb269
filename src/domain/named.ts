/**
 * Names that others gave, inside our own sentences. A name that could be read as words of ours is set between two private
 * marks; the renderer turns the marks into a fence, and structured content drops them.
 */
export const NAME_START = '\u{E000}';
export const NAME_END = '\u{E001}';

/** Kafka allows [a-zA-Z0-9._-] in topic names; hosts, member ids and paths add a few more. Nothing here can form a sentence. */
const PLAIN_NAME = /^[A-Za-z0-9._:@/+#=*[\]-]{1,255}$/;

export const isPlainName = (text: string): boolean => PLAIN_NAME.test(text);

/** Use for every topic, group, client, host or subject name that goes into a sentence. */
export function named(name: string): string {
  if (isPlainName(name)) return name;
  return `${NAME_START}${name.replaceAll(NAME_START, '').replaceAll(NAME_END, '')}${NAME_END}`;
}
