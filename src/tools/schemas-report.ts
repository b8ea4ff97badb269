import { count } from '../domain/count.ts';
import type { Gap } from '../domain/gap.ts';
import { named } from '../domain/named.ts';
import { nearestNames } from '../domain/nearest-names.ts';
import { findSubjects, topicsWithoutSchema } from '../domain/schemas/find-subjects.ts';
import { loadFormat } from '../domain/schemas/load-format.ts';
import type { SubjectSummary } from '../domain/schemas/observation.ts';
import { type VersionDiff, versionDiff } from '../domain/schemas/version-diff.ts';
import { KnownFailure } from '../failure.ts';
import { fence } from '../mcp/untrusted.ts';
import type { Ports, SchemaCatalog } from '../ports.ts';

interface Wanted {
  readonly subject?: string | undefined;
  readonly pattern?: string | undefined;
  readonly topic?: string | undefined;
  readonly from_version?: number | undefined;
  readonly to_version?: number | undefined;
  readonly topics_without_schema: boolean;
  readonly limit: number;
}

/** What the registry holds of what is wanted, and what a single subject looks like from near. */
export async function schemasReport(
  wanted: Wanted,
  ports: Pick<Ports, 'schemas' | 'cluster' | 'configured'>,
  signal: AbortSignal,
) {
  const catalog = await ports.schemas();
  const { subject = null, pattern = null, topic = null, limit } = wanted;
  // Outside the default context a name begins with `:.context:`.
  const everyContext = [subject, pattern].some((name) => name?.startsWith(':'));
  const names = await catalog.subjects({ signal, everyContext });
  const found = findSubjects(names, { subject, pattern, topic });
  const list = await catalog.describe(found.slice(0, limit), { signal });
  const [only] = found.length === 1 ? list.subjects : [];
  const near = only === undefined ? null : await lookAt(catalog, only, wanted, signal);
  if (near === null && isDiffWanted(wanted)) throw noSingleSubject(found);
  const topics = wanted.topics_without_schema ? await bareTopics(ports, names, signal) : NO_TOPICS;
  const similar = found.length === 0 ? nearestNames(subject ?? pattern ?? topic ?? '', names) : [];
  return {
    summary: `${found.length === 1 && names.length > 0 ? '1 subject' : count(found.length, 'subject')} of ${names.length} found${near?.diff == null ? '' : `; ${diffWords(near.diff)}`}${wanted.topics_without_schema && topics.gaps.length === 0 ? `; ${count(topics.names.length, 'topic')} without a schema` : ''}.`,
    subjects: list.subjects.map(row),
    ...(only?.latest == null ? {} : { schema: only.latest.text }),
    dependents: near?.dependents ?? [],
    ...(near?.diff == null ? {} : { diff: diffReport(near.diff) }),
    topics_without_schema: topics.names,
    nearest_subjects: similar,
    gaps: [...list.gaps, ...(near?.gaps ?? []), ...topics.gaps],
    cut:
      found.length > limit
        ? [
            {
              field: 'subjects',
              shown: list.subjects.length,
              of: found.length,
              narrow: 'Give more of the name, or raise limit.',
            },
          ]
        : [],
  };
}

const row = ({ subject, versions, latest, level }: SubjectSummary) => ({
  subject,
  schema_type: latest?.type ?? null,
  versions: versions.length,
  latest_version: versions.at(-1) ?? null,
  level: level.name,
  level_set_for: level.source,
  references: latest?.references.map(({ name }) => name) ?? [],
});

interface Near {
  readonly dependents: readonly { readonly subject: string; readonly version: number; readonly uses_version: number }[];
  readonly diff: VersionDiff | null;
  readonly gaps: readonly Gap[];
}

async function lookAt(catalog: SchemaCatalog, one: SubjectSummary, wanted: Wanted, signal: AbortSignal): Promise<Near> {
  const { subject, versions } = one;
  const used = await catalog.dependents(subject, versions, { signal });
  const dependents = used.dependents.map(({ uses, ...place }) => ({ ...place, uses_version: uses }));
  if (!isDiffWanted(wanted)) return { dependents, diff: null, gaps: used.gaps };
  const to = wanted.to_version ?? versions.at(-1) ?? 1;
  const from = wanted.from_version ?? versions.filter((version) => version < to).at(-1) ?? to;
  const texts = await catalog.texts(subject, [from, to], { signal });
  const [older, newer] = [from, to].map((version) => texts.versions.find((text) => text.version === version));
  if (older === undefined || newer === undefined)
    throw noSuchVersion(subject, older === undefined ? from : to, versions);
  const type = older.type === newer.type ? knownType(newer.type) : null;
  const diff = versionDiff(older, newer, type === null ? null : await loadFormat(type));
  return { dependents, diff, gaps: [...used.gaps, ...texts.gaps, ...diffGaps(diff)] };
}

const isDiffWanted = ({ from_version, to_version }: Wanted): boolean =>
  from_version !== undefined || to_version !== undefined;

const knownType = (type: string) => (type === 'AVRO' || type === 'PROTOBUF' || type === 'JSON' ? type : null);

function diffGaps({ problem, pieces }: VersionDiff): Gap[] {
  return [
    ...(problem === null
      ? []
      : [{ what: 'the comparison of the two versions', why: named(problem.message), broker: null }]),
    ...(pieces === null
      ? [{ what: 'the changed lines', why: 'the two texts have too little in common', broker: null }]
      : []),
  ];
}

function diffWords({ from, to, backward, forward }: VersionDiff): string {
  const how =
    backward === null || forward === null
      ? 'not comparable by the rules'
      : backward && forward
        ? 'compatible both ways'
        : backward
          ? 'backward compatible only'
          : forward
            ? 'forward compatible only'
            : 'compatible neither way';
  return `version ${to} against ${from}: ${how}`;
}

const diffReport = ({ from, to, backward, forward, incompatibilities, risks, pieces }: VersionDiff) => ({
  from_version: from,
  to_version: to,
  backward,
  forward,
  incompatibilities: incompatibilities.map(({ direction, rule, path, message }) => ({
    direction,
    rule,
    path,
    message,
  })),
  risks: risks.map(({ id, path, message }) => ({ id, path, message })),
  pieces: pieces ?? [],
});

interface BareTopics {
  readonly names: readonly string[];
  readonly gaps: readonly Gap[];
}

const NO_TOPICS: BareTopics = { names: [], gaps: [] };

/** Without Kafka nobody knows which topics there are. */
async function bareTopics(
  ports: Pick<Ports, 'cluster' | 'configured'>,
  subjects: readonly string[],
  signal: AbortSignal,
): Promise<BareTopics> {
  const gap = (why: string): BareTopics => ({
    names: [],
    gaps: [{ what: 'topics without a schema', why, broker: null }],
  });
  if (ports.configured.kafka === null) return gap('no Kafka cluster is configured: KAFKA_BOOTSTRAP_SERVERS is not set');
  try {
    const { topics } = await (await ports.cluster()).describe({ signal });
    const own = topics.filter(({ name, internal }) => !internal && !name.startsWith('_')).map(({ name }) => name);
    return { names: topicsWithoutSchema(own, subjects), gaps: [] };
  } catch (error) {
    if (error instanceof KnownFailure) return gap(error.what);
    throw error;
  }
}

const noSingleSubject = (found: readonly string[]): KnownFailure =>
  new KnownFailure(
    `Versions of one subject can be compared, and ${count(found.length, 'subject')} were found.`,
    'from_version or to_version was given without naming one subject.',
    found.length === 0 ? 'Correct the name.' : `Give one as \`subject\`, such as ${fence(found[0] ?? '')}.`,
  );

const noSuchVersion = (subject: string, version: number, versions: readonly number[]): KnownFailure =>
  new KnownFailure(
    `Version ${version} of ${fence(subject)} could not be read.`,
    `It does not exist or is deleted; the registry lists ${versions.length > 12 ? `${versions.length} versions from ${versions[0]} to ${versions.at(-1)}` : versions.join(', ')}.`,
    'Give versions that are listed.',
  );
