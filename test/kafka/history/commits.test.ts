import { describe, expect, it } from 'vitest';
import { commitsOf } from '../../../src/kafka/history/commits.ts';
import type { CoordinatorRecordInput } from '../../../src/kafka/protocol/records/coordinator/codec.ts';
import { written } from './batches.ts';

const TOPIC_ID = 'dFj0TNvx1QmtUQI066rReA';

type CommitInput = Extract<CoordinatorRecordInput, { type: 'OffsetCommit'; valueVersion: number }>['value'];

/** A commit on t-0 that was made 5 ms before its record was written. */
const commit = (atMs: number, valueVersion: number, value: Partial<CommitInput> = {}, partition = 0) =>
  written(atMs + 5, {
    type: 'OffsetCommit',
    key: { group: 'g', topic: 't', partition },
    valueVersion,
    value: { offset: BigInt(atMs), metadata: '', commitTimestamp: BigInt(atMs), ...value },
  });
const tombstone = (atMs: number) =>
  written(atMs, { type: 'OffsetCommit', key: { group: 'g', topic: 't', partition: 0 }, value: null });

describe('a commit', () => {
  it.each<[what: string, record: ReturnType<typeof written>, expected: object]>([
    ['v4 with a topic id', commit(10, 4, { leaderEpoch: 3, topicId: TOPIC_ID }), { leaderEpoch: 3, topicId: TOPIC_ID }],
    ['v4 without one, as in a transaction', commit(10, 4, { leaderEpoch: 3 }), { leaderEpoch: 3, topicId: null }],
    ['v3', commit(10, 3, { leaderEpoch: 0 }), { leaderEpoch: 0, topicId: null }],
    ['v3 of a client that gives no epoch', commit(10, 3, { leaderEpoch: -1 }), { leaderEpoch: null, topicId: null }],
    ['v2', commit(10, 2), { leaderEpoch: null, topicId: null }],
    ['v1, with a retention of its own', commit(10, 1, { expireTimestamp: 99n }), { leaderEpoch: null, topicId: null }],
    ['v0', commit(10, 0), { leaderEpoch: null, topicId: null }],
    [
      'the kind of very old brokers',
      written(15, {
        type: 'LegacyOffsetCommit',
        key: { group: 'g', topic: 't', partition: 0 },
        valueVersion: 0,
        value: { offset: 10n, metadata: '', commitTimestamp: 10n },
      }),
      { leaderEpoch: null, topicId: null },
    ],
  ])('%s has its time, offset, epoch and topic', (_what, record, expected) => {
    expect(commitsOf([record])).toEqual({
      partitions: [
        { topic: 't', partition: 0, commits: [{ atMs: 10, offset: 10n, ...expected }], forgottenAtMs: null },
      ],
      streamsMetadata: false,
    });
  });
});

describe('the commits of a partition', () => {
  const offsets = (records: readonly ReturnType<typeof written>[]) => {
    const { partitions } = commitsOf(records);
    return partitions.map(({ partition, commits, forgottenAtMs }) => ({
      partition,
      offsets: commits.map(({ offset }) => Number(offset)),
      forgottenAtMs,
    }));
  };

  it('come in the order of the log, by partition', () => {
    expect(offsets([commit(1, 4), commit(2, 4, {}, 1), commit(3, 4), commit(4, 4, { offset: 0n })])).toEqual([
      { partition: 0, offsets: [1, 3, 0], forgottenAtMs: null },
      { partition: 1, offsets: [2], forgottenAtMs: null },
    ]);
  });

  it('are forgotten by a tombstone, and known again by the next commit', () => {
    expect(offsets([commit(1, 4), tombstone(7)])).toEqual([{ partition: 0, offsets: [1], forgottenAtMs: 7 }]);
    expect(offsets([tombstone(7)])).toEqual([{ partition: 0, offsets: [], forgottenAtMs: 7 }]);
    expect(offsets([tombstone(7), commit(9, 4)])).toEqual([{ partition: 0, offsets: [9], forgottenAtMs: null }]);
  });
});

it.each([
  ['AgAAAZpPHj7h', true],
  ['', false],
  ['some note', false],
])('metadata %j is that of Kafka Streams: %s', (metadata, streamsMetadata) => {
  expect(commitsOf([commit(1, 4, { metadata })]).streamsMetadata).toBe(streamsMetadata);
});
