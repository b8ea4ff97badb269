import type { Release } from './scenario/schema.ts';
import { type TopicConfig, topicConfigs } from './topic-configs.ts';

/** Where a value comes from. Source: DescribeConfigsResponse.ConfigSource of kafka-clients. */
export const CONFIG_SOURCE = { topic: 1, cluster: 3, broker: 4, default: 5 } as const;

/** A setting of a topic as it is in force. */
export interface TopicConfigValue {
  readonly name: string;
  readonly value: string;
  readonly source: number;
  /** What was set and is overridden, strongest first. */
  readonly synonyms: readonly { readonly name: string; readonly value: string; readonly source: number }[];
  readonly type: TopicConfig['type'] | null;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Broker settings whose unit is not that of the topic's, strongest first. Source: AbstractKafkaConfig of the server jars. */
const OTHER_UNITS: Readonly<Record<string, readonly (readonly [broker: string, ms: number])[]>> = {
  'retention.ms': [
    ['log.retention.ms', 1],
    ['log.retention.minutes', MINUTE_MS],
    ['log.retention.hours', HOUR_MS],
  ],
  'segment.ms': [
    ['log.roll.ms', 1],
    ['log.roll.hours', HOUR_MS],
  ],
  'segment.jitter.ms': [
    ['log.roll.jitter.ms', 1],
    ['log.roll.jitter.hours', HOUR_MS],
  ],
  'flush.ms': [['log.flush.interval.ms', 1]],
};

const MIN_INSYNC = 'min.insync.replicas';

/**
 * What is set for all brokers at once. From 4.1 on (eligible.leader.replicas.version=1, the default) the controller copies
 * min.insync.replicas there, so that every broker counts alike. Source: ConfigurationControlManager of the metadata jars.
 */
export function clusterConfigs(
  release: Release,
  brokerConfigs: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  if (Number(release) < 4.1) return new Map();
  return new Map([[MIN_INSYNC, brokerConfigs.get(MIN_INSYNC) ?? topicConfigs(release).get(MIN_INSYNC)?.value ?? '1']]);
}

/** Every setting of a topic, by name: what was set for it, else for its broker, else the release's default. */
export function topicConfigValues(
  release: Release,
  set: ReadonlyMap<string, string>,
  brokerConfigs: ReadonlyMap<string, string>,
): ReadonlyMap<string, TopicConfigValue> {
  const defined = topicConfigs(release);
  const clusterWide = clusterConfigs(release, brokerConfigs);
  const values = new Map<string, TopicConfigValue>();
  for (const name of [...new Set([...defined.keys(), ...set.keys()])].sort()) {
    const own = set.get(name);
    const config = defined.get(name);
    const below = config === undefined ? [] : inherited(config, clusterWide, brokerConfigs);
    const synonyms = own === undefined ? below : [{ name, value: own, source: CONFIG_SOURCE.topic }, ...below];
    const [first] = synonyms;
    values.set(name, {
      name,
      value: first === undefined ? (config?.value ?? '') : inMs(name, first),
      source: first?.source ?? CONFIG_SOURCE.default,
      synonyms,
      type: config?.type ?? null,
    });
  }
  return values;
}

function inherited(
  { name, value, broker }: TopicConfig,
  clusterWide: ReadonlyMap<string, string>,
  brokerConfigs: ReadonlyMap<string, string>,
) {
  const names = broker === undefined ? (OTHER_UNITS[name] ?? []).map(([each]) => each) : [broker];
  const levels = [
    { source: CONFIG_SOURCE.cluster, configs: clusterWide },
    { source: CONFIG_SOURCE.broker, configs: brokerConfigs },
  ];
  const set = levels.flatMap(({ source, configs }) =>
    names.flatMap((each) => {
      const found = configs.get(each);
      return found === undefined ? [] : [{ name: each, value: found, source }];
    }),
  );
  return broker === undefined ? set : [...set, { name: broker, value, source: CONFIG_SOURCE.default }];
}

function inMs(name: string, synonym: { readonly name: string; readonly value: string }): string {
  const [, factor = 1] = OTHER_UNITS[name]?.find(([broker]) => broker === synonym.name) ?? [];
  return factor === 1 ? synonym.value : String(Number(synonym.value) * factor);
}
