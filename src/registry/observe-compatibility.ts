import type { Gap } from '../domain/gap.ts';
import { named } from '../domain/named.ts';
import type {
  CompatibilityObservation,
  CompatibilityQuestion,
  SubjectObservation,
} from '../domain/schemas/compatibility-observation.ts';
import { levelOf } from '../domain/schemas/levels.ts';
import { KnownFailure } from '../failure.ts';
import { check, NOTHING_CHECKED } from './check-versions.ts';
import type { RegistryClient } from './client.ts';
import { readDependents } from './dependents.ts';
import { ignoresReferences, REFERENCES_IGNORED } from './ignored-references.ts';
import { NO_LEVEL, noLevel, readLevel, readSubjects, readVersions } from './reads.ts';
import { createResolver } from './references.ts';
import { readTexts } from './texts.ts';
import { readVendor } from './vendor.ts';

/** Texts of a subject's versions that are read, newest first: one request each. */
const MAX_TEXTS = { all: 500, latest: 10 } as const;

/**
 * Everything that a registry tells about a schema and a subject: settings, versions with their texts and references, and its
 * own word on the schema. Nothing is written.
 */
export async function observeCompatibility(
  client: RegistryClient,
  question: CompatibilityQuestion,
  signal: AbortSignal,
): Promise<CompatibilityObservation> {
  const versions = await readVersions(client, question.subject, signal);
  if (versions === null) return unknownSubject(client, question, signal);
  const vendor = await readVendor(client, signal);
  const { level, gaps: levelGaps } = await readLevel(
    client,
    question.subject,
    vendor,
    client.get('/config', signal),
    signal,
  ).catch((error: unknown) => {
    if (error instanceof KnownFailure) return noLevel(question.subject, error.what);
    throw error;
  });
  const effective = levelOf(level.name);
  const demands = (question.level ?? effective)?.compares === 'all' ? 'all' : 'latest';
  const resolve = createResolver(client, signal);
  const [own, texts, dependents] = await Promise.all([
    resolve(question.references),
    readTexts(client, question.subject, versions.slice(-MAX_TEXTS[demands]).reverse(), resolve, signal),
    readDependents(client, question.subject, versions, signal),
  ]);
  const [latest] = texts.versions;
  const latestType = latest?.version === versions.at(-1) ? (latest?.type ?? null) : null;
  const type = question.type ?? knownType(latestType) ?? 'AVRO';
  const seen: CompatibilityObservation = {
    subject: { name: question.subject, known: true, versions, latestType, knownSubjects: [] },
    level,
    vendor,
    type,
    candidate: { text: question.schema, references: [...question.texts, ...own.found] },
    history: texts.versions,
    dependents: dependents.dependents,
    missingReferences: own.missing,
    gaps: [...levelGaps, ...own.gaps, ...texts.gaps, ...dependents.gaps],
    ...NOTHING_CHECKED,
  };
  if (versions.length === 0 || own.missing.length > 0) return seen;
  if (question.texts.length > 0) return { ...seen, gaps: [...seen.gaps, textReferences(question)] };
  const candidate = { schema: question.schema, type, references: question.references };
  const range = effective?.compares === 'none' ? 'none' : demands;
  const checked = await check(client, question.subject, candidate, versions, range, effective, signal);
  const sound = checked.refusal === null || !(await ignoresReferences(client, question.subject, signal));
  const word = sound ? checked : { ...checked, refusal: null, gaps: [...checked.gaps, REFERENCES_IGNORED] };
  return { ...seen, ...word, gaps: [...seen.gaps, ...word.gaps] };
}

const textReferences = ({ texts }: CompatibilityQuestion): Gap => ({
  what: "the registry's own check",
  why: `the reference ${texts.map(({ name }) => named(name)).join(', ')} is given as a text, and a registry resolves registered ones only`,
  broker: null,
});

async function unknownSubject(
  client: RegistryClient,
  { subject: name, schema, references, texts }: CompatibilityQuestion,
  signal: AbortSignal,
): Promise<CompatibilityObservation> {
  const gaps: Gap[] = [];
  const knownSubjects = await readSubjects(client, signal).catch((error: unknown) => {
    if (!(error instanceof KnownFailure)) throw error;
    gaps.push({ what: 'names of the registered subjects', why: error.what, broker: null });
    return [];
  });
  const own = await createResolver(client, signal)(references);
  const subject: SubjectObservation = { name, known: false, versions: [], latestType: null, knownSubjects };
  return {
    subject,
    level: NO_LEVEL,
    vendor: null,
    type: null,
    candidate: { text: schema, references: [...texts, ...own.found] },
    history: [],
    dependents: [],
    missingReferences: own.missing,
    gaps: [...gaps, ...own.gaps],
    ...NOTHING_CHECKED,
  };
}

const knownType = (type: string | null) => (type === 'AVRO' || type === 'PROTOBUF' || type === 'JSON' ? type : null);
