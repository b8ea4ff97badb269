/** Where the numbers come from, short enough for a table; the guideline page has the addresses. */
export const SOURCE = {
  rao: 'Jun Rao, confluent.io: how to choose the number of partitions',
  littlesLaw: "derived: Little's law",
  threeTimes: 'rule of thumb: 3 × expected parallel consumers',
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
  producerBuffer: 'Apache Kafka ProducerConfig: 16 KiB batch.size, 32 MiB buffer.memory',
} as const;

export const GUIDELINE = {
  formulas: 'kafka://guidelines/partitioning-and-keys#partition-count-formulas',
  hotKeys: 'kafka://guidelines/partitioning-and-keys#hot-keys',
  limits: 'kafka://guidelines/partitioning-and-keys#limits-per-broker-and-cluster',
  growing: 'kafka://guidelines/partitioning-and-keys#growing-a-topic-later',
  skew: 'kafka://guidelines/partitioning-and-keys#key-cardinality-and-skew',
  clients: 'kafka://guidelines/partitioning-and-keys#which-clients-hash-keys-differently',
  antiPatterns: 'kafka://guidelines/anti-patterns',
} as const;
