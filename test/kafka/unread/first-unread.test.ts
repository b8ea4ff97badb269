import { describe, expect, test } from 'vitest';
import type { FirstUnread } from '../../../src/domain/lag/observation.ts';
import { crc32c } from '../../../src/kafka/protocol/records/crc32c.ts';
import { encodeBatch } from '../../../src/kafka/protocol/records/encode.ts';
import type { ScenarioInput } from '../../../src/simulator/scenario/schema.ts';
import { scenario, ZERO_MS } from '../../simulator/build.ts';
import { type Lookout, lookout } from '../look.ts';

const PER_SECOND = 10;

/** `t` has one partition, 10 records a second for an hour, and `g` has committed one offset on it. */
const committedAt = (offset: number, more: Partial<ScenarioInput> = {}, topic: object = {}): ScenarioInput =>
  scenario({
    topics: [{ name: 't', rates: [{ from_s: -3_600, per_s: PER_SECOND }], ...topic }],
    groups: [{ name: 'g', topics: ['t'], committed: { t: [offset] }, protocol_type: '' }],
    ...more,
  });

/** When the simulator wrote a record. */
function timeOf({ cluster }: Lookout, offset: bigint, topic = 't', partition = 0): number {
  const log = cluster.state.partition(topic, partition)?.log;
  for (const piece of log?.pieces(offset, offset + 1n) ?? []) {
    return piece.kind === 'appended' ? piece.atMs : piece.timestampMs(Number(offset - piece.baseOffset));
  }
  throw new Error(`${topic}-${partition} has no offset ${offset}`);
}

const unreadOf = async (watch: Lookout) => (await watch.study('g')).firstUnread;
const record = (atMs: number): Partial<FirstUnread> => ({ method: 'record', notBeforeMs: atMs, notAfterMs: atMs });

describe('a record that can be read', () => {
  test.each([0, 1, 777, 20_000, 35_999])('at offset %d has its time', async (offset) => {
    const watch = await lookout(committedAt(offset));
    const found = await unreadOf(watch);
    expect(found).toMatchObject([{ group: 'g', topic: 't', partition: 0, offset: BigInt(offset) }]);
    expect(found[0]).toMatchObject(record(timeOf(watch, BigInt(offset))));
    expect(found[0]?.batchRecords).toBeGreaterThan(0);
    expect(found[0]?.batchBytes).toBeGreaterThan(200 * (found[0]?.batchRecords ?? 0));
  });

  test('nothing is unread: nothing is asked', async () => {
    const watch = await lookout(committedAt(36_000));
    expect(await unreadOf(watch)).toEqual([]);
  });

  test('records were deleted before they were read: the first that is left', async () => {
    const watch = await lookout(committedAt(100, {}, { deleted_below: [9_000] }));
    const [found] = await unreadOf(watch);
    expect(found).toMatchObject({ offset: 100n, ...record(timeOf(watch, 9_000n)) });
    expect(found?.batchRecords).toBeGreaterThan(0);
  });

  test('batches larger than a first answer takes, on every partition of a leader', async () => {
    // 100 records of 3,000 bytes are one batch, of some 300 kB.
    const watch = await lookout(
      scenario({
        brokers: [{ id: 1 }],
        topics: [{ name: 't', partitions: 6, record_bytes: 3_000, rates: [{ from_s: -3_600, per_s: PER_SECOND * 6 }] }],
        groups: [{ name: 'g', topics: ['t'], committed: { t: [0, 100, 200, 300, 400, 500] }, protocol_type: '' }],
      }),
    );
    const found = await unreadOf(watch);
    expect(found.map(({ partition }) => partition).sort()).toEqual([0, 1, 2, 3, 4, 5]);
    for (const each of found) {
      expect(each).toMatchObject(record(timeOf(watch, each.offset, 't', each.partition)));
      expect(each.batchBytes).toBeGreaterThan(300_000);
    }
  });

  test('two groups on one partition have each their own', async () => {
    const both = ['g-1', 'g-2'].map((name, index) => ({
      name,
      topics: ['t'],
      committed: { t: [1_000 * (index + 1)] },
      protocol_type: '',
    }));
    const watch = await lookout(committedAt(0, { groups: both }));
    const { firstUnread } = await watch.background(await watch.look({ kind: 'pattern', pattern: 'g-*' }));
    const times = firstUnread.map(({ group, notBeforeMs }) => [group, notBeforeMs]);
    expect(times.sort()).toEqual([
      ['g-1', timeOf(watch, 1_000n)],
      ['g-2', timeOf(watch, 2_000n)],
    ]);
  });
});

describe('transactions', () => {
  type Transaction = NonNullable<ScenarioInput['transactions']>[number];
  const transaction = (
    outcome: Transaction['outcome'],
    from_s: number,
    more: Partial<Transaction> = {},
  ): Transaction => ({
    transactional_id: `tx${from_s}`,
    producer_id: 4_000 - from_s,
    topic: 't',
    partition: 0,
    records: 50,
    from_s,
    outcome,
    ...more,
  });
  /** Nothing but transactions is in the topic. */
  const only = (offset: number, transactions: readonly Transaction[]) =>
    committedAt(offset, { transactions: [...transactions] }, { rates: [] });

  test.each<[what: string, input: ScenarioInput, expected: Partial<FirstUnread>]>([
    ['committed: its record', only(0, [transaction('committed', -100)]), record(ZERO_MS - 100_000)],
    ['in the middle of one', only(20, [transaction('committed', -100)]), record(ZERO_MS - 100_000)],
    ['only the marker is left', only(50, [transaction('committed', -100)]), { method: 'none', notBeforeMs: null }],
    ['aborted: no record at all', only(0, [transaction('aborted', -100)]), { method: 'none', notAfterMs: null }],
    ['in the middle of an aborted one', only(20, [transaction('aborted', -100)]), { method: 'none' }],
    [
      'the first that counts behind an aborted one and a marker',
      only(0, [transaction('aborted', -100), transaction('committed', -50)]),
      record(ZERO_MS - 50_000),
    ],
    [
      'the same producer aborts, then commits',
      only(10, [
        transaction('aborted', -100, { producer_id: 9, transactional_id: 'same' }),
        transaction('committed', -50, { producer_id: 9, transactional_id: 'same' }),
      ]),
      record(ZERO_MS - 50_000),
    ],
    ['held back by an open one: its record', only(0, [transaction('hanging', -100)]), record(ZERO_MS - 100_000)],
    [
      'an aborted one, then one that is open',
      only(0, [transaction('aborted', -100), transaction('hanging', -80)]),
      record(ZERO_MS - 80_000),
    ],
    [
      'many aborted ones',
      only(
        0,
        Array.from({ length: 200 }, (_, index) => transaction('aborted', -500 + 2 * index)),
      ),
      { method: 'none' },
    ],
  ])('%s', async (_what, input, expected) => {
    const watch = await lookout(input);
    expect(await unreadOf(watch)).toMatchObject([expected]);
  });

  test('aborted records that do not end within the rounds: the time of the first that is unread, narrowed down', async () => {
    // 2 MB each: more than one is passed, and not all of them.
    const long = Array.from({ length: 8 }, (_, index) => transaction('aborted', -100 + index, { records: 60_000 }));
    const watch = await lookout(only(0, [...long, transaction('committed', -10)]));
    const [found] = await unreadOf(watch);
    expect(found).toMatchObject({ method: 'bracket', notAfterMs: null });
    expect(found?.notBeforeMs).toBeGreaterThan(ZERO_MS - 100_000);
    expect(found?.notBeforeMs).toBeLessThan(ZERO_MS - 92_000);
  });
});

describe('a batch whose records can not be unpacked', () => {
  const AT = { crc: 17, attributes: 21 };
  const LZ4 = 3;
  const LOG_APPEND_TIME = 8;

  /** Records of 10, 20 and 30 s after the start, as the only batch of an empty topic. */
  async function withBatch(attributes: number, breakIt = false) {
    const watch = await lookout(committedAt(1, {}, { rates: [{ from_s: -10, per_s: 0 }] }));
    watch.cluster.clock.advance(40_000);
    const times = [10, 20, 30].map((seconds) => ZERO_MS + seconds * 1_000);
    const bytes = encodeBatch({
      baseOffset: 0n,
      records: times.map((timestamp, index) => ({ offset: BigInt(index), timestamp, key: null, value: null })),
    });
    bytes.writeInt16BE(attributes, AT.attributes);
    bytes.writeUInt32BE(crc32c(bytes.subarray(AT.attributes)) + (breakIt ? 1 : 0), AT.crc);
    const batch = { records: 3, transactional: false, control: false, producerId: -1n };
    watch.cluster.state.partition('t', 0)?.log.append({ ...batch, atMs: ZERO_MS + 30_000, bytes: () => bytes });
    return { found: await unreadOf(watch), size: bytes.length };
  }

  test('has its first and last time for a bracket', async () => {
    const { found, size } = await withBatch(LZ4);
    expect(found).toMatchObject([
      {
        offset: 1n,
        method: 'bracket',
        notBeforeMs: ZERO_MS + 10_000,
        notAfterMs: ZERO_MS + 30_000,
        batchBytes: size,
        batchRecords: 3,
      },
    ]);
  });

  test('has the time of all its records where the broker sets it', async () => {
    const { found } = await withBatch(LZ4 | LOG_APPEND_TIME);
    expect(found).toMatchObject([record(ZERO_MS + 30_000)]);
  });

  test('is damaged: offsets for times narrow it down', async () => {
    const { found } = await withBatch(0, true);
    expect(found).toMatchObject([{ method: 'bracket', notBeforeMs: ZERO_MS + 30_000, batchBytes: null }]);
    expect(found[0]?.notAfterMs).toBeLessThan(ZERO_MS + 31_000);
  });
});

describe('a topic that may not be read', () => {
  const denied = { denied: [{ resource: 'topic' as const, name: 't', operations: ['read' as const] }] };

  test.each([0, 5_000, 20_000, 35_990])('offset %d: its time lies in the bracket', async (offset) => {
    const watch = await lookout(committedAt(offset, denied));
    const { firstUnread, requests } = await watch.study('g');
    const [found] = firstUnread;
    // Settings, and five times to narrow it down.
    expect(requests.others).toBeLessThanOrEqual(1 + 5);
    const truth = timeOf(watch, BigInt(offset));
    const { notBeforeMs, notAfterMs } = found ?? {};
    expect(notBeforeMs ?? Number.NaN).toBeLessThanOrEqual(truth);
    expect(notAfterMs ?? Number.NaN).toBeGreaterThanOrEqual(truth);
    // Steady records: the first guess by rate hits it, or comes close.
    expect((notAfterMs ?? 0) - (notBeforeMs ?? 0)).toBeLessThan(120_000);
    expect(found?.batchBytes).toBeNull();
  });

  test('records before the first that is left are gone, and nobody has told: its time', async () => {
    const watch = await lookout(committedAt(100, denied, { deleted_below: [9_000] }));
    const first = await watch.look('g');
    const untold = { ...first, partitions: first.partitions.map((each) => ({ ...each, logStart: null })) };
    const { firstUnread } = await watch.background(untold);
    expect(firstUnread).toMatchObject([{ offset: 100n, ...record(timeOf(watch, 9_000n)) }]);
  });

  test('uneven records: the truth still lies in the bracket', async () => {
    const rates = [
      { from_s: -90_000, per_s: 1 },
      { from_s: -60_000, per_s: 0 },
      { from_s: -600, per_s: 200 },
    ];
    for (const offset of [100, 29_990, 30_100, 140_000]) {
      const watch = await lookout(committedAt(offset, denied, { rates }));
      const [found] = await unreadOf(watch);
      const truth = timeOf(watch, BigInt(offset));
      expect(found?.notBeforeMs ?? Number.NaN).toBeLessThanOrEqual(truth);
      expect(found?.notAfterMs ?? Number.NaN).toBeGreaterThanOrEqual(truth);
    }
  });
});
