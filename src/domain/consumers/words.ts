import { count } from '../words.ts';

/** Where the numbers come from, short enough for a table; the guideline page has the addresses. */
export const SOURCE = {
  littlesLaw: "derived: Little's law",
  oneReader: 'Apache Kafka documentation, design: one partition has one reader in a group',
  evenSplit: 'derived: the fullest member carries ⌈partitions ÷ members⌉',
  consumerConfig: 'Apache Kafka ConsumerConfig',
  groupConfig: 'Apache Kafka GroupConfig',
  coordinator: 'Apache Kafka GroupCoordinatorConfig',
  streamsConfig: 'Apache Kafka StreamsConfig',
  connectWorker: 'Apache Kafka Connect, Worker and SinkConnectorConfig',
  consumerProtocol: 'KIP-848',
  shareGroups: 'KIP-932',
  shareDeadLetters: 'KIP-1191',
  streamsProtocol: 'KIP-1071',
  staticMembers: 'KIP-345',
  librdkafka: 'librdkafka CONFIGURATION.md',
  kafkajs: 'KafkaJS 2.2.4 documentation',
  retryTopics: 'Uber engineering: reliable reprocessing and dead letter queues',
  ruleOfThumb: 'rule of thumb',
} as const;

export const GUIDELINE = {
  size: 'kafka://guidelines/consumer-groups#how-many-consumers',
  commits: 'kafka://guidelines/consumer-groups#committing-offsets',
  start: 'kafka://guidelines/consumer-groups#where-a-group-starts',
  polling: 'kafka://guidelines/consumer-groups#the-polling-budget',
  fetching: 'kafka://guidelines/consumer-groups#fetch-tuning',
  assignors: 'kafka://guidelines/consumer-groups#assignors-and-cooperative-rebalancing',
  staticMembers: 'kafka://guidelines/consumer-groups#static-membership',
  consumerProtocol: 'kafka://guidelines/consumer-groups#moving-to-the-consumer-protocol',
  shareGroups: 'kafka://guidelines/consumer-groups#share-groups-for-unordered-work',
  clients: 'kafka://guidelines/consumer-groups#client-differences',
  deploys: 'kafka://guidelines/consumer-groups#deploys-and-autoscaling',
  exactlyOnce: 'kafka://guidelines/delivery-semantics#exactly-once-by-client',
  exactlyOnceEnds: 'kafka://guidelines/delivery-semantics#what-ends-exactly-once',
} as const;

const digits = (most: number) => new Intl.NumberFormat('en-US', { maximumSignificantDigits: most });
const [three, four, six] = [digits(3), digits(4), digits(6)] as const;

/** Milliseconds as `300 s`, or as `800 ms` below one second. */
export const seconds = (ms: number): string =>
  ms < 10
    ? `${three.format(ms)} ms`
    : ms < 1_000
      ? `${six.format(Math.round(ms))} ms`
      : `${(ms < 1e6 ? three : six).format(ms / 1_000)} s`;

/** Bytes as `2 GiB`, `50 MiB`, `64 KiB` or `900 bytes`. */
export const bytes = (value: number): string => {
  if (value >= 1_073_741_824) return `${four.format(value / 1_073_741_824)} GiB`;
  if (value >= 1_048_576) return `${four.format(value / 1_048_576)} MiB`;
  return value >= 1_024
    ? `${four.format(value / 1_024)} KiB`
    : `${four.format(value)} ${value === 1 ? 'byte' : 'bytes'}`;
};

/** `1 message/s`, `2,000 messages/s`; what only arithmetic made 0.9999999999999999 is 1. */
export const perSecond = (rate: number): string => `${count(Number(rate.toPrecision(12)), 'message')}/s`;

/** Four significant digits: a rate of 0.1 ^ 3 is no 0.0010000000000000002. */
export const rounded = (value: number): number => Number(value.toPrecision(4));
