import type { FormatChecker, Parsed, SchemaSource } from './checker.ts';

/** A checker that parses each source once: a history is compared, looked through for risks, and compared again with a mended text. */
export function parsingOnce<S>(checker: FormatChecker<S>): FormatChecker<S> {
  const known = { new: new Map<SchemaSource, Parsed<S>>(), stored: new Map<SchemaSource, Parsed<S>>() };
  return {
    ...checker,
    parse(source, stored) {
      const parsed = stored ? known.stored : known.new;
      const before = parsed.get(source);
      if (before !== undefined) return before;
      const now = checker.parse(source, stored);
      parsed.set(source, now);
      return now;
    },
  };
}
