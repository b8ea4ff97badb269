/** Replaces every secret in a text. Short ones too: a four-letter password is a password. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const forms = new Set(
    secrets.flatMap((secret) => [secret, encodeURIComponent(wellFormed(secret)), JSON.stringify(secret).slice(1, -1)]),
  );
  const longestFirst = [...forms].filter((form) => form !== '').sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return (text) => text;
  // All at once: one after the other would find the letter `e` in the `[redacted]` of the secret before.
  const anyForm = new RegExp(longestFirst.map(literally).join('|'), 'g');
  return (text) => text.replace(anyForm, '[redacted]');
}

/** A lone surrogate, as `\uD800` in a properties file makes one, has no URL-encoded form. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\u{FFFD}');

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
