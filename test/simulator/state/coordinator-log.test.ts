import { describe, expect, it } from 'vitest';
import { offsetsPartition } from '../../../src/kafka/protocol/offsets-partition.ts';
import { decodeCoordinatorRecord } from '../../../src/kafka/protocol/records/coordinator/codec.ts';
import { WRITTEN_VALUE_VERSIONS } from '../../../src/kafka/protocol/records/coordinator/written-versions.ts';
import { decodeBatches } from '../../../src/kafka/protocol/records/decode.ts';
import { readBatches } from '../../../src/simulator/records.ts';
import type { ScenarioInput } from '../../../src/simulator/scenario/schema.ts';
import type { ClusterState } from '../../../src/simulator/state/cluster-state.ts';
import { clusterOf, ZERO_MS } from '../build.ts';

type Group = NonNullable<ScenarioInput['groups']>[number];
type Read = ReturnType<typeof decodeCoordinatorRecord> & { readonly atMs: number };

const PARTITIONS = 4;
const WINDOW_S = 60;

const reading = (group: Partial<Group>, more: Partial<ScenarioInput> = {}) =>
  clusterOf({
    offsets_partitions: PARTITIONS,
    commit_history_s: WINDOW_S,
    topics: [{ name: 't', partitions: 2, rates: [{ from_s: -600, per_s: 20 }] }],
    groups: [{ name: 'g', topics: ['t'], commit_every_s: 5, members: [{ client_id: 'c', per_s: 100 }], ...group }],
    ...more,
  });

/** Everything that a client reads in the partition of a group, decoded by the product. */
function readAll(cluster: ClusterState, group = 'g'): Read[] {
  const topic = cluster.topic('__consumer_offsets');
  const partition = topic?.partitions[offsetsPartition(group, PARTITIONS)];
  if (topic === null || partition === undefined) throw new Error('no __consumer_offsets');
  const end = partition.log.end(cluster.now());
  const { batches, cutOffBytes } = decodeBatches(readBatches(topic, partition, 0n, end, Number.MAX_SAFE_INTEGER, true));
  expect(cutOffBytes).toBe(0);
  const records = batches.flatMap((batch) => (batch.magic === 2 ? (batch.records ?? []) : []));
  expect(records.map(({ offset }) => offset)).toEqual(records.map((_, index) => BigInt(index)));
  expect(BigInt(records.length)).toBe(end);
  return records.map(({ key, value, timestamp }) => ({
    ...decodeCoordinatorRecord(key ?? Buffer.alloc(0), value),
    atMs: timestamp ?? Number.NaN,
  }));
}

const commitsIn = (records: readonly Read[]) =>
  records.flatMap((record) => (record.type === 'OffsetCommit' && record.value !== null ? [record] : []));
const typesIn = (records: readonly Read[]) => [...new Set(records.map(({ type }) => type))];

describe('what a group commits', () => {
  it('is there, offset by offset, as the coordinator answers it', () => {
    const cluster = reading({});
    const { script } = cluster.groupOrNew('g');
    const commits = commitsIn(readAll(cluster));
    expect(commits.length).toBeGreaterThan(20);
    for (const { key, value, atMs } of commits) {
      expect(script?.committed(key, atMs)?.offset).toBe(value?.offset);
      // What compaction left is older than the window at whose begin it lies.
      if (atMs > ZERO_MS - WINDOW_S * 1_000) expect(Number(value?.commitTimestamp)).toBe(atMs);
      else expect(Number(value?.commitTimestamp)).toBeLessThanOrEqual(atMs);
      expect(value?.topicId).toBe(cluster.topic('t')?.topicId);
    }
  });

  it('reaches back over the window; before it, only the newest of each partition is left', () => {
    const times = commitsIn(readAll(reading({}))).map(({ atMs }) => atMs - ZERO_MS);
    const before = times.filter((ms) => ms <= -WINDOW_S * 1_000);
    expect(before).toHaveLength(2);
    expect(Math.max(...times)).toBeGreaterThan(-5_000);
    expect([...times].sort((a, b) => a - b)).toEqual(times);
  });

  it('goes on as time passes, the same whether somebody looked in between or not', () => {
    const [often, once] = [reading({}), reading({})];
    for (let second = 0; second < 60; second += 1) {
      often.clock.advance(1_000);
      readAll(often);
    }
    once.clock.advance(60_000);
    expect(readAll(once)).toEqual(readAll(often));
    expect(commitsIn(readAll(once)).some(({ atMs }) => atMs > ZERO_MS + 50_000)).toBe(true);
  });

  it('is in the partition of the group, and in no other', () => {
    const cluster = reading({});
    const ends = cluster.topic('__consumer_offsets')?.partitions.map(({ log }) => log.end(cluster.now()) > 0n);
    expect(ends?.map((any, index) => (any ? index : null)).filter((index) => index !== null)).toEqual([
      offsetsPartition('g', PARTITIONS),
    ]);
  });

  it('never appears when it is written down, but once', () => {
    const commits = commitsIn(readAll(reading({ committed: { t: [3, null] } })));
    expect(commits.map(({ key, value }) => [key.partition, value?.offset])).toEqual([[0, 3n]]);
  });
});

describe.each(['3.0', '3.9', '4.0', '4.3', '4.4'] as const)('a broker of %s', (release) => {
  it('writes what it writes in the versions that it writes', () => {
    const cluster = reading(
      { members: [{ client_id: 'c', per_s: 100, flaps: { from_s: -30, up_s: 4, down_s: 3 } }] },
      { release },
    );
    const records = readAll(cluster);
    expect(typesIn(records).sort()).toEqual(['GroupMetadata', 'OffsetCommit']);
    for (const record of records) {
      if (record.type === 'unknown' || record.type === 'unreadable') throw new Error(JSON.stringify(record));
      expect([record.type, record.valueVersion]).toEqual([record.type, WRITTEN_VALUE_VERSIONS[release][record.type]]);
    }
  });
});

describe('generations', () => {
  it('of a classic group come one by one, with who is in them', () => {
    const cluster = reading({ members: [{ client_id: 'c', per_s: 100, flaps: { from_s: -20, up_s: 4, down_s: 6 } }] });
    const generations = readAll(cluster).flatMap((record) =>
      record.type === 'GroupMetadata' && record.value !== null
        ? [[record.value.generation, record.value.members.length, (record.atMs - ZERO_MS) / 1_000]]
        : [],
    );
    expect(generations).toEqual([
      [1, 1, -60],
      [2, 0, -20],
      [3, 1, -14],
      [4, 0, -10],
      [5, 1, -4],
      [6, 0, 0],
    ]);
  });

  it('of a consumer group leave tombstones of who is gone', () => {
    const members = [{ client_id: 'c', per_s: 100, flaps: { from_s: -20, up_s: 4, down_s: 30 } }];
    const records = readAll(reading({ type: 'consumer', members }));
    const told = records.flatMap((record) =>
      record.type === 'ConsumerGroupMemberMetadata' ? [[record.value === null ? 'gone' : record.value.clientId]] : [],
    );
    expect(told.flat()).toEqual(['c', 'gone']);
    const epochs = records.flatMap((record) =>
      record.type === 'ConsumerGroupMetadata' && record.value !== null ? [record.value.epoch] : [],
    );
    expect(epochs).toEqual([1, 2]);
  });
});

describe('groups of the other types', () => {
  it.each<[Group['type'], readonly string[], readonly string[]]>([
    ['consumer', ['OffsetCommit', 'ConsumerGroupMetadata', 'ConsumerGroupCurrentMemberAssignment'], ['GroupMetadata']],
    ['share', ['ShareGroupMetadata', 'ShareGroupMemberMetadata'], ['OffsetCommit', 'GroupMetadata']],
    ['streams', ['OffsetCommit', 'StreamsGroupMetadata', 'StreamsGroupMemberMetadata'], ['GroupMetadata']],
  ])('%s: records of their own', (type, has, hasNot) => {
    const types = typesIn(readAll(reading({ type })));
    expect(types).toEqual(expect.arrayContaining([...has]));
    expect(types.filter((each) => [...hasNot, 'unknown', 'unreadable'].includes(each))).toEqual([]);
  });

  it('a group that only commits has no record of its own', () => {
    expect(typesIn(readAll(reading({ protocol_type: '', members: [] })))).toEqual(['OffsetCommit']);
  });
});

describe('a real client', () => {
  it('leaves its commits and its generations there', async () => {
    const cluster = reading({}, { groups: [] });
    const group = cluster.groupOrNew('g');
    const commit = { offset: 12n, leaderEpoch: 0, metadata: 'mine', atMs: ZERO_MS };
    cluster.coordinatorLog.committed(group, { topic: 't', partition: 1 }, commit);
    const protocols = [{ name: 'range', metadata: Buffer.from('wants t') }];
    await group.membership.join({
      ...{ memberId: 'm', instanceId: null, clientId: 'c', clientHost: '/127.0.0.1', protocolType: 'consumer' },
      ...{ protocols, sessionTimeoutMs: 10_000, rebalanceTimeoutMs: 20_000 },
    });
    await group.membership.sync('m', 1, [{ memberId: 'm', assignment: Buffer.from('all') }]);
    cluster.close();
    expect(readAll(cluster)).toMatchObject([
      { type: 'OffsetCommit', key: { group: 'g', topic: 't', partition: 1 }, value: { offset: 12n, metadata: 'mine' } },
      { type: 'GroupMetadata', value: { generation: 1, members: [{ memberId: 'm', assignment: Buffer.from('all') }] } },
    ]);
  });
});
