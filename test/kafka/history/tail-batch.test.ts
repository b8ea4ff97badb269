import { describe, expect, test } from 'vitest';
import { type TailBatch, tailBatch } from '../../../src/kafka/history/tail-batch.ts';
import type { RecordBatchInput } from '../../../src/kafka/protocol/records/batch.ts';
import { endTransactionMarker } from '../../../src/kafka/protocol/records/control.ts';
import { encodeCoordinatorRecord } from '../../../src/kafka/protocol/records/coordinator/codec.ts';
import { decodeBatches } from '../../../src/kafka/protocol/records/decode.ts';
import { encodeBatch } from '../../../src/kafka/protocol/records/encode.ts';

const AT_MS = 1_700_000_000_000;

const commit = (group: string, offset: bigint) => ({
  offset,
  timestamp: AT_MS,
  ...encodeCoordinatorRecord({
    type: 'OffsetCommit',
    key: { group, topic: 't', partition: 0 },
    valueVersion: 4,
    value: { offset: 1n, metadata: '', commitTimestamp: BigInt(AT_MS) },
  }),
});

/** What is kept of a batch that was written and read again, of the groups `a` and `b`. */
function kept(input: RecordBatchInput): TailBatch {
  const [batch] = decodeBatches(encodeBatch(input)).batches;
  if (batch?.magic !== 2) throw new Error('no batch');
  return tailBatch(batch, (group) => group === 'a' || group === 'b');
}

test('records of the groups that are wanted, and where the batch lies', () => {
  const batch = kept({ baseOffset: 7n, records: [commit('a', 7n), commit('z', 8n), commit('b', 9n)] });
  expect(batch).toMatchObject({ baseOffset: 7n, endOffset: 10n, atMs: AT_MS, marker: null, transactionOf: null });
  expect(batch).toMatchObject({ thinned: false, unreadable: false });
  expect(batch.records.map(({ group, atMs }) => [group, atMs])).toEqual([
    ['a', AT_MS],
    ['b', AT_MS],
  ]);
});

describe('compaction', () => {
  test.each<[what: string, offsets: readonly bigint[], lastOffsetDelta: number, thinned: boolean]>([
    ['took nothing', [7n, 8n], 1, false],
    ['took the first', [8n], 1, true],
    ['took the last', [7n], 1, true],
    ['took all', [], 1, true],
  ])('%s', (_what, offsets, lastOffsetDelta, thinned) => {
    const batch = kept({ baseOffset: 7n, lastOffsetDelta, records: offsets.map((offset) => commit('a', offset)) });
    expect(batch).toMatchObject({ thinned, endOffset: 9n });
  });
});

test.each(['COMMIT', 'ABORT'] as const)('the marker %s of a transaction', (marker) => {
  const transaction = { baseOffset: 7n, isTransactional: true, producerId: 5n, producerEpoch: 0 };
  expect(kept({ ...transaction, records: [commit('a', 7n)] })).toMatchObject({ transactionOf: 5n, marker: null });
  const records = [{ offset: 7n, timestamp: AT_MS, ...endTransactionMarker(marker, 0) }];
  expect(kept({ ...transaction, isControl: true, records })).toMatchObject({ transactionOf: 5n, marker, records: [] });
});

test('what is not known is left out', () => {
  const odd = [
    { key: Buffer.from('0063000161', 'hex'), value: Buffer.from('0000', 'hex') },
    { key: Buffer.from('0001000161', 'hex'), value: null },
    { key: null, value: Buffer.from('x') },
  ];
  const records = odd.map((each, index) => ({ offset: BigInt(7 + index), timestamp: AT_MS, ...each }));
  expect(kept({ baseOffset: 7n, records })).toMatchObject({ records: [], thinned: false });
});
