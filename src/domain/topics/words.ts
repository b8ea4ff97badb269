import { named } from '../named.ts';

/** Where numbers and rules come from, short enough for a table; the guideline pages have the addresses. */
export const SOURCE = {
  rule: 'rule of thumb',
  topicConfig: 'Apache Kafka TopicConfig',
  producerConfig: 'Apache Kafka ProducerConfig',
  librdkafka: 'librdkafka CONFIGURATION.md',
  kafkajs: 'KafkaJS documentation',
  worstAge: 'derived: whole segments are deleted',
  product: 'derived: product',
} as const;

const page = (skill: string, section: string) => `kafka://guidelines/${skill}#${section}`;

export const GUIDELINE = {
  eventsNotTables: page('topic-design', 'events-not-tables'),
  granularity: page('topic-design', 'granularity'),
  keys: page('topic-design', 'keys'),
  ownership: page('topic-design', 'ownership-and-access'),
  referenceDesign: page('topic-design', 'a-reference-design'),
  meaningfulKey: page('partitioning-and-keys', 'a-meaningful-key'),
  hotKeys: page('partitioning-and-keys', 'hot-keys'),
  formulas: page('partitioning-and-keys', 'partition-count-formulas'),
  limits: page('partitioning-and-keys', 'limits-per-broker-and-cluster'),
  hashing: page('partitioning-and-keys', 'which-clients-hash-keys-differently'),
  retention: page('retention-and-compaction', 'retention-by-time-or-size'),
  personalData: page('retention-and-compaction', 'deleting-personal-data'),
  tiered: page('retention-and-compaction', 'tiered-storage'),
  idempotent: page('delivery-semantics', 'idempotent-consumers'),
  replication: page('delivery-semantics', 'acks-and-replication'),
  smaller: page('anti-patterns', 'smaller-ones-worth-a-finding'),
} as const;

/** Code unit order: the same on every machine, whatever its language. */
export const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort(inOrder);

/** Names in a sentence, some of them where there are many. */
export function listed(names: readonly string[], most = 4): string {
  const shown = names.slice(0, most).map(named).join(', ');
  return names.length <= most ? shown : `${shown} and ${names.length - most} more`;
}

export const DAY_MS = 86_400_000;

/** `7 d`, `12 h`, `30 min`. */
export function lasting(ms: number): string {
  const round = (value: number) => String(Number(value.toFixed(1)));
  if (ms >= DAY_MS) return `${round(ms / DAY_MS)} d`;
  if (ms >= 3_600_000) return `${round(ms / 3_600_000)} h`;
  return `${round(ms / 60_000)} min`;
}

/** In the order in which the keys first appear. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
