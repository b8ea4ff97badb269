/** Root for what is relative to nothing; taken off again. */
const NOWHERE = 'schema:///';

/** A URI resolved against a base, which may be relative itself; null where there is nothing to resolve against. */
export function absolute(uri: string, base: string | null): string | null {
  if (URL.canParse(uri)) return new URL(uri).href;
  if (base === null) return null;
  if (URL.canParse(base)) return URL.canParse(uri, base) ? new URL(uri, base).href : null;
  if (!URL.canParse(base, NOWHERE)) return null;
  const { href } = new URL(base, NOWHERE);
  return URL.canParse(uri, href) ? new URL(uri, href).href.replace(NOWHERE, '') : null;
}

/** What a reference may be called: resolved, as it is written, without a leading `./`. */
export function namesOf(uri: string, base: string | null): string[] {
  const full = absolute(uri, base);
  return [...(full === null ? [] : [full]), uri, uri.replace(/^\.\//, '')];
}
