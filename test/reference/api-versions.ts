import { type MessageDefinition, messageDefinitions, stableVersions } from '../support/kafka-jars.ts';

/** The releases whose brokers are simulated and tested. */
export const RELEASES = ['3.0.2', '3.9.2', '4.0.2', '4.3.1', '4.4.0'] as const;

interface AdvertisedApi {
  readonly key: number;
  readonly name: string;
  readonly min: number;
  readonly max: number;
}

export interface ApiVersionsData {
  readonly source: string;
  readonly date: string;
  readonly notes: readonly string[];
  /** By release, in the order of the keys. */
  readonly releases: Readonly<Record<string, readonly AdvertisedApi[]>>;
}

const PRODUCE = 0;
const DESCRIBE_QUORUM = 55;

/** GetTelemetrySubscriptions and PushTelemetry: advertised where a metrics reporter takes them (KIP-714), so not by default. */
const ONLY_WITH_A_PLUGIN = new Set([71, 72]);

const NOTES = [
  'APIs whose definition names the listener "broker", each up to its latest stable version, as a KRaft broker with default settings advertises them in ApiVersions.',
  'Produce is advertised from version 0 on by every release, although 4.0 and later only know it from version 3 on (KAFKA-18659).',
  'GetTelemetrySubscriptions (71) and PushTelemetry (72) are left out: a broker advertises them only when one of its metrics reporters takes client metrics (KIP-714).',
  'DescribeQuorum (55) is left out of 3.0.2, whose definition has it and whose brokers do not advertise it.',
  'Envelope (58), which KRaft brokers of 3.0.2 advertise, is left out: brokers send it to controllers, clients never.',
];

/** What a broker of each release tells a client in ApiVersions, worked out from the message definitions in the released jars. */
export function apiVersionsData(date: string): ApiVersionsData {
  return {
    source: `common/message/*.json in org.apache.kafka:kafka-clients ${RELEASES.join(', ')}`,
    date,
    notes: NOTES,
    releases: Object.fromEntries(RELEASES.map((release) => [release, advertisedBy(release)])),
  };
}

function advertisedBy(release: string): AdvertisedApi[] {
  return [...messageDefinitions(release).values()]
    .flatMap((definition) => advertised(release, definition))
    .sort((a, b) => a.key - b.key);
}

function advertised(release: string, definition: MessageDefinition): AdvertisedApi[] {
  const { apiKey: key, type, listeners = [], name } = definition;
  if (type !== 'request' || key === undefined || !listeners.includes('broker')) return [];
  if (ONLY_WITH_A_PLUGIN.has(key) || (key === DESCRIBE_QUORUM && release === '3.0.2')) return [];
  const [min, max] = stableVersions(definition);
  // An API whose only version is not stable yet, or that is gone: its definition has no version left.
  if (Number.isNaN(min) || max < min) return [];
  return [{ key, name: name.replace(/Request$/, ''), min: key === PRODUCE ? 0 : min, max }];
}

/** The data as it lies in `resources/data`, an API a line. */
export function apiVersionsJson({ releases, ...rest }: ApiVersionsData): string {
  const head = JSON.stringify(rest, null, 2).replace(/\n\}$/, ',');
  const lists = Object.entries(releases).map(([release, apis]) => {
    const lines = apis.map(
      ({ key, name, min, max }) => `      { "key": ${key}, "name": "${name}", "min": ${min}, "max": ${max} }`,
    );
    return `    "${release}": [\n${lines.join(',\n')}\n    ]`;
  });
  return `${head}\n  "releases": {\n${lists.join(',\n')}\n  }\n}\n`;
}
