import type { Setting } from '../advice/setting.ts';
import { BUSY_MB_PER_S, ownFlow } from './own-flow.ts';
import type { Topic } from './topic.ts';
import { listed, SOURCE } from './words.ts';
import type { Writer } from './writers.ts';

const ZSTD = 'smallest on disk and network of the built-in codecs; lz4 where CPU is short';
const ZSTD_SETTING: Setting = { name: 'compression.type', value: 'zstd', why: ZSTD, source: SOURCE.rule };

interface Codecs {
  readonly usual: Setting;
  /** Topics with a codec of their own, and those that keep the usual one; null: one codec for all. */
  readonly apart: {
    readonly codec: Setting;
    readonly topics: readonly Topic[];
    readonly others: readonly Topic[];
  } | null;
}

/**
 * A codec that each reader can decode: KafkaJS has gzip alone and stops at any other with KafkaJSNotImplemented. Where the other
 * topics are busy, they keep zstd: librdkafka takes a codec for a topic, of the Java client it takes a second producer; Connect
 * and Streams have one codec for all.
 */
export function codecsOf(writer: Writer): Codecs {
  const { gzipReaders, topics, client } = writer;
  const isForGzip = ({ readers }: Topic) => readers.some((reader) => gzipReaders.includes(reader));
  const [forGzip, others] = [topics.filter(isForGzip), topics.filter((topic) => !isForGzip(topic))];
  if (forGzip.length === 0) return { usual: ZSTD_SETTING, apart: null };
  const gzip = {
    name: 'compression.type',
    value: 'gzip',
    why: `${listed(gzipReaders)} on KafkaJS ${gzipReaders.length === 1 ? 'decodes' : 'decode'} no other codec out of the box and would stop; zstd only once its codec is registered there`,
    source: SOURCE.kafkajs,
  };
  const divides = client === 'librdkafka' || client === 'java';
  if (divides && (ownFlow(writer, others)?.mbPerS ?? 0) >= BUSY_MB_PER_S)
    return { usual: ZSTD_SETTING, apart: { codec: gzip, topics: forGzip, others } };
  const why =
    others.length === 0
      ? gzip.why
      : `${gzip.why}; it holds for all topics of this ${divides ? 'producer' : client === 'connect' ? 'connector' : 'application'}`;
  return { usual: { ...gzip, why }, apart: null };
}
