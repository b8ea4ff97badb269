import type { Partitioner } from './hash/partitioners.ts';

/** Clients that write a topic, each with the partitioner it has unless the name says another. */
export const writingClients = [
  'java',
  'kafkajs',
  'kafkajs_legacy',
  'librdkafka',
  'librdkafka_murmur2',
  'sarama',
] as const;
export type WritingClient = (typeof writingClients)[number];

/** Clients of one family choose the same partition for the same bytes. */
export type HashFamily = 'murmur2' | 'old kafkajs hash' | 'CRC32' | 'FNV-1a';

interface Writer {
  readonly label: string;
  readonly partitioner: Partitioner;
  readonly family: HashFamily;
  /** How this client is brought to murmur2; null: it hashes so already. */
  readonly toMurmur2: string | null;
}

export const writers: Readonly<Record<WritingClient, Writer>> = {
  java: { label: 'Java', partitioner: 'java', family: 'murmur2', toMurmur2: null },
  kafkajs: { label: 'kafkajs 2', partitioner: 'kafkajs', family: 'murmur2', toMurmur2: null },
  kafkajs_legacy: {
    label: 'kafkajs with LegacyPartitioner',
    partitioner: 'kafkajs legacy',
    family: 'old kafkajs hash',
    toMurmur2: 'createPartitioner: Partitioners.DefaultPartitioner in kafkajs',
  },
  librdkafka: {
    label: 'librdkafka (C, Go, Python, .NET, Node)',
    partitioner: 'librdkafka consistent_random',
    family: 'CRC32',
    toMurmur2: 'partitioner=murmur2_random in librdkafka',
  },
  librdkafka_murmur2: {
    label: 'librdkafka with partitioner=murmur2_random',
    partitioner: 'librdkafka murmur2_random',
    family: 'murmur2',
    toMurmur2: null,
  },
  sarama: {
    label: 'Sarama',
    partitioner: 'sarama',
    family: 'FNV-1a',
    toMurmur2:
      'NewCustomPartitioner(WithAbsFirst(), WithCustomHashFunction(murmur2)) in Sarama (NewCustomHashPartitioner drops the sign after the modulo, and keys with a negative hash go elsewhere)',
  },
};

/** The families of these clients, in one order, each once. */
export const familiesOf = (clients: readonly WritingClient[]): readonly HashFamily[] => [
  ...new Set(clients.map((client) => writers[client].family)),
];
