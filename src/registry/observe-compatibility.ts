import type { Gap } from '../domain/gap.ts';
import { levelOf } from '../domain/schemas/levels.ts';
import type {
  CompatibilityObservation,
  CompatibilityQuestion,
  RegisteredSchema,
  SchemaReference,
  SchemaRefusal,
  SubjectObservation,
  VersionCheck,
} from '../domain/schemas/observation.ts';
import { KnownFailure } from '../failure.ts';
import type { RegistryClient } from './client.ts';
import { type Candidate, type Comparison, compare } from './compare.ts';
import { eachOf } from './each-of.ts';
import { readLevel, readSchema, readSubjects, readVersions } from './reads.ts';

/** Versions are compared one by one up to this many, newest first: one request each. */
const MAX_CHECKS = 50;

const NO_LEVEL = { name: null, source: null, group: null } as const;

/** Everything that a registry tells about a schema and a subject, with as few requests as the question allows. */
export async function observeCompatibility(
  client: RegistryClient,
  question: CompatibilityQuestion,
  signal: AbortSignal,
): Promise<CompatibilityObservation> {
  const versions = await readVersions(client, question.subject, signal);
  if (versions === null) return unknownSubject(client, question, signal);
  const [{ level, gaps: levelGaps }, latest, missing] = await Promise.all([
    readLevel(client, question.subject, signal).catch(asGap),
    readLatest(client, question.subject, signal),
    missingReferences(client, question.references, signal),
  ]);
  const latestType = latest?.type ?? null;
  const type = question.type ?? knownType(latestType) ?? 'AVRO';
  const subject = { name: question.subject, known: true, versions, latestType, knownSubjects: [] };
  const nothing = { subject, level, type, missingReferences: missing, gaps: levelGaps, ...NOTHING_CHECKED };
  if (versions.length === 0 || missing.length > 0) return nothing;
  const candidate = { schema: question.schema, type, references: question.references };
  const checked = await check(client, question, candidate, versions, levelOf(level.name)?.compares ?? 'latest', signal);
  const sound = checked.refusal === null || !(await ignoresReferences(client, question.subject, latest, signal));
  const seen = sound ? checked : { ...checked, refusal: null, gaps: [...checked.gaps, REFERENCES_IGNORED] };
  return { ...nothing, ...seen, gaps: [...levelGaps, ...seen.gaps] };
}

const REFERENCES_IGNORED: Gap = {
  what: 'the comparison of schemas with references',
  why: 'this registry leaves references out of its compatibility check: it cannot parse even its own registered version there',
  broker: null,
};

/**
 * Whether a refusal says nothing about the schema: Apicurio 3.3.3 does not resolve references in a compatibility check,
 * neither those of the new schema nor those of a registered one. Then it refuses its latest version, held against itself,
 * as well.
 */
async function ignoresReferences(
  client: RegistryClient,
  subject: string,
  latest: RegisteredSchema | null,
  signal: AbortSignal,
): Promise<boolean> {
  const type = knownType(latest?.type ?? null);
  if (latest === null || type === null || latest.references.length === 0) return false;
  const own: Candidate = { schema: latest.text, type, references: latest.references };
  return (await compare(client, subject, latest.version, own, signal)).kind === 'refused';
}

/** A level that could not be had blanks the verdict, not the whole answer. */
function asGap(error: unknown) {
  if (!(error instanceof KnownFailure)) throw error;
  return { level: NO_LEVEL, gaps: [{ what: 'compatibility level of the subject', why: error.what, broker: null }] };
}

interface Checked {
  readonly refusal: SchemaRefusal | null;
  readonly whole: CompatibilityObservation['whole'];
  readonly checks: readonly VersionCheck[];
  readonly gaps: readonly Gap[];
}

const NOTHING_CHECKED = { refusal: null, whole: null, checks: [] } as const;

/** `demands`: what the level compares. Under NONE one version is asked about, to learn whether the schema can be parsed. */
async function check(
  client: RegistryClient,
  { subject, against }: CompatibilityQuestion,
  candidate: Candidate,
  versions: readonly number[],
  demands: 'none' | 'latest' | 'all',
  signal: AbortSignal,
): Promise<Checked> {
  const all = demands !== 'none' && (against === 'all' || (against === 'level' && demands === 'all'));
  if (!all || versions.length === 1) return oneByOne(client, subject, candidate, versions.slice(-1), signal);
  // Under the other levels `all` at once does not mean the same in every registry; see compare().
  const whole: Comparison =
    demands === 'all' ? await compare(client, subject, 'all', candidate, signal) : { kind: 'unsupported' };
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

async function unknownSubject(
  client: RegistryClient,
  { subject: name }: CompatibilityQuestion,
  signal: AbortSignal,
): Promise<CompatibilityObservation> {
  const gaps: Gap[] = [];
  const knownSubjects = await readSubjects(client, signal).catch((error: unknown) => {
    if (!(error instanceof KnownFailure)) throw error;
    gaps.push({ what: 'names of the registered subjects', why: error.what, broker: null });
    return [];
  });
  const subject: SubjectObservation = { name, known: false, versions: [], latestType: null, knownSubjects };
  return { subject, level: NO_LEVEL, type: null, missingReferences: [], gaps, ...NOTHING_CHECKED };
}

/** null when the subject has no version or it could not be read: the check itself will say more. */
async function readLatest(
  client: RegistryClient,
  subject: string,
  signal: AbortSignal,
): Promise<RegisteredSchema | null> {
  try {
    return await readSchema(client, subject, 'latest', signal);
  } catch (error) {
    if (error instanceof KnownFailure) return null;
    throw error;
  }
}

const knownType = (type: string | null) => (type === 'AVRO' || type === 'PROTOBUF' || type === 'JSON' ? type : null);

/** Apicurio calls a schema with a reference that it does not have incompatible, so references are looked up first. */
async function missingReferences(
  client: RegistryClient,
  references: readonly SchemaReference[],
  signal: AbortSignal,
): Promise<readonly SchemaReference[]> {
  const { done } = await eachOf(references, signal, async (reference, each) =>
    readSchema(client, reference.subject, reference.version, each),
  );
  return done.flatMap(({ item, result }) => (result === null ? item : []));
}
