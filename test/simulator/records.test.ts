import { describe, expect, it } from 'vitest';
import { readControlRecord } from '../../src/kafka/protocol/records/control.ts';
import { decodeBatches } from '../../src/kafka/protocol/records/decode.ts';
import { readBatches } from '../../src/simulator/records.ts';
import type { ScenarioInput } from '../../src/simulator/scenario/schema.ts';
import { clusterOf, ZERO_MS } from './build.ts';

const EVERYTHING = Number.MAX_SAFE_INTEGER;

function logOf(more: Partial<ScenarioInput> = {}) {
  const cluster = clusterOf({
    topics: [{ name: 't', record_bytes: 150, rates: [{ from_s: -60, per_s: 10 }] }],
    ...more,
  });
  const topic = cluster.topic('t');
  const partition = topic?.partitions[0];
  if (topic === null || partition === undefined) throw new Error('no topic');
  const end = partition.log.end(ZERO_MS);
  const read = (from: bigint, until = end, maxBytes = EVERYTHING, atLeastOne = true) =>
    readBatches(topic, partition, from, until, maxBytes, atLeastOne);
  return { topic, partition, end, read };
}

const batchesOf = (bytes: Buffer) =>
  decodeBatches(bytes).batches.flatMap((batch) => {
    if (batch.magic !== 2) throw new Error('an old message');
    expect(batch.crcHolds).toBe(true);
    return [batch];
  });
const recordsOf = (bytes: Buffer) => batchesOf(bytes).flatMap(({ records }) => records ?? []);

describe('the records of a log', () => {
  it('are all there, in order, dated, with a value as long as the scenario says', () => {
    const { read, end } = logOf();
    const records = recordsOf(read(0n));
    expect(records.map(({ offset }) => offset)).toEqual(
      Array.from({ length: Number(end) }, (_, index) => BigInt(index)),
    );
    const dates = records.map(({ timestamp }) => timestamp ?? Number.NaN);
    expect(dates.every((date, index) => date === ZERO_MS - 60_000 + (index + 1) * 100)).toBe(true);
    for (const { value, offset } of records) {
      expect(value).toHaveLength(150);
      expect(JSON.parse(String(value))).toMatchObject({ topic: 't', partition: 0, number: Number(offset) });
    }
  });

  it('are the same from wherever somebody reads', () => {
    const { read } = logOf();
    const all = recordsOf(read(0n));
    for (const from of [1n, 99n, 100n, 101n, 599n]) {
      const [first] = batchesOf(read(from));
      expect(first?.baseOffset).toBeLessThanOrEqual(from);
      expect(first && first.baseOffset + BigInt(first.lastOffsetDelta)).toBeGreaterThanOrEqual(from);
      expect(recordsOf(read(from)).filter(({ offset }) => offset >= from)).toEqual(all.slice(Number(from)));
    }
  });

  it('end where they are asked to, and are none at the end', () => {
    const { read, end } = logOf();
    expect(recordsOf(read(0n, 250n)).at(-1)?.offset).toBe(249n);
    expect(read(end)).toHaveLength(0);
  });

  it.each([
    ['at least one batch', 1, true, (length: number) => length > 1],
    ['nothing when nothing has to come', 1, false, (length: number) => length === 0],
    ['no more than fits', 20_000, true, (length: number) => length <= 20_000 && length > 10_000],
  ])('come as %s', (_, maxBytes, atLeastOne, holds) => {
    expect(holds(logOf().read(0n, undefined, maxBytes, atLeastOne).length)).toBe(true);
  });

  it('have the leader epoch of the partition', () => {
    const { read, partition } = logOf();
    partition.leaderEpoch = 7;
    expect(batchesOf(read(0n)).every(({ partitionLeaderEpoch }) => partitionLeaderEpoch === 7)).toBe(true);
  });
});

describe('a transaction in a log', () => {
  it.each([
    ['committed', 'COMMIT'],
    ['aborted', 'ABORT'],
  ] as const)('that was %s has its records and its marker', (outcome, marker) => {
    const { read } = logOf({
      transactions: [
        {
          ...{ transactional_id: 'tx', producer_id: 77, topic: 't', partition: 0, records: 3 },
          ...{ from_s: -30, until_s: -20, outcome },
        },
      ],
    });
    const [data, end] = batchesOf(read(0n)).filter(({ isTransactional }) => isTransactional);
    expect(data).toMatchObject({
      baseOffset: 300n,
      producerId: 77n,
      producerEpoch: 0,
      baseSequence: 0,
      isControl: false,
    });
    expect(data?.records).toHaveLength(3);
    expect(end).toMatchObject({ baseOffset: 403n, producerId: 77n, isControl: true });
    const [record] = end?.records ?? [];
    expect(record && readControlRecord(record)).toEqual({ type: marker, coordinatorEpoch: 0 });
    expect(recordsOf(read(0n)).map(({ offset }) => offset)).toEqual(
      Array.from({ length: 604 }, (_, index) => BigInt(index)),
    );
  });

  it('that hangs has no marker', () => {
    const { read } = logOf({
      transactions: [
        { transactional_id: 'tx', producer_id: 77, topic: 't', partition: 0, from_s: -30, outcome: 'hanging' },
      ],
    });
    expect(batchesOf(read(0n)).filter(({ isTransactional }) => isTransactional)).toHaveLength(1);
  });
});
