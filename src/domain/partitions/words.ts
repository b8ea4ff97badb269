/** Whole numbers in full (`12,000`), others with four significant digits (`42.86`). */
export const show = (value: number): string =>
  Number.isInteger(value)
    ? value.toLocaleString('en-US')
    : value.toLocaleString('en-US', { maximumSignificantDigits: 4 });

/** A share of 0…1 as `66.7 %`. */
export const percent = (share: number): string => `${show(Number((share * 100).toFixed(1)))} %`;

/** `1 partition`, `12 partitions`. */
export const count = (value: number, singular: string, plural = `${singular}s`): string =>
  `${show(value)} ${value === 1 ? singular : plural}`;

/** Where the numbers come from, short enough for a table; the guideline page has the addresses. */
export const SOURCE = {
  rao: 'Jun Rao, confluent.io: how to choose the number of partitions',
  littlesLaw: "derived: Little's law",
  threeTimes: 'rule of thumb: 3 × expected parallel consumers',
  growth: 'rule of thumb: 1.5–3 for 12–24 months',
  rounding: 'derived: even leaders, many divisors',
  hotKey: 'derived: load of the hot partition',
  ballsInBins: 'derived: balls in bins',
  neverShrinks: 'Apache Kafka docs: partitions cannot be removed',
  clusterLimits: 'rule of thumb of the ZooKeeper era: KIP-578, Confluent',
  createTopics: 'Apache Kafka 4.4, ReplicationControlManager',
  over50: 'review threshold, not a Kafka limit',
  producerBuffer: 'Apache Kafka ProducerConfig: 16 KiB batch.size, 32 MiB buffer.memory',
} as const;

export const GUIDELINE = {
  formulas: 'kafka://guidelines/partitioning-and-keys#partition-count-formulas',
  hotKeys: 'kafka://guidelines/partitioning-and-keys#hot-keys',
  limits: 'kafka://guidelines/partitioning-and-keys#limits-per-broker-and-cluster',
  growing: 'kafka://guidelines/partitioning-and-keys#growing-a-topic-later',
  clients: 'kafka://guidelines/partitioning-and-keys#which-clients-hash-keys-differently',
  antiPatterns: 'kafka://guidelines/anti-patterns',
} as const;
