import fc from 'fast-check';
import type { RecordBatchInput } from '../../../../src/kafka/protocol/records/batch.ts';

const int32 = fc.integer({ min: 0, max: 0x7fff_ffff });
const timestamp = fc.integer({ min: 0, max: 4_000_000_000_000 });
const someBytes = fc.option(
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  { freq: 5 },
);
const headers = fc.array(fc.record({ key: fc.string({ maxLength: 8 }), value: someBytes }, { noNullPrototype: true }), {
  maxLength: 3,
});

/** Batches that this format can carry and every Node can write, complete, so that a reader sees them just so. */
export const batches: fc.Arbitrary<Required<RecordBatchInput>> = fc
  .record({
    baseOffset: fc.bigInt({ min: 0n, max: 2n ** 60n }),
    partitionLeaderEpoch: fc.option(int32),
    compression: fc.constantFrom('none', 'gzip'),
    timestampType: fc.constantFrom('CreateTime', 'LogAppendTime'),
    isTransactional: fc.boolean(),
    isControl: fc.boolean(),
    hasDeleteHorizon: fc.boolean(),
    lastOffsetDelta: int32,
    baseTimestamp: timestamp,
    maxTimestamp: timestamp,
    producerId: fc.option(fc.bigInt({ min: 0n, max: 2n ** 62n })),
    producerEpoch: fc.option(fc.integer({ min: 0, max: 0x7fff })),
    baseSequence: fc.option(int32),
    deltas: fc.array(
      fc.record({ offset: int32, timestamp: fc.option(timestamp), key: someBytes, value: someBytes, headers }),
      { maxLength: 5 },
    ),
  })
  .map(({ deltas, ...batch }) => ({
    ...batch,
    records: deltas.map(({ offset, timestamp: created, ...record }) => ({
      ...record,
      offset: batch.baseOffset + BigInt(offset),
      timestamp: batch.timestampType === 'LogAppendTime' ? batch.maxTimestamp : created,
    })),
  }));
