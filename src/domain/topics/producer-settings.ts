import type { Setting } from '../advice/setting.ts';
import type { ConfigFamily } from '../configs/catalog.ts';
import { producerBatchesMib } from '../formulas/memory.ts';
import { show } from '../words.ts';
import { codecsOf } from './codecs.ts';
import { BUSY_MB_PER_S, ownFlow } from './own-flow.ts';
import type { Topic } from './topic.ts';
import { listed, SOURCE } from './words.ts';
import type { Writer } from './writers.ts';

/** Configuration of one producer, in the file where it stands. */
export interface ProducerConfiguration {
  readonly family: ConfigFamily;
  /** The writer, or the part of it that this is about. */
  readonly appliesTo: string;
  readonly settings: readonly Setting[];
}

const LINGER_MS = 5;
const BUSY_LINGER_MS = 20;
const DEFAULT_BATCH_BYTES = 16_384;
const MOST_BATCH_BYTES = 524_288;
const DEFAULT_BUFFER_BYTES = 33_554_432;
const DELIVERY_TIMEOUT_MS = 120_000;

/** One for each writer; two where a reader on KafkaJS needs a codec that would cost the other topics too much. */
export function producerConfigurations(writer: Writer, mixed: boolean): ProducerConfiguration[] {
  const { id, client } = writer;
  const { usual, apart } = codecsOf(writer);
  if (client === 'librdkafka')
    return [
      { family: 'librdkafka', appliesTo: id, settings: librdkafka(writer, usual, mixed) },
      ...(apart === null
        ? []
        : [
            {
              family: 'librdkafka' as const,
              appliesTo: `${id}, topic configuration of ${listed(namesOf(apart.topics))}`,
              settings: [{ ...apart.codec, source: SOURCE.librdkafka }],
            },
          ]),
    ];
  if (client === 'kafkajs') return [{ family: 'kafkajs-producer', appliesTo: id, settings: kafkajs() }];
  if (client === 'connect')
    return [
      {
        family: 'connect-source',
        appliesTo: id,
        settings: passedOn(writer, usual, 'producer.override.', SET_BY_CONNECT),
      },
    ];
  if (client === 'streams')
    return [{ family: 'streams', appliesTo: id, settings: passedOn(writer, usual, 'producer.', SET_BY_STREAMS) }];
  if (apart === null) return [{ family: 'producer', appliesTo: id, settings: java(writer, usual) }];
  return [
    { family: 'producer', appliesTo: id, settings: java({ ...writer, topics: apart.others }, usual) },
    {
      family: 'producer',
      appliesTo: `${id}, a second producer for ${listed(namesOf(apart.topics))}`,
      settings: java({ ...writer, topics: apart.topics }, apart.codec),
    },
  ];
}

const namesOf = (topics: readonly Topic[]): string[] => topics.map(({ name }) => name);

/** What the runtime sets better itself: Connect never gives a record up, Streams waits 100 ms for a batch. */
const SET_BY_CONNECT = ['acks', 'delivery.timeout.ms'];
const SET_BY_STREAMS = ['linger.ms'];

/** Streams and Connect hand settings on to the producers inside them under a prefix. */
const passedOn = (writer: Writer, codec: Setting, prefix: string, setByRuntime: readonly string[]): Setting[] =>
  java(writer, codec)
    .filter(({ name }) => !setByRuntime.includes(name))
    .map((setting) => ({ ...setting, name: `${prefix}${setting.name}` }));

const IDEMPOTENT = 'retries neither double nor reorder';
const ALL_ACKS = 'acknowledged when min.insync.replicas have it';

function java(writer: Writer, codec: Setting): Setting[] {
  const batching = batchingOf(writer);
  const settings: Setting[] = [
    { name: 'acks', value: 'all', why: ALL_ACKS, source: SOURCE.producerConfig },
    {
      name: 'enable.idempotence',
      value: 'true',
      why:
        writer.client === 'connect'
          ? `${IDEMPOTENT}; Connect switches it off unless overridden`
          : `${IDEMPOTENT}; set, because acks=1 would switch it off in silence`,
      source: SOURCE.producerConfig,
    },
    codec,
    { name: 'linger.ms', value: String(batching.lingerMs), why: batching.why, source: SOURCE.rule },
    {
      name: 'delivery.timeout.ms',
      value: String(DELIVERY_TIMEOUT_MS),
      why: 'after it a send fails: handle that callback, or records are lost in silence',
      source: SOURCE.producerConfig,
    },
  ];
  if (batching.batchBytes > DEFAULT_BATCH_BYTES)
    settings.push({
      name: 'batch.size',
      value: String(batching.batchBytes),
      why: `${show(Math.round(batching.bytesInLinger))} bytes of ${batching.producers === 1 ? 'one producer' : `one of ${show(batching.producers)} instances`} reach a partition within linger.ms`,
      source: 'derived: rate per partition and instance × linger',
    });
  const partitions = writer.topics.reduce((sum, topic) => sum + topic.partitions, 0);
  const record = Math.max(0, ...writer.topics.map((topic) => ownFlow(writer, [topic])?.averageBytes ?? 0));
  const isRecord = record > batching.batchBytes;
  // A record that is larger than batch.size gets a buffer of its own size. Source: Apache Kafka ProducerConfig, batch.size.
  const reserved = producerBatchesMib({
    partitions,
    batchBytes: isRecord ? record : batching.batchBytes,
    batchesPerPartition: 2,
  });
  if (reserved.value * 2 ** 20 > DEFAULT_BUFFER_BYTES)
    settings.push({
      name: 'buffer.memory',
      value: String(Math.ceil(reserved.value) * 2 ** 20),
      why: `two ${isRecord ? 'records, each larger than a batch,' : 'batches'} for each partition: ${reserved.formula} MiB`,
      source: SOURCE.product,
    });
  return settings;
}

function librdkafka(writer: Writer, codec: Setting, mixed: boolean): Setting[] {
  const { lingerMs, why } = batchingOf(writer);
  const settings: Setting[] = [
    { name: 'acks', value: 'all', why: ALL_ACKS, source: SOURCE.librdkafka },
    {
      name: 'enable.idempotence',
      value: 'true',
      why: `${IDEMPOTENT}; false by default here`,
      source: SOURCE.librdkafka,
    },
    codec,
    { name: 'linger.ms', value: String(lingerMs), why, source: SOURCE.rule },
    {
      name: 'delivery.timeout.ms',
      value: String(DELIVERY_TIMEOUT_MS),
      why: 'after it the delivery report says so: handle it, or records are lost in silence',
      source: SOURCE.librdkafka,
    },
  ];
  if (writer.topics.some(({ key }) => key !== null))
    settings.push({
      name: 'partitioner',
      value: 'murmur2_random',
      why: mixed
        ? 'Java and KafkaJS clients write to the same topics: CRC32, the default, would put the same key elsewhere'
        : 'the hash of Java clients, so that one can join later without moving keys; set it before the first record',
      source: SOURCE.librdkafka,
    });
  return settings;
}

const kafkajs = (): Setting[] => [
  { name: 'idempotent', value: 'true', why: `${IDEMPOTENT}; false by default here`, source: SOURCE.kafkajs },
  {
    name: 'maxInFlightRequests',
    value: '5',
    why: 'the most that idempotence keeps in order; unlimited by default',
    source: SOURCE.kafkajs,
  },
  {
    name: 'compression',
    value: 'CompressionTypes.GZIP',
    why: 'of each send; the one codec it has built in, zstd and lz4 need a package of their own',
    source: SOURCE.kafkajs,
  },
  { name: 'allowAutoTopicCreation', value: 'false', why: 'a typo must not make a topic', source: SOURCE.kafkajs },
];

/** Producers that share the traffic of a writer. A connector that publishes an outbox has one task; an unknown number may be one. */
const producersOf = ({ outbox, service }: Writer): number =>
  outbox || !service.instancesGiven ? 1 : service.instances;

/** A longer linger pays where a batch fills at all; a batch larger than what arrives within it only reserves memory. */
function batchingOf(writer: Writer) {
  const producers = producersOf(writer);
  const perPartition = writer.topics.map(
    (topic) => ((ownFlow(writer, [topic])?.mbPerS ?? 0) * 1e6) / topic.partitions / producers,
  );
  const total = ownFlow(writer, writer.topics)?.mbPerS ?? null;
  const busy = total !== null && total >= BUSY_MB_PER_S;
  const lingerMs = busy ? BUSY_LINGER_MS : LINGER_MS;
  const bytesInLinger = (Math.max(0, ...perPartition) * lingerMs) / 1_000;
  const wanted = 2 ** Math.ceil(Math.log2(Math.max(1, bytesInLinger)));
  return {
    lingerMs,
    producers,
    bytesInLinger,
    batchBytes: Math.min(MOST_BATCH_BYTES, Math.max(DEFAULT_BATCH_BYTES, wanted)),
    why: busy
      ? `${BUSY_MB_PER_S} MB/s and more: larger batches compress better, at the price of ${BUSY_LINGER_MS} ms`
      : 'little traffic: a longer wait would fill no batch',
  };
}
