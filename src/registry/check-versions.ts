import type { Gap } from '../domain/gap.ts';
import type {
  CompatibilityObservation,
  SchemaRefusal,
  VersionCheck,
} from '../domain/schemas/compatibility-observation.ts';
import type { CompatibilityLevel } from '../domain/schemas/levels.ts';
import type { RegistryClient } from './client.ts';
import { type Candidate, type Comparison, compare } from './compare.ts';
import { eachOf } from './each-of.ts';

/** Versions are compared one by one up to this many, newest first: one request each. */
const MAX_CHECKS = 50;

interface Checked {
  readonly refusal: SchemaRefusal | null;
  readonly whole: CompatibilityObservation['whole'];
  readonly checks: readonly VersionCheck[];
  readonly gaps: readonly Gap[];
}

export const NOTHING_CHECKED = { refusal: null, whole: null, checks: [] } as const;

/**
 * The registry's word on a schema. `range`: which versions are wanted; under NONE one is asked about, to learn whether the
 * schema can be parsed. `level`: what the subject has, null when that is not known.
 */
export async function check(
  client: RegistryClient,
  subject: string,
  candidate: Candidate,
  versions: readonly number[],
  range: 'none' | 'latest' | 'all',
  level: CompatibilityLevel | null,
  signal: AbortSignal,
): Promise<Checked> {
  if (range !== 'all' || versions.length === 1) return oneByOne(client, subject, candidate, versions.slice(-1), signal);
  // Under the other levels `all` at once does not mean the same in every registry; see compare().
  const whole: Comparison =
    level?.compares === 'all' ? await compare(client, subject, 'all', candidate, signal) : { kind: 'unsupported' };
  if (whole.kind === 'refused') {
    const checks = versions.slice(-1).map((version) => ({ version, answer: null }));
    return { ...NOTHING_CHECKED, refusal: whole.refusal, checks, gaps: [] };
  }
  if (whole.kind === 'answer' && whole.answer.compatible) return { ...NOTHING_CHECKED, whole: whole.answer, gaps: [] };
  // A registry stops at the first version that does not fit: the others are asked about one by one.
  const newest = versions.slice(-MAX_CHECKS);
  const single = await oneByOne(client, subject, candidate, newest, signal);
  const gaps = [...single.gaps];
  if (whole.kind === 'failed') gaps.push({ what: 'the check with all versions at once', why: whole.why, broker: null });
  if (newest.length < versions.length)
    gaps.push({
      what: `the checks with ${versions.length - newest.length} versions older than ${newest[0]}`,
      why: `only the newest ${MAX_CHECKS} are compared one by one`,
      broker: null,
    });
  return { ...single, whole: whole.kind === 'answer' ? whole.answer : null, gaps };
}

/** Checks with each of the versions alone, newest first. */
async function oneByOne(
  client: RegistryClient,
  subject: string,
  candidate: Candidate,
  versions: readonly number[],
  signal: AbortSignal,
): Promise<Checked> {
  const newestFirst = [...versions].reverse();
  const { done, failed } = await eachOf(newestFirst, signal, (version, each) =>
    compare(client, subject, version, candidate, each),
  );
  const comparisons = new Map(done.map(({ item, result }) => [item, result]));
  const refusal = done.flatMap(({ result }) => (result.kind === 'refused' ? result.refusal : []))[0] ?? null;
  const unanswered = [
    ...failed,
    ...done.flatMap(({ item, result }) => (result.kind === 'failed' ? { item, why: result.why } : [])),
  ];
  return {
    refusal,
    whole: null,
    checks: newestFirst.map((version) => {
      const comparison = comparisons.get(version);
      return { version, answer: comparison?.kind === 'answer' ? comparison.answer : null };
    }),
    gaps: unanswered.map(({ item, why }) => ({ what: `the check with version ${item}`, why, broker: null })),
  };
}
