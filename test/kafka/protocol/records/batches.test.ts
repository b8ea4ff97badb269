import { createRequire } from 'node:module';
import zlib from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordBatchInput } from '../../../../src/kafka/protocol/records/batch.ts';
import { COMPRESSIONS } from '../../../../src/kafka/protocol/records/compression.ts';
import { crc32c } from '../../../../src/kafka/protocol/records/crc32c.ts';
import { decodeBatches } from '../../../../src/kafka/protocol/records/decode.ts';
import { encodeBatch } from '../../../../src/kafka/protocol/records/encode.ts';
import { RecordsError } from '../../../../src/kafka/protocol/records/errors.ts';
import { batches } from './arbitraries.ts';

const SEED = 20261123;

const record = { offset: 100n, timestamp: 1_700_000_000_000, key: Buffer.from('k'), value: Buffer.from('v') };
const batch: RecordBatchInput = {
  baseOffset: 100n,
  records: [record, { ...record, offset: 103n, timestamp: 1_700_000_000_005, value: null }],
};

/** Where the parts of a header lie; written down apart from the code. */
const AT = { baseOffset: 0, length: 8, leaderEpoch: 12, magic: 16, crc: 17, attributes: 21, count: 57, records: 61 };

/** The bytes with something changed after the checksum, and the checksum put right. */
function changed(bytes: Buffer, change: (bytes: Buffer) => void): Buffer {
  const copy = Buffer.from(bytes);
  change(copy);
  copy.writeUInt32BE(crc32c(copy.subarray(AT.attributes)), AT.crc);
  return copy;
}

/** A batch whose records are these bytes. */
function withPayload(payload: Buffer, count: number, attributes = 0): Buffer {
  const head = encodeBatch({ baseOffset: 0n, records: [] });
  const bytes = Buffer.concat([head, payload]);
  bytes.writeInt32BE(bytes.length - 12, AT.length);
  bytes.writeInt32BE(count, AT.count);
  bytes.writeInt16BE(attributes, AT.attributes);
  return changed(bytes, () => undefined);
}

describe('a batch', () => {
  it('reads as what was written', () => {
    fc.assert(
      fc.property(fc.array(batches, { maxLength: 3 }), (written) => {
        const encoded = written.map(encodeBatch);
        const { batches: read, cutOffBytes } = decodeBatches(Buffer.concat(encoded));
        expect(cutOffBytes).toBe(0);
        expect(read).toHaveLength(written.length);
        for (const [i, found] of read.entries()) {
          const { sizeInBytes, crc, ...rest } = found.magic === 2 ? found : { ...found, crc: null };
          expect(sizeInBytes).toBe(encoded[i]?.length);
          expect(crc).toBe(encoded[i]?.readUInt32BE(AT.crc));
          expect(rest).toStrictEqual({ magic: 2, ...written[i], crcHolds: true, missing: null });
          if (found.magic === 2 && found.records !== null) {
            expect(encodeBatch({ ...found, records: found.records })).toEqual(encoded[i]);
          }
        }
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('has a header worked out from its records where none is given', () => {
    const [read] = decodeBatches(encodeBatch(batch)).batches;
    expect(read).toMatchObject({
      baseOffset: 100n,
      partitionLeaderEpoch: null,
      lastOffsetDelta: 3,
      baseTimestamp: 1_700_000_000_000,
      maxTimestamp: 1_700_000_000_005,
      producerId: null,
      producerEpoch: null,
      baseSequence: null,
      records: [record, { offset: 103n, timestamp: 1_700_000_000_005, value: null, headers: [] }],
    });
  });

  it('without records and without times keeps its offsets', () => {
    const empty = { baseOffset: 7n, records: [], lastOffsetDelta: 9 };
    expect(decodeBatches(encodeBatch(empty)).batches).toMatchObject([
      { baseOffset: 7n, lastOffsetDelta: 9, baseTimestamp: null, maxTimestamp: null, records: [] },
    ]);
  });

  it('with nanoseconds where milliseconds should be is read, rounded', () => {
    const bytes = changed(encodeBatch(batch), (copy) => copy.writeBigInt64BE(1_700_000_000_000_000_001n, 27));
    expect(decodeBatches(bytes).batches).toMatchObject([
      { baseTimestamp: 1.7e18, records: [{ timestamp: 1.7e18 }, {}] },
    ]);
  });

  it('whose timestamps the broker set gives every record that time', () => {
    const bytes = encodeBatch({ ...batch, timestampType: 'LogAppendTime', maxTimestamp: 1_800_000_000_000 });
    expect(decodeBatches(bytes).batches).toMatchObject([
      { records: [{ timestamp: 1_800_000_000_000 }, { timestamp: 1_800_000_000_000 }] },
    ]);
  });

  it.each<[string, RecordBatchInput, string]>([
    ['an offset too far off', { ...batch, baseOffset: -(2n ** 40n) }, 'records[0], 1099511627876 is not'],
    ['a fraction of a millisecond', { baseOffset: 0n, records: [{ ...record, offset: 0n, timestamp: 0.5 }] }, '0.5'],
    ['snappy', { ...batch, compression: 'snappy' }, 'this Node cannot write snappy'],
    ['lz4', { ...batch, compression: 'lz4' }, 'this Node cannot write lz4'],
  ])('with %s is not written', (_, input, reason) => {
    expect(() => encodeBatch(input)).toThrow(RecordsError);
    expect(() => encodeBatch(input)).toThrow(reason);
  });
});

/** kafkajs' own writer of batches: callable only from inside, and without types. */
const requireKafkajs = createRequire(import.meta.url);
const { RecordBatch: theirBatch }: { RecordBatch: (batch: object) => Promise<{ readonly buffer: Buffer }> } =
  requireKafkajs('kafkajs/src/protocol/recordBatch/v0');
const theirRecord: (record: object) => unknown = requireKafkajs('kafkajs/src/protocol/recordBatch/record/v0');

describe('the bytes of kafkajs', () => {
  const theirs = (compression: number) =>
    theirBatch({
      compression,
      firstOffset: 100,
      firstTimestamp: 1_700_000_000_000,
      maxTimestamp: 1_700_000_000_070,
      partitionLeaderEpoch: 7,
      lastOffsetDelta: 70,
      transactional: true,
      producerId: 4_294_967_296,
      producerEpoch: 3,
      firstSequence: 12,
      records: [
        theirRecord({ key: Buffer.from('größe'), value: Buffer.alloc(200, 'x'), headers: { trace: 'abc', no: '' } }),
        theirRecord({ offsetDelta: 70, timestampDelta: 70, key: null, value: null }),
      ],
    });
  const ours: Required<RecordBatchInput> = {
    baseOffset: 100n,
    partitionLeaderEpoch: 7,
    compression: 'none',
    timestampType: 'CreateTime',
    isTransactional: true,
    isControl: false,
    hasDeleteHorizon: false,
    lastOffsetDelta: 70,
    baseTimestamp: 1_700_000_000_000,
    maxTimestamp: 1_700_000_000_070,
    producerId: 4_294_967_296n,
    producerEpoch: 3,
    baseSequence: 12,
    records: [
      {
        offset: 100n,
        timestamp: 1_700_000_000_000,
        key: Buffer.from('größe'),
        value: Buffer.alloc(200, 'x'),
        headers: [
          { key: 'trace', value: Buffer.from('abc') },
          { key: 'no', value: Buffer.alloc(0) },
        ],
      },
      { offset: 170n, timestamp: 1_700_000_000_070, key: null, value: null, headers: [] },
    ],
  };

  it('are ours', async () => {
    const { buffer } = await theirs(0);
    expect(encodeBatch(ours).toString('hex')).toBe(buffer.toString('hex'));
  });

  it('are read, packed with gzip', async () => {
    const { buffer } = await theirs(1);
    const { batches: read, cutOffBytes } = decodeBatches(buffer);
    expect(cutOffBytes).toBe(0);
    expect(read).toMatchObject([{ ...ours, compression: 'gzip', crcHolds: true, missing: null }]);
  });
});

describe('what cannot be read', () => {
  const whole = encodeBatch(batch);

  it('is a last batch that was cut off, at any byte', () => {
    const two = Buffer.concat([whole, whole]);
    for (let length = 0; length < two.length; length++) {
      const { batches: read, cutOffBytes } = decodeBatches(two.subarray(0, length));
      expect(read).toHaveLength(length < whole.length ? 0 : 1);
      expect(cutOffBytes).toBe(length % whole.length);
    }
  });

  it('is a batch whose checksum does not hold; the next is read nevertheless', () => {
    const damaged = Buffer.from(whole);
    damaged.writeUInt8(damaged.readUInt8(AT.records + 4) ^ 1, AT.records + 4);
    expect(decodeBatches(Buffer.concat([damaged, whole])).batches).toMatchObject([
      { baseOffset: 100n, crcHolds: false, records: null, missing: 'crc' },
      { crcHolds: true, records: [{}, {}], missing: null },
    ]);
  });

  it('is not a batch whose base offset and leader epoch the broker set', () => {
    const appended = Buffer.from(whole);
    appended.writeBigInt64BE(5_000n, AT.baseOffset);
    appended.writeInt32BE(9, AT.leaderEpoch);
    expect(decodeBatches(appended).batches).toMatchObject([
      { crcHolds: true, partitionLeaderEpoch: 9, records: [{ offset: 5_000n }, { offset: 5_003n }] },
    ]);
  });

  it.each(
    COMPRESSIONS.map((name, number) => [name, number] as const).filter(([name]) => ['snappy', 'lz4'].includes(name)),
  )('is %s, which Node does not have', (compression, number) => {
    const bytes = withPayload(Buffer.from('packed by somebody else'), 3, number);
    expect(decodeBatches(bytes).batches).toMatchObject([
      { compression, crcHolds: true, records: null, missing: 'codec' },
    ]);
  });

  it('is zstd where this Node does not have it', () => {
    const here = 'zstdCompressSync' in zlib;
    const bytes = here
      ? encodeBatch({ ...batch, compression: 'zstd' })
      : withPayload(Buffer.from('28b52ffd0000010000', 'hex'), 0, COMPRESSIONS.indexOf('zstd'));
    expect(decodeBatches(bytes).batches).toMatchObject([
      { compression: 'zstd', crcHolds: true, missing: here ? null : 'codec' },
    ]);
  });

  it('is a batch that unpacks to more than 16 MiB', () => {
    const bomb = withPayload(zlib.gzipSync(Buffer.alloc(16 * 1024 * 1024 + 1)), 1, COMPRESSIONS.indexOf('gzip'));
    expect(decodeBatches(bomb).batches).toMatchObject([{ records: null, missing: 'size' }]);
  });

  it.each<[string, 0 | 1, string]>([
    ['0', 0, '0000000000000005 0000000e 12345678 00 00 ffffffff ffffffff'],
    ['1', 1, '0000000000000005 00000016 12345678 01 00 0000018bcfe56800 ffffffff ffffffff'],
  ])('is a message of format %s; the batch behind it is read', (_, magic, hex) => {
    const old = Buffer.from(hex.replaceAll(' ', ''), 'hex');
    expect(decodeBatches(Buffer.concat([old, whole])).batches).toMatchObject([
      { magic, offset: 5n, sizeInBytes: old.length },
      { magic: 2, records: [{}, {}] },
    ]);
  });

  const one = Buffer.from('10 00 00 00 02 6b 02 76 00'.replaceAll(' ', ''), 'hex');
  it.each<[string, Buffer, string]>([
    [
      'a format of the future',
      changed(whole, (bytes) => bytes.writeInt8(3, AT.magic)),
      'batches[0], byte 16, format 3',
    ],
    [
      'a batch shorter than its header',
      changed(whole, (bytes) => bytes.writeInt32BE(48, AT.length)),
      '60 bytes are less',
    ],
    ['a negative length', changed(whole, (bytes) => bytes.writeInt32BE(-1, AT.length)), '11 bytes are less'],
    ['an unknown compression', withPayload(one, 1, 5), 'compression 5 is unknown'],
    ['a negative count', withPayload(one, -1), '-1 records'],
    ['a count that cannot be', withPayload(one, 1_000_000_000), '1000000000 elements cannot be'],
    ['a record too few', withPayload(one, 2), '2 elements cannot be'],
    ['a record too many', withPayload(Buffer.concat([one, Buffer.of(0x00)]), 1), 'batches[0], byte'],
    ['a record with a negative length', withPayload(Buffer.from('01000000010100', 'hex'), 1), 'records[0]'],
    ['a key of negative length', withPayload(Buffer.from('0c000000030100', 'hex'), 1), 'length -2'],
    [
      'a header without a name',
      withPayload(Buffer.from('10 00 00 00 01 01 02 01 00'.replaceAll(' ', ''), 'hex'), 1),
      'length -1',
    ],
    [
      'headers that cannot be',
      withPayload(Buffer.from('0c 00 00 00 01 01 7e'.replaceAll(' ', ''), 'hex'), 1),
      '63 elements',
    ],
    ['gzip that is none', withPayload(Buffer.from('nothing packed'), 1, 1), 'not gzip'],
  ])('is %s', (_, bytes, reason) => {
    expect(() => decodeBatches(bytes)).toThrow(RecordsError);
    expect(() => decodeBatches(bytes)).toThrow(reason);
  });
});

it('mutated batches are read, refused or reported, and nothing else happens', () => {
  const outcome = { read: 0, refused: 0, reported: 0 };
  fc.assert(
    fc.property(
      batches,
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      (input, mutations, rightChecksum) => {
        const mutate = (bytes: Buffer) => {
          for (const [at, value] of mutations) bytes.writeUInt8(value, at % bytes.length);
        };
        const bytes = encodeBatch(input);
        if (!rightChecksum) mutate(bytes);
        try {
          const { batches: read } = decodeBatches(rightChecksum ? changed(bytes, mutate) : bytes);
          for (const found of read) {
            if (found.magic === 2 && found.records !== null) outcome.read++;
            else outcome.reported++;
          }
        } catch (error) {
          if (!(error instanceof RecordsError)) throw error;
          outcome.refused++;
        }
      },
    ),
    { seed: SEED, numRuns: 3_000 },
  );
  expect(Math.min(outcome.read, outcome.refused, outcome.reported)).toBeGreaterThan(100);
});
