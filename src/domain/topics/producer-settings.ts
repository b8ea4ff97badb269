import type { Setting } from '../advice/setting.ts';
import type { ConfigFamily } from '../configs/catalog.ts';
import { producerBatchesMib } from '../formulas/memory.ts';
import { show } from '../words.ts';
import type { BusinessEvent } from './premises.ts';
import { flowOf } from './sizing.ts';
import { listed, SOURCE } from './words.ts';
import type { Writer } from './writers.ts';

/** Configuration of one writer, in the file where it stands. */
export interface ProducerConfiguration {
  readonly family: ConfigFamily;
  readonly settings: readonly Setting[];
}

const BUSY_MB_PER_S = 1;
const LINGER_MS = 5;
const BUSY_LINGER_MS = 20;
const DEFAULT_BATCH_BYTES = 16_384;
const MOST_BATCH_BYTES = 524_288;
const DEFAULT_BUFFER_BYTES = 33_554_432;
const DELIVERY_TIMEOUT_MS = 120_000;

export function producerConfiguration(writer: Writer, mixed: boolean): ProducerConfiguration {
  if (writer.client === 'librdkafka') return { family: 'librdkafka', settings: librdkafka(writer, mixed) };
  if (writer.client === 'kafkajs') return { family: 'kafkajs-producer', settings: kafkajs() };
  if (writer.client === 'connect')
    return { family: 'connect-source', settings: passedOn(writer, 'producer.override.', SET_BY_CONNECT) };
  if (writer.client === 'streams')
    return { family: 'streams', settings: passedOn(writer, 'producer.', SET_BY_STREAMS) };
  return { family: 'producer', settings: java(writer) };
}

/** What the runtime sets better itself: Connect never gives a record up, Streams waits 100 ms for a batch. */
const SET_BY_CONNECT = ['acks', 'delivery.timeout.ms'];
const SET_BY_STREAMS = ['linger.ms'];

/** Streams and Connect hand settings on to the producers inside them under a prefix. */
const passedOn = (writer: Writer, prefix: string, setByRuntime: readonly string[]): Setting[] =>
  java(writer)
    .filter(({ name }) => !setByRuntime.includes(name))
    .map((setting) => ({ ...setting, name: `${prefix}${setting.name}` }));

const IDEMPOTENT = 'retries neither double nor reorder';
const ALL_ACKS = 'acknowledged when min.insync.replicas have it';
const ZSTD = 'smallest on disk and network of the built-in codecs; lz4 where CPU is short';

/** A codec that each reader can decode: KafkaJS has gzip alone and stops at any other with KafkaJSNotImplemented. */
const compressionFor = ({ gzipReaders }: Writer): Setting =>
  gzipReaders.length === 0
    ? { name: 'compression.type', value: 'zstd', why: ZSTD, source: SOURCE.rule }
    : {
        name: 'compression.type',
        value: 'gzip',
        why: `${listed(gzipReaders)} on KafkaJS ${gzipReaders.length === 1 ? 'decodes' : 'decode'} no other codec out of the box and would stop; zstd only once its codec is registered there`,
        source: SOURCE.kafkajs,
      };

function java(writer: Writer): Setting[] {
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
    compressionFor(writer),
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
      why: `${show(Math.round(batching.bytesInLinger))} bytes reach a partition within linger.ms`,
      source: 'derived: rate per partition × linger',
    });
  const partitions = writer.topics.reduce((sum, topic) => sum + topic.partitions, 0);
  const reserved = producerBatchesMib({ partitions, batchBytes: batching.batchBytes, batchesPerPartition: 2 });
  if (reserved.value * 2 ** 20 > DEFAULT_BUFFER_BYTES)
    settings.push({
      name: 'buffer.memory',
      value: String(Math.ceil(reserved.value) * 2 ** 20),
      why: `two batches for each partition: ${reserved.formula} MiB`,
      source: SOURCE.product,
    });
  return settings;
}

function librdkafka(writer: Writer, mixed: boolean): Setting[] {
  const { lingerMs, why } = batchingOf(writer);
  const settings: Setting[] = [
    { name: 'acks', value: 'all', why: ALL_ACKS, source: SOURCE.librdkafka },
    {
      name: 'enable.idempotence',
      value: 'true',
      why: `${IDEMPOTENT}; false by default here`,
      source: SOURCE.librdkafka,
    },
    compressionFor(writer),
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

/** A longer linger pays where a batch fills at all; a batch larger than what arrives within it only reserves memory. */
function batchingOf({ topics, service }: Writer) {
  const own = (events: readonly BusinessEvent[]) => events.filter(({ producer }) => producer === service.id);
  const perPartition = topics.map(({ events, partitions }) => ((flowOf(own(events))?.mbPerS ?? 0) * 1e6) / partitions);
  const total = flowOf(topics.flatMap(({ events }) => own(events)))?.mbPerS ?? null;
  const busy = total !== null && total >= BUSY_MB_PER_S;
  const lingerMs = busy ? BUSY_LINGER_MS : LINGER_MS;
  const bytesInLinger = (Math.max(0, ...perPartition) * lingerMs) / 1_000;
  const wanted = 2 ** Math.ceil(Math.log2(Math.max(1, bytesInLinger)));
  return {
    lingerMs,
    bytesInLinger,
    batchBytes: Math.min(MOST_BATCH_BYTES, Math.max(DEFAULT_BATCH_BYTES, wanted)),
    why: busy
      ? `${BUSY_MB_PER_S} MB/s and more: larger batches compress better, at the price of ${BUSY_LINGER_MS} ms`
      : 'little traffic: a longer wait would fill no batch',
  };
}
