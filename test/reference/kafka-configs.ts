import { join } from 'node:path';
import { cached } from '../../sandbox/artifacts.ts';
import { javaCommand } from '../../sandbox/java.ts';
import { repositoryFolder } from '../../sandbox/paths.ts';
import { runCommand } from '../../sandbox/processes.ts';
import type { ConfigFamily, Release } from '../../src/domain/configs/catalog.ts';

/** A new release is one line here. `without` names what is not published for it. */
export const CONFIG_RELEASES: readonly ConfigRelease[] = [
  { version: '3.0.2' },
  { version: '3.1.2' },
  { version: '3.2.3' },
  { version: '3.3.2' },
  { version: '3.4.1' },
  { version: '3.5.2' },
  { version: '3.6.2' },
  { version: '3.7.2' },
  { version: '3.8.1' },
  { version: '3.9.2' },
  { version: '4.0.2' },
  { version: '4.1.2' },
  { version: '4.2.1' },
  { version: '4.3.1' },
  { version: '4.4.0', without: ['streams', 'connect'] },
];

interface ConfigRelease {
  readonly version: string;
  /** Profiles of `sandbox/pom.xml` that this release lacks. */
  readonly without?: readonly ('streams' | 'connect')[];
}

interface DefinitionSource {
  readonly family: ConfigFamily;
  /** `CLASS#MEMBER`, of which the first that a release has counts. A class whose name ends with $ is a Scala object. */
  readonly from: readonly string[];
  /** What stands before its names in a file, where the class leaves that out. */
  readonly prefix?: string;
  /** Names that count, where not all do. */
  readonly only?: readonly string[];
}

/** Where the definitions of each family are. Classes moved from Scala to Java between the releases. */
const DEFINITIONS: readonly DefinitionSource[] = [
  {
    family: 'topic',
    from: ['org.apache.kafka.storage.internals.log.LogConfig#configDefCopy', 'kafka.log.LogConfig$#configDefCopy'],
  },
  { family: 'broker', from: ['kafka.server.KafkaConfig#configDef', 'kafka.server.KafkaConfig$#configDef'] },
  {
    family: 'group',
    from: [
      'org.apache.kafka.coordinator.group.GroupConfig#configDef',
      'org.apache.kafka.coordinator.group.GroupConfig#CONFIG_DEF',
    ],
  },
  { family: 'producer', from: ['org.apache.kafka.clients.producer.ProducerConfig#configDef'] },
  { family: 'consumer', from: ['org.apache.kafka.clients.consumer.ConsumerConfig#configDef'] },
  { family: 'admin', from: ['org.apache.kafka.clients.admin.AdminClientConfig#configDef'] },
  { family: 'streams', from: ['org.apache.kafka.streams.StreamsConfig#configDef'] },
  {
    family: 'connect-worker',
    from: [
      'org.apache.kafka.connect.runtime.distributed.DistributedConfig#config',
      'org.apache.kafka.connect.runtime.distributed.DistributedConfig#CONFIG',
    ],
  },
  { family: 'connect-source', from: ['org.apache.kafka.connect.runtime.SourceConnectorConfig#configDef'] },
  {
    family: 'connect-source',
    from: ['org.apache.kafka.connect.runtime.TopicCreationConfig#defaultGroupConfigDef'],
    prefix: 'topic.creation.default.',
    only: ['partitions', 'replication.factor'],
  },
  { family: 'connect-sink', from: ['org.apache.kafka.connect.runtime.SinkConnectorConfig#configDef'] },
];

/** A definition as a release has it. */
interface ReadDefinition {
  readonly name: string;
  readonly type: string;
  readonly default: string | null;
  readonly valid: string | null;
  readonly importance: string;
  /** For each value that was asked about, whether the release takes it. */
  readonly accepts: readonly boolean[];
}

/** The definitions of one release by family; a family that the release does not have is not there. */
export type ReleaseDefinitions = ReadonlyMap<ConfigFamily, readonly ReadDefinition[]>;

/** The folder with the jars of a release that hold configuration definitions; fetched when it is not in the cache. */
export function configJars(version: string): Promise<string> {
  const without = CONFIG_RELEASES.find((release) => release.version === version)?.without ?? [];
  return cached(`kafka-configs-${version}`, (folder) => fetchJars(version, without, folder));
}

/** Reads the configuration definitions of one release out of its jars, and holds `asked` against each of them. */
export async function readDefinitions(version: string, asked: readonly string[] = []): Promise<ReleaseDefinitions> {
  const wanted = DEFINITIONS.map(({ family, from }, index) => `${index}:${family}=${from.join('|')}`);
  const stdout = await runProgram(version, [...wanted, ...asked.map((value) => `?${value}`)]);
  const found = new Map<ConfigFamily, ReadDefinition[]>();
  for (const line of stdout.split('\n').filter((text) => text !== '')) {
    const answer: { readonly family: string; readonly keys: readonly ReadDefinition[] } = JSON.parse(line);
    const source = DEFINITIONS[Number.parseInt(answer.family, 10)];
    if (source === undefined) throw new Error(`An answer for something that was not asked: ${answer.family}`);
    const { family, prefix = '', only } = source;
    const keys = answer.keys.filter(({ name }) => only === undefined || only.includes(name));
    found.set(family, [
      ...(found.get(family) ?? []),
      ...keys.map((key) => ({ ...key, name: prefix + key.name, valid: inOrder(key.valid) })),
    ]);
  }
  return found;
}

/** A static map of a class in the jars of a release, such as the defaults that Streams sets for its clients. */
export async function readMap(
  version: string,
  field: `${string}#${string}`,
): Promise<Readonly<Record<string, string>>> {
  return JSON.parse(await runProgram(version, [`!${field}`])).values;
}

async function runProgram(version: string, args: readonly string[]): Promise<string> {
  const folder = await configJars(version);
  const program = join(repositoryFolder, 'test', 'support', 'java', 'ConfigDefinitions.java');
  // Two defaults are made from the folder for temporary files, so it must not be the one of this machine.
  const flags = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.io.tmpdir=/tmp'];
  const { code, stdout, stderr } = await runCommand(
    javaCommand(17),
    [...flags, '-cp', join(folder, '*'), program, ...args],
    { timeoutMs: 120_000 },
  );
  if (code !== 0) throw new Error(`The configuration definitions of ${version} can't be read:\n${stderr}`);
  return stdout;
}

/** Kafka keeps the values that are accepted in any case in a set, whose order means nothing. */
function inOrder(valid: string | null): string | null {
  const list = /^\(case insensitive\) \[(.*)\]$/.exec(valid ?? '')?.[1];
  return list === undefined ? valid : `(case insensitive) [${list.split(', ').sort().join(', ')}]`;
}

async function fetchJars(version: string, without: readonly string[], folder: string): Promise<void> {
  const pom = join(repositoryFolder, 'sandbox', 'pom.xml');
  const profiles = ['streams', 'connect'].filter((profile) => !without.includes(profile));
  const { code, stdout } = await runCommand(
    'mvn',
    [
      ...['-q', '-B', '-f', pom, `-Dkv=${version}`, ...profiles.map((profile) => `-P${profile}`)],
      ...['dependency:copy-dependencies', `-DoutputDirectory=${folder}`],
    ],
    { timeoutMs: 600_000 },
  );
  if (code !== 0) throw new Error(`Maven could not fetch Kafka ${version}:\n${stdout.slice(-2_000)}`);
}

/** `4.3` of `4.3.1`. */
export function minorOf(version: string): Release {
  return version.split('.').slice(0, 2).join('.');
}

/** The families that are read from the jars, in the order of the list. */
export const READ_FAMILIES: readonly ConfigFamily[] = [...new Set(DEFINITIONS.map(({ family }) => family))];

/** One file of `resources/data/kafka-configs`: one span of equal releases a line, names sorted. */
export function familyJson(family: ConfigFamily, read: ReadonlyMap<string, ReleaseDefinitions>, date: string): string {
  const versions = [...read.keys()].filter((version) => read.get(version)?.has(family));
  const classes = DEFINITIONS.filter((source) => source.family === family).flatMap(({ from }) => from);
  const missing = CONFIG_RELEASES.filter(
    ({ version, without = [] }) => !versions.includes(version) && without.length > 0,
  );
  const head = {
    family,
    what: WHAT,
    ...(missing.length === 0 ? {} : { not_published: missing.map(({ version }) => version) }),
    source: `ConfigDef of ${classes.join(' or ')} in the released jars of Apache Kafka, on Java 17`,
    read: date,
    releases: Object.fromEntries(versions.map((version) => [minorOf(version), version])),
  };
  const spans = new Map<string, string[]>();
  const names = new Set(
    versions.flatMap(
      (version) =>
        read
          .get(version)
          ?.get(family)
          ?.map(({ name }) => name) ?? [],
    ),
  );
  for (const name of [...names].sort()) spans.set(name, spansOf(name, family, versions, read));
  const listed = [...spans].map(
    ([name, lines]) => `    ${JSON.stringify(name)}: [\n${lines.map((line) => `      ${line}`).join(',\n')}\n    ]`,
  );
  return `${JSON.stringify(head, null, 2).replace(/\n\}$/, ',')}\n  "names": {\n${listed.join(',\n')}\n  }\n}\n`;
}

const WHAT =
  'Configuration names with type, default, accepted values and importance, by release. from and to: first and last release in ' +
  'which a line holds. default null: none; (required): it must be given. valid: the words of the validator, and what it was seen ' +
  'to do where it has no words for that; null: every value of the type. Settings that Kafka calls internal are left out.';

function spansOf(
  name: string,
  family: ConfigFamily,
  versions: readonly string[],
  read: ReadonlyMap<string, ReleaseDefinitions>,
): string[] {
  const spans: { readonly from: Release; to: Release; readonly key: string }[] = [];
  let previous: string | null = null;
  for (const version of versions) {
    const definition = read
      .get(version)
      ?.get(family)
      ?.find((candidate) => candidate.name === name);
    const key = definition === undefined ? null : keyOf(definition);
    const last = spans.at(-1);
    if (key !== null && key === previous && last !== undefined) last.to = minorOf(version);
    else if (key !== null) spans.push({ from: minorOf(version), to: minorOf(version), key });
    previous = key;
  }
  return spans.map(({ from, to, key }) => `{ "from": "${from}", "to": "${to}", ${key} }`);
}

/** What makes two releases the same, as it is written down. */
function keyOf({ type, default: byDefault, valid, importance }: ReadDefinition): string {
  return Object.entries({ type, default: byDefault, valid, importance })
    .map(([field, value]) => `"${field}": ${JSON.stringify(value)}`)
    .join(', ');
}
