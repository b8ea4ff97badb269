import type { DirectionCheck } from './check-history.ts';
import { fixFor } from './fixes.ts';

/** One incompatibility for the person who has to decide: what clashes, who breaks, and what helps. */
export interface ExplainedIncompatibility {
  /** Versions that it was found with, newest first; empty when a registry does not say. */
  readonly versions: readonly number[];
  /** null when a registry does not say. */
  readonly direction: DirectionCheck['direction'] | null;
  readonly rule: string | null;
  readonly path: string | null;
  readonly message: string;
  /** Pieces of schema text that clash; null when that side has none. */
  readonly newer: string | null;
  readonly older: string | null;
  readonly breaks: string | null;
  readonly fix: string | null;
}

/** The incompatibilities of all versions; one that was found with several is told once. */
export function explained(checks: readonly DirectionCheck[]): ExplainedIncompatibility[] {
  const found = new Map<string, { readonly first: ExplainedIncompatibility; readonly versions: number[] }>();
  for (const { version, direction, incompatibilities } of checks) {
    for (const { rule, path, message, reader, writer } of incompatibilities) {
      const [newer, older] = direction === 'backward' ? [reader, writer] : [writer, reader];
      const key = JSON.stringify([direction, rule, path, message, newer, older]);
      const known = found.get(key);
      if (known !== undefined) {
        if (!known.versions.includes(version)) known.versions.push(version);
        continue;
      }
      const first = {
        versions: [],
        direction,
        rule,
        path,
        message,
        newer,
        older,
        breaks: null,
        fix: fixFor(rule, direction),
      };
      found.set(key, { first, versions: [version] });
    }
  }
  return [...found.values()].map(({ first, versions }) => ({
    ...first,
    versions,
    breaks: first.direction === null ? null : whoBreaks(first.direction, versions),
  }));
}

/** Which clients fail, reading or writing what. */
export function whoBreaks(direction: DirectionCheck['direction'], versions: readonly number[]): string {
  const which = versionWords(versions);
  return direction === 'backward'
    ? `Consumers on the new schema, when they read data of ${which}: what is in the topic, and what producers write that still have ${versions.length === 1 ? 'it' : 'one of them'}.`
    : `Consumers still on ${which}, as soon as a producer writes with the new schema.`;
}

/** `version 3`, `versions 1, 2, 4`, `8 versions (1 to 9)`. */
export function versionWords(versions: readonly number[]): string {
  const [first] = versions;
  if (first === undefined) return 'no version';
  if (versions.length === 1) return `version ${first}`;
  return versions.length > 6
    ? `${versions.length} versions (${Math.min(...versions)} to ${Math.max(...versions)})`
    : `versions ${[...versions].sort((a, b) => a - b).join(', ')}`;
}
