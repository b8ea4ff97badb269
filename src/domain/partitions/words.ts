import { count, percent, show } from '../words.ts';

/** Below this share one decimal hides what decides: 0.55 % and 0.57 % of a key are two plans. */
const SMALL_SHARE = 0.1;

/** `10 %`, and with all its four digits where it is small: `0.55 %`. */
export const sharePercent = (share: number): string =>
  share < SMALL_SHARE ? `${show(Number((share * 100).toPrecision(4)))} %` : percent(share);

/** `1 message/s`, `5 MB/s`. */
export const rateWords = (value: number, unit: 'MB/s' | 'messages/s'): string =>
  unit === 'MB/s' ? `${show(value)} MB/s` : `${count(value, 'message')}/s`;

/** Where the numbers come from, short enough for a table; the guideline page has the addresses. */
export const SOURCE = {
  rao: 'Jun Rao, confluent.io: how to choose the number of partitions',
  littlesLaw: "derived: Little's law",
  threeTimes: 'rule of thumb: 3 × expected parallel consumers',
  oneMember: 'Apache Kafka docs: one member of a group reads a partition',
  growth: 'rule of thumb: 1.5–3 for 12–24 months',
  compoundGrowth: 'derived: compound growth',
  rounding: 'derived: even leaders, many divisors',
  hotKey: 'derived: load of the hot partition',
  ballsInBins: 'derived: balls in bins',
  neverShrinks: 'Apache Kafka docs: partitions cannot be removed',
  clusterLimits: 'rule of thumb of the ZooKeeper era: KIP-578, Confluent',
  createTopics: 'Apache Kafka 4.4, ReplicationControlManager',
  over50: 'review threshold, not a Kafka limit',
  listOffsets: 'measured: ListOffsets by timestamp',
  logDirs: 'measured: DescribeLogDirs and ListOffsets',
  modulo: 'derived: modulo arithmetic',
  producerBuffer: 'Apache Kafka ProducerConfig: batch.size 16 KiB or one record, buffer.memory 32 MiB',
  card: 'derived: 10 Gbit/s ÷ 8 each way, the card is assumed; AWS EC2, instance network bandwidth',
} as const;

export const GUIDELINE = {
  formulas: 'kafka://guidelines/partitioning-and-keys#partition-count-formulas',
  hotKeys: 'kafka://guidelines/partitioning-and-keys#hot-keys',
  limits: 'kafka://guidelines/partitioning-and-keys#limits-per-broker-and-cluster',
  growing: 'kafka://guidelines/partitioning-and-keys#growing-a-topic-later',
  skew: 'kafka://guidelines/partitioning-and-keys#key-cardinality-and-skew',
  clients: 'kafka://guidelines/partitioning-and-keys#which-clients-hash-keys-differently',
  network: 'kafka://guidelines/cluster-sizing#network',
  safeSettings: 'kafka://guidelines/cluster-sizing#minimum-safe-settings',
  antiPatterns: 'kafka://guidelines/anti-patterns',
} as const;
