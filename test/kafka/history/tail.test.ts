import { describe, expect, test } from 'vitest';
import { locate } from '../../../src/kafka/brokers.ts';
import type { Bounds } from '../../../src/kafka/history/budget.ts';
import { commitsOf } from '../../../src/kafka/history/commits.ts';
import { settledBatches } from '../../../src/kafka/history/settled.ts';
import { type PartitionTail, readTail } from '../../../src/kafka/history/tail.ts';
import { findLeaders } from '../../../src/kafka/leaders.ts';
import { offsetsPartition } from '../../../src/kafka/protocol/offsets-partition.ts';
import { endTransactionMarker } from '../../../src/kafka/protocol/records/control.ts';
import { encodeCoordinatorRecord } from '../../../src/kafka/protocol/records/coordinator/codec.ts';
import { encodeBatch } from '../../../src/kafka/protocol/records/encode.ts';
import type { ScenarioInput } from '../../../src/simulator/scenario/schema.ts';
import { scenario, scriptOf, ZERO_MS } from '../../simulator/build.ts';
import { type Lookout, lookout } from '../look.ts';

const OFFSETS = '__consumer_offsets';
const PARTITIONS = 4;
const WINDOW_MS = 600_000;
const UNBOUNDED: Bounds = { bytesPerPartition: 1e9, bytes: 1e9, records: 1e9, timeMs: 30_000 };

/** 40 partitions, each committed once a second: 600 commits a partition in the window, 24,000 in all. */
const busy: Partial<ScenarioInput> = {
  topics: [{ name: 'orders', partitions: 40, rates: [{ from_s: -3_600, per_s: 40 }] }],
  groups: [{ name: 'busy', topics: ['orders'], members: [{ client_id: 'w', per_s: 100 }], commit_every_s: 1 }],
  commit_history_s: 1_200,
};

async function tailsOf(
  { startCall, cluster }: Lookout,
  bounds: Partial<Bounds>,
  wants: (group: string) => boolean = () => true,
): Promise<{ readonly tails: readonly PartitionTail[]; readonly requests: number }> {
  const call = startCall();
  const { metadata } = await locate(call, [OFFSETS]);
  const all = Array.from({ length: PARTITIONS }, (_, partition) => ({ topic: OFFSETS, partition }));
  const before = call.requests;
  const nowMs = cluster.clock.now();
  const window = { fromMs: nowMs - WINDOW_MS, toMs: nowMs };
  const options = { ...window, wants, bounds: { ...UNBOUNDED, ...bounds } };
  const tails = await readTail(call, findLeaders(all, metadata).led, options);
  return { tails, requests: call.requests - before };
}

const tailOf = (tails: readonly PartitionTail[], group: string) =>
  tails.find(({ partition }) => partition.partition === offsetsPartition(group, PARTITIONS));
const commitTimes = (tail: PartitionTail | undefined) =>
  commitsOf((tail?.batches ?? []).flatMap(({ records }) => records)).partitions.map(({ commits }) =>
    commits.map(({ atMs }) => atMs),
  );

describe('bounds', () => {
  test('without them, everything in the window', async () => {
    const { tails } = await tailsOf(await lookout(scenario(busy)), {});
    const tail = tailOf(tails, 'busy');
    expect(tail).toMatchObject({ missing: null, completeSinceMs: ZERO_MS - WINDOW_MS });
    expect(commitTimes(tail).map((times) => times.length)).toEqual(Array.from({ length: 40 }, () => 600));
  });

  test.each<[what: string, bounds: Partial<Bounds>]>([
    ['bytes of a partition', { bytesPerPartition: 200_000 }],
    ['bytes of all', { bytes: 400_000 }],
    ['records', { records: 4_000 }],
  ])('%s: the newest part without a hole, and from when on it is complete', async (_what, bounds) => {
    const watch = await lookout(scenario(busy));
    const { tails } = await tailsOf(watch, bounds);
    const tail = tailOf(tails, 'busy');
    const completeSinceMs = tail?.completeSinceMs ?? 0;
    expect(tail?.missing).toBeNull();
    expect(completeSinceMs).toBeGreaterThan(ZERO_MS - WINDOW_MS + 60_000);
    expect(completeSinceMs).toBeLessThan(ZERO_MS - 10_000);
    const expected = scriptOf(watch.cluster.state, 'busy')
      .commitsBetween(completeSinceMs - 1, ZERO_MS)
      .filter(({ partition }) => partition === 0)
      .map(({ atMs }) => atMs);
    for (const times of commitTimes(tail)) {
      expect(times.filter((atMs) => atMs >= completeSinceMs)).toEqual(expected);
    }
  });

  test('no time at all: nothing is known, and it says so', async () => {
    const { tails } = await tailsOf(await lookout(scenario(busy)), { timeMs: 0 });
    expect(tailOf(tails, 'busy')).toMatchObject({
      batches: [],
      completeSinceMs: ZERO_MS,
      missing: 'reading took longer than it may',
    });
  });

  test('what nobody wants is not kept', async () => {
    const { tails } = await tailsOf(await lookout(scenario(busy)), {}, () => false);
    expect(tails.flatMap(({ batches }) => batches.flatMap(({ records }) => records))).toEqual([]);
    expect(tailOf(tails, 'busy')?.completeSinceMs).toBe(ZERO_MS - WINDOW_MS);
  });

  test('batches that are larger than a stretch: every partition gets its newest before any gets more', async () => {
    // 1,500 commits at once are 140 kB; with these bounds a stretch has 64.
    const groups = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => ({
      name,
      topics: ['wide'],
      members: [{ client_id: 'w', per_s: 100 }],
      commit_every_s: 60,
    }));
    const wide = { name: 'wide', partitions: 1_500, rates: [{ from_s: -3_600, per_s: 10 }] };
    const watch = await lookout(scenario({ brokers: [{ id: 1 }], topics: [wide], groups, commit_history_s: 1_200 }));
    const homes = new Set(groups.map(({ name }) => offsetsPartition(name, PARTITIONS)));
    expect(homes.size).toBe(PARTITIONS);
    const { tails } = await tailsOf(watch, { bytes: 500_000 });
    for (const { batches, missing } of tails) {
      expect(missing).toBeNull();
      expect(batches.length).toBeGreaterThan(0);
    }
  });

  test('one Fetch a leader where the window is small', async () => {
    const small = { ...busy, groups: busy.groups?.map((group) => ({ ...group, commit_every_s: 60 })) };
    const watch = await lookout(scenario(small));
    watch.takeRequests();
    await tailsOf(watch, {});
    const seen = watch.takeRequests().filter(({ api }) => api === 'Fetch');
    // Only the partition of the group has anything.
    expect(seen).toHaveLength(1);
  });
});

describe('transactions in the topic', () => {
  const PRODUCER = 77n;

  /** A commit of `g` on t-0 inside a transaction, and how that ends. */
  function append({ cluster }: Lookout, offset: bigint, ends: 'COMMIT' | 'ABORT' | null): void {
    const atMs = cluster.clock.now();
    const log = cluster.state.partition(OFFSETS, offsetsPartition('g', PARTITIONS))?.log;
    const batch = { baseOffset: 0n, isTransactional: true, producerId: PRODUCER, producerEpoch: 0 };
    const { key, value } = encodeCoordinatorRecord({
      type: 'OffsetCommit',
      key: { group: 'g', topic: 't', partition: 0 },
      valueVersion: 4,
      value: { offset, metadata: '', commitTimestamp: BigInt(atMs) },
    });
    const common = { atMs, records: 1, transactional: true, producerId: PRODUCER };
    const data = encodeBatch({ ...batch, records: [{ offset: 0n, timestamp: atMs, key, value }] });
    log?.append({ ...common, control: false, bytes: () => data });
    if (ends === null) return;
    const records = [{ offset: 0n, timestamp: atMs, ...endTransactionMarker(ends, 0) }];
    log?.append({ ...common, control: true, bytes: () => encodeBatch({ ...batch, isControl: true, records }) });
  }

  test('a commit that is pending or was aborted is none; one that was committed is', async () => {
    const watch = await lookout(scenario({ topics: [{ name: 't' }] }));
    watch.cluster.clock.advance(1_000);
    for (const [offset, ends] of [
      [10n, 'COMMIT'],
      [20n, 'ABORT'],
      [30n, 'COMMIT'],
      [40n, null],
    ] as const) {
      append(watch, offset, ends);
    }
    const { tails } = await tailsOf(watch, {});
    const settled = settledBatches(tailOf(tails, 'g')?.batches ?? []);
    const { partitions } = commitsOf(settled.flatMap(({ records }) => records));
    expect(partitions.flatMap(({ commits }) => commits.map(({ offset }) => offset))).toEqual([10n, 30n]);
  });
});
