import { produce } from '../../../src/kafka/protocol/apis/00-produce.ts';
import { encodeBatch } from '../../../src/kafka/protocol/records/encode.ts';
import { type AskedCluster, from, one, type Question, UNKNOWN_ID } from './asked.ts';

const record = { offset: 0n, timestamp: 1_700_000_000_000, key: Buffer.from('k'), value: Buffer.from('v') };
const batch = encodeBatch({ baseOffset: 0n, records: [record] });
const flipped = Buffer.from(batch.map((byte, index) => (index === batch.length - 1 ? byte ^ 0xff : byte)));
const AN_HOUR_AND_A_HALF_MS = 5_400_000;

const plainWords = (_: string, value: unknown) =>
  typeof value === 'bigint' ? String(value) : typeof value === 'string' ? value.replace(/-?\d{6,}/g, 'N') : value;

interface Write {
  readonly broker?: number;
  readonly topic?: string;
  readonly partition?: number;
  readonly acks?: number;
  readonly version?: number;
  readonly records: Buffer;
}

const write = (
  cluster: AskedCluster,
  { broker = 2, topic = 'common.empty', partition = 0, acks = -1, version = 9, records }: Write,
) =>
  cluster.ask(broker, produce, version, {
    ...{ acks, timeoutMs: 5_000 },
    topicData: [{ name: topic, topicId: UNKNOWN_ID, partitionData: [{ index: partition, records }] }],
  });

/** Nothing of this is appended. */
export const produceQuestions: readonly Question[] = [
  one('Produce at a follower', (cluster) =>
    write(cluster, { broker: 1, topic: 'common.orders', partition: 1, records: batch }),
  ),
  from(3.7, 'Produce at a follower, with the leader told', (cluster) =>
    write(cluster, { broker: 1, topic: 'common.orders', partition: 1, version: 10, records: batch }),
  ),
  one('Produce at no replica', (cluster) =>
    write(cluster, { broker: 3, topic: 'common.payments', partition: 1, records: batch }),
  ),
  one('Produce to a topic that is not there', (cluster) => write(cluster, { topic: 'nowhere', records: batch })),
  one('Produce to a partition that is not there', (cluster) => write(cluster, { partition: 9, records: batch })),
  from(4.1, 'Produce to a topic id that is not there', (cluster) => write(cluster, { version: 13, records: batch })),
  one('Produce without keys to a compacted topic', (cluster) => {
    const keyless = [0n, 1n].map((offset) => ({ ...record, offset, key: null }));
    return write(cluster, { topic: 'common.prices', records: encodeBatch({ baseOffset: 0n, records: keyless }) });
  }),
  one('Produce of a batch whose checksum is wrong', (cluster) => write(cluster, { records: flipped })),
  one('Produce of two batches', (cluster) => write(cluster, { records: Buffer.concat([batch, batch]) })),
  one('Produce of nothing', (cluster) => write(cluster, { records: Buffer.alloc(0) })),
  one('Produce with five acknowledgements', (cluster) => write(cluster, { acks: 5, records: batch })),
  one('Produce of a large batch', (cluster) =>
    write(cluster, {
      records: encodeBatch({ baseOffset: 0n, records: [{ ...record, value: Buffer.alloc(1_100_000) }] }),
    }),
  ),
  from(4, 'Produce of a record from the future', async (cluster) => {
    const timestamp = cluster.startMs + AN_HOUR_AND_A_HALF_MS;
    const answer = await write(cluster, {
      records: encodeBatch({ baseOffset: 0n, records: [{ ...record, timestamp }] }),
    });
    // The words name the range of good times, which goes with the clock.
    return JSON.parse(JSON.stringify(answer, plainWords));
  }),
  one('Produce of a batch with a gap', (cluster) =>
    write(cluster, { records: encodeBatch({ baseOffset: 0n, records: [record, { ...record, offset: 2n }] }) }),
  ),
  one('Produce of a control batch', (cluster) => {
    const head = { baseOffset: 0n, isControl: true, producerId: 7n, producerEpoch: 0, baseSequence: 0 };
    return write(cluster, { records: encodeBatch({ ...head, records: [record] }) });
  }),
  one('Produce of a transaction without a transactional id', (cluster) => {
    const head = { baseOffset: 0n, isTransactional: true, producerId: 7n, producerEpoch: 0, baseSequence: 0 };
    return write(cluster, { records: encodeBatch({ ...head, records: [record] }) });
  }),
];
