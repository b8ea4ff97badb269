import type { ConfigFamily } from './catalog.ts';

/** What stands behind a prefix: names of another family, with defaults of their own where the owner of the prefix sets some. */
interface Prefix {
  readonly prefix: string;
  readonly family: ConfigFamily;
  readonly defaults: Readonly<Record<string, string>>;
}

/** What a prefixed name means. */
interface Unprefixed {
  readonly family: ConfigFamily;
  readonly name: string;
  /** The default that holds behind the prefix; undefined: that of the family. */
  readonly default: string | undefined;
}

/** Source: StreamsConfig.CONSUMER_DEFAULT_OVERRIDES. */
const STREAMS_CONSUMER = { 'max.poll.records': '1000', 'auto.offset.reset': 'earliest', 'enable.auto.commit': 'false' };

/** These read whole partitions of topics that Streams itself wrote. Source: StreamsConfig.getRestoreConsumerConfigs. */
const STREAMS_RESTORING = { ...STREAMS_CONSUMER, 'auto.offset.reset': 'none' };

/** Source: StreamsConfig.PRODUCER_DEFAULT_OVERRIDES. */
const STREAMS_PRODUCER = { 'linger.ms': '100' };

/** Source: StreamsConfig.ADMIN_CLIENT_OVERRIDES. */
const STREAMS_ADMIN = { 'enable.metrics.push': 'true' };

/** Source: org.apache.kafka.connect.runtime.Worker.baseProducerConfigs. */
const CONNECT_PRODUCER = {
  acks: 'all',
  'delivery.timeout.ms': '2147483647',
  'enable.idempotence': 'false',
  'max.block.ms': '9223372036854775807',
  'max.in.flight.requests.per.connection': '1',
};

/** Source: org.apache.kafka.connect.runtime.Worker.baseConsumerConfigs. */
const CONNECT_CONSUMER = { 'auto.offset.reset': 'earliest', 'enable.auto.commit': 'false' };

const CONNECTOR: readonly Prefix[] = [
  { prefix: 'producer.override.', family: 'producer', defaults: CONNECT_PRODUCER },
  { prefix: 'consumer.override.', family: 'consumer', defaults: CONNECT_CONSUMER },
  { prefix: 'admin.override.', family: 'admin', defaults: {} },
];

const PREFIXES: Partial<Readonly<Record<ConfigFamily, readonly Prefix[]>>> = {
  streams: [
    { prefix: 'main.consumer.', family: 'consumer', defaults: STREAMS_CONSUMER },
    { prefix: 'restore.consumer.', family: 'consumer', defaults: STREAMS_RESTORING },
    { prefix: 'global.consumer.', family: 'consumer', defaults: STREAMS_RESTORING },
    { prefix: 'consumer.', family: 'consumer', defaults: STREAMS_CONSUMER },
    { prefix: 'producer.', family: 'producer', defaults: STREAMS_PRODUCER },
    { prefix: 'admin.', family: 'admin', defaults: STREAMS_ADMIN },
    { prefix: 'topic.', family: 'topic', defaults: {} },
  ],
  'connect-worker': [
    { prefix: 'producer.', family: 'producer', defaults: CONNECT_PRODUCER },
    { prefix: 'consumer.', family: 'consumer', defaults: CONNECT_CONSUMER },
    { prefix: 'admin.', family: 'admin', defaults: {} },
  ],
  'connect-source': CONNECTOR,
  'connect-sink': CONNECTOR,
};

/** Settings of topics that a source connector makes, by topic creation group: KIP-158. */
const TOPIC_CREATION = /^topic\.creation\.([^.]+)\.(.+)$/;

/** What a name means that the family itself does not have; null: it has no prefix of this family. */
export function unprefixed(family: ConfigFamily, name: string): Unprefixed | null {
  const rule = PREFIXES[family]?.find(({ prefix }) => name.startsWith(prefix));
  if (rule !== undefined) {
    const rest = name.slice(rule.prefix.length);
    return { family: rule.family, name: rest, default: rule.defaults[rest] };
  }
  const [, group, rest] = (family === 'connect-source' ? TOPIC_CREATION.exec(name) : null) ?? [];
  if (group === undefined || rest === undefined) return null;
  if (rest !== 'partitions' && rest !== 'replication.factor')
    return { family: 'topic', name: rest, default: undefined };
  // Every group takes what the default group takes, which is the one whose names are kept.
  return group === 'default' ? null : { family, name: `topic.creation.default.${rest}`, default: undefined };
}
