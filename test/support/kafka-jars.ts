import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';

/** A folder outside the repository for what tests download. */
function cacheFolder(name: string): string {
  const root = process.env.KAFKA_ARCHITECT_CACHE ?? join(homedir(), '.cache', 'kafka-architect');
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Apache Kafka's message definitions of one release, by name such as `MetadataRequest`, out of one of its released jars. */
export function messageDefinitions(
  release: string,
  jarName: 'kafka-clients' | 'kafka-group-coordinator' | 'kafka_2.13' = 'kafka-clients',
): ReadonlyMap<string, MessageDefinition> {
  const folder = cacheFolder('message-definitions');
  const jar = join(folder, `${jarName}-${release}.jar`);
  if (!existsSync(jar)) {
    const artifact = `org.apache.kafka:${jarName}:${release}`;
    const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy';
    execFileSync('mvn', ['-q', '-B', goal, `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  const files = unzipSync(readFileSync(jar), { filter: (file) => /^common\/message\/\w+\.json$/.test(file.name) });
  return new Map(
    Object.values(files).map((file) => {
      const definition: MessageDefinition = JSON.parse(withoutComments(Buffer.from(file).toString('utf8')));
      return [definition.name, definition];
    }),
  );
}

/** The definitions only have comments that are whole lines. */
function withoutComments(text: string): string {
  return text.replace(/^\s*\/\/.*$/gm, '');
}

export interface MessageDefinition {
  readonly name: string;
  readonly apiKey?: number;
  readonly type: string;
  readonly listeners?: readonly string[];
  readonly latestVersionUnstable?: boolean;
  readonly validVersions: string;
  readonly flexibleVersions: string;
  readonly fields: readonly FieldDefinition[];
  readonly commonStructs?: readonly { readonly name: string; readonly fields: readonly FieldDefinition[] }[];
}

export interface FieldDefinition {
  readonly name: string;
  readonly type: string;
  /** Those of `taggedVersions` when left out. */
  readonly versions?: string;
  readonly nullableVersions?: string;
  readonly taggedVersions?: string;
  readonly tag?: number;
  /** Null, without quotes, is as good as none. */
  readonly default?: string | number | boolean | null;
  readonly flexibleVersions?: string;
  readonly fields?: readonly FieldDefinition[];
}

/** Lowest and highest version that a definition holds for stable. */
export function stableVersions({
  validVersions,
  latestVersionUnstable,
}: MessageDefinition): [min: number, max: number] {
  const [min = Number.NaN, max = min] = validVersions.split('-').map(Number);
  return [min, latestVersionUnstable === true ? max - 1 : max];
}
