import type { ResponseOf } from '../../../src/kafka/protocol/api.ts';
import { fetch } from '../../../src/kafka/protocol/apis/01-fetch.ts';
import type { RecordBatch } from '../../../src/kafka/protocol/records/batch.ts';
import { decodeBatches } from '../../../src/kafka/protocol/records/decode.ts';
import { type AskedCluster, inVersions, one, partitions, type Question } from './asked.ts';

interface Read {
  readonly broker: number;
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly version?: number;
  readonly isolationLevel?: number;
  readonly epoch?: number;
  readonly maxBytes?: number;
  readonly session?: readonly [id: number, epoch: number];
}

/** An answer of Fetch with its batches decoded. */
async function read(cluster: AskedCluster, wanted: Read): Promise<unknown> {
  const { broker, topic, partition, offset, version = 12, maxBytes = 1_000_000, session = [0, -1] } = wanted;
  const byId = version >= 13;
  const topicId = byId ? await cluster.topicId(topic) : undefined;
  const answer = await cluster.ask(broker, fetch, version, {
    ...{ maxWaitMs: 0, minBytes: 0, maxBytes, isolationLevel: wanted.isolationLevel ?? 0 },
    ...{ sessionId: session[0], sessionEpoch: session[1] },
    topics: [
      {
        topic,
        ...(topicId === undefined ? {} : { topicId }),
        partitions: [
          { partition, fetchOffset: offset, partitionMaxBytes: maxBytes, currentLeaderEpoch: wanted.epoch ?? -1 },
        ],
      },
    ],
  });
  return decoded(answer);
}

function decoded({ responses, ...answer }: ResponseOf<typeof fetch>): unknown {
  return {
    ...answer,
    responses: responses.map((topic) => ({
      ...topic,
      partitions: topic.partitions.map(({ records, ...rest }) => ({
        ...rest,
        read: batchesOf(records ?? Buffer.alloc(0)),
      })),
    })),
  };
}

function batchesOf(bytes: Buffer): unknown {
  const { batches, cutOffBytes } = decodeBatches(bytes);
  return { cutOffBytes, batches: batches.map((batch) => (batch.magic === 2 ? told(batch) : batch)) };
}

/**
 * Where no producer is, kafkajs writes 0 for its epoch and sequence, and the simulator none, as the Java client. A marker is
 * dated to when a real coordinator was asked for it.
 */
function told({ producerEpoch, baseSequence, baseTimestamp, maxTimestamp, records, ...batch }: RecordBatch): unknown {
  const { producerId, isControl } = batch;
  return {
    ...batch,
    ...(producerId === null ? {} : { producerEpoch, baseSequence }),
    ...(isControl ? {} : { baseTimestamp, maxTimestamp }),
    records: records?.map(({ timestamp, ...record }) => (isControl ? record : { timestamp, ...record })),
  };
}

/** Where each log begins after the deletions. */
const LOG_STARTS: Readonly<Record<string, bigint>> = { 'common.trimmed-0': 10n, 'common.trimmed-1': 30n };

const orders = { broker: 1, topic: 'common.orders', partition: 0 };

export const fetchQuestions: readonly Question[] = [
  ...partitions.flatMap(({ topic, partition, leader }) =>
    [0, 1].map((isolationLevel) =>
      one(`Fetch ${topic}-${partition} with isolation ${isolationLevel}`, (cluster) => {
        const offset = LOG_STARTS[`${topic}-${partition}`] ?? 0n;
        return read(cluster, { broker: leader, topic, partition, offset, isolationLevel });
      }),
    ),
  ),
  one(
    'Fetch in every version',
    inVersions(fetch, 4, (cluster, version) => read(cluster, { ...orders, offset: 240n, version })),
  ),
  one('Fetch from the middle of a batch', (cluster) => read(cluster, { ...orders, offset: 150n })),
  one('Fetch at the end', (cluster) => read(cluster, { ...orders, offset: 250n })),
  one('Fetch beyond the end', (cluster) => read(cluster, { ...orders, offset: 251n })),
  one('Fetch below zero', (cluster) => read(cluster, { ...orders, offset: -1n })),
  one('Fetch below the log start', (cluster) =>
    read(cluster, { broker: 3, topic: 'common.trimmed', partition: 0, offset: 3n }),
  ),
  one('Fetch of less than a batch', (cluster) => read(cluster, { ...orders, offset: 0n, maxBytes: 1_000 })),
  one('Fetch of a batch and a half', (cluster) => read(cluster, { ...orders, offset: 0n, maxBytes: 30_000 })),
  one('Fetch of one byte at the end', (cluster) => read(cluster, { ...orders, offset: 250n, maxBytes: 1 })),
  one('Fetch of several partitions into little room', async (cluster) => {
    const wanted = (partition: number) => ({ partition, fetchOffset: 0n, partitionMaxBytes: 30_000 });
    const topics = [
      { topic: 'common.orders', partitions: [wanted(0), wanted(3)] },
      { topic: 'common.payments', partitions: [wanted(1)] },
    ];
    return decoded(await cluster.ask(1, fetch, 12, { maxWaitMs: 0, minBytes: 0, maxBytes: 30_000, topics }));
  }),
  one('Fetch at a follower', (cluster) => read(cluster, { ...orders, broker: 2, offset: 0n })),
  one('Fetch at a follower before v11', (cluster) => read(cluster, { ...orders, broker: 2, offset: 0n, version: 10 })),
  one('Fetch at no replica', (cluster) =>
    read(cluster, { broker: 3, topic: 'common.payments', partition: 1, offset: 0n }),
  ),
  one('Fetch at no replica, with the leader told', (cluster) =>
    read(cluster, { broker: 3, topic: 'common.payments', partition: 1, offset: 0n, version: 16 }),
  ),
  one('Fetch of a topic that is not there', (cluster) => read(cluster, { ...orders, topic: 'nowhere', offset: 0n })),
  one('Fetch of a topic id that is not there', (cluster) =>
    read(cluster, { ...orders, topic: 'nowhere', offset: 0n, version: 13 }),
  ),
  one('Fetch of a partition that is not there', (cluster) => read(cluster, { ...orders, partition: 9, offset: 0n })),
  one('Fetch with a leader epoch of the future', (cluster) => read(cluster, { ...orders, offset: 0n, epoch: 7 })),
  one('Fetch in a session that is not there', (cluster) =>
    read(cluster, { ...orders, offset: 240n, session: [123_456, 5] }),
  ),
  one('Fetch from inside an aborted transaction', (cluster) =>
    read(cluster, { broker: 1, topic: 'common.payments', partition: 1, offset: 22n, isolationLevel: 1 }),
  ),
  one('Fetch from behind an aborted transaction', (cluster) =>
    read(cluster, { broker: 1, topic: 'common.payments', partition: 1, offset: 25n, isolationLevel: 1 }),
  ),
];
