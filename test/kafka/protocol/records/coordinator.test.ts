import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CoordinatorRecordInput,
  decodeCoordinatorRecord,
  encodeCoordinatorRecord,
} from '../../../../src/kafka/protocol/records/coordinator/codec.ts';
import { coordinatorRecords } from '../../../../src/kafka/protocol/records/coordinator/index.ts';
import { WRITTEN_VALUE_VERSIONS } from '../../../../src/kafka/protocol/records/coordinator/written-versions.ts';
import { RecordsError } from '../../../../src/kafka/protocol/records/errors.ts';
import { kindsAndVersions, recordsOf } from '../../../support/coordinator-records.ts';

const SEED = 20261123;

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('the list', () => {
  it('has every id and every name once, in order', () => {
    const ids = coordinatorRecords.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    expect(new Set(coordinatorRecords.map(({ type }) => type)).size).toBe(ids.length);
  });

  it('has every version that a release writes', () => {
    const defined = new Map<string, readonly [number, number]>(
      coordinatorRecords.map(({ type, valueVersions }) => [type, valueVersions]),
    );
    for (const [release, versions] of Object.entries(WRITTEN_VALUE_VERSIONS)) {
      for (const [type, version] of Object.entries(versions)) {
        const [min = Number.NaN, max = Number.NaN] = defined.get(type) ?? [];
        expect(min <= version && version <= max, `${release} ${type} v${version}`).toBe(true);
      }
    }
  });
});

describe.each(kindsAndVersions.map(({ kind, version }) => [kind.type, version, kind] as const))(
  '%s v%i',
  (_, valueVersion, kind) => {
    const records = recordsOf(kind, valueVersion);

    it('reads as it was written', () => {
      fc.assert(
        fc.property(records, (written) => {
          const { key, value } = encodeCoordinatorRecord(written);
          expect(key.readInt16BE(0)).toBe(kind.id);
          expect(value?.readInt16BE(0)).toBe(valueVersion);
          expect(decodeCoordinatorRecord(key, value)).toStrictEqual(written);
        }),
        { seed: SEED, numRuns: 30 },
      );
    });

    it('mutated is something or unreadable, and nothing is thrown', () => {
      const outcome = { read: 0, unreadable: 0 };
      const mutations = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 3 });
      fc.assert(
        fc.property(records, mutations, fc.nat({ max: 9 }), (written, changes, cut) => {
          const { key, value } = encodeCoordinatorRecord(written);
          const bytes = value === null ? Buffer.alloc(0) : value.subarray(0, value.length - (cut > 5 ? cut : 0));
          for (const [at, byte] of changes) if (bytes.length > 2) bytes.writeUInt8(byte, 2 + (at % (bytes.length - 2)));
          outcome[decodeCoordinatorRecord(key, bytes).type === 'unreadable' ? 'unreadable' : 'read']++;
        }),
        { seed: SEED, numRuns: 200 },
      );
      expect(Math.min(outcome.read, outcome.unreadable)).toBeGreaterThan(0);
    });
  },
);

describe('a record', () => {
  const key = { group: 'orders-app', topic: 'orders', partition: 3 };

  it('without a value is a tombstone', () => {
    const encoded = encodeCoordinatorRecord({ type: 'OffsetCommit', key, value: null });
    expect(encoded.value).toBeNull();
    expect(decodeCoordinatorRecord(encoded.key, null)).toStrictEqual({
      type: 'OffsetCommit',
      key,
      valueVersion: null,
      value: null,
    });
  });

  it('has the fields of its kind once its type is known', () => {
    const value = { offset: 7n, leaderEpoch: 2, metadata: '', commitTimestamp: 1_700_000_000_000n };
    const encoded = encodeCoordinatorRecord({ type: 'OffsetCommit', key, valueVersion: 4, value });
    const record = decodeCoordinatorRecord(encoded.key, encoded.value);
    expect(record.type === 'OffsetCommit' ? [record.key.partition, record.value?.offset] : record).toEqual([3, 7n]);
  });

  it.each<[string, string, string | null, unknown]>([
    ['of a kind that came later', '0063 0001 61', '0000', { type: 'unknown', id: 99, valueVersion: 0 }],
    ['of a kind that came later, gone', '0063 0001 61', null, { type: 'unknown', id: 99, valueVersion: null }],
    ['of the early access', '0009 0001 61', '0000', { type: 'unknown', id: 9, valueVersion: 0 }],
    [
      'of a version that came later',
      '0001 0001 61 0001 62 00000000',
      '0005',
      { type: 'unknown', id: 1, valueVersion: 5 },
    ],
    ['of a negative version', '0001 0001 61 0001 62 00000000', 'ffff', { type: 'unknown', id: 1, valueVersion: -1 }],
  ])('%s is unknown', (_, keyBytes, valueBytes, expected) => {
    expect(decodeCoordinatorRecord(hex(keyBytes), valueBytes === null ? null : hex(valueBytes))).toStrictEqual(
      expected,
    );
  });

  it.each<[string, string, string | null, string]>([
    ['without a key', '', null, 'coordinator record, byte 0, 2 bytes wanted'],
    ['with a key cut off', '0001 0001 61 0001', null, 'key of OffsetCommit, topic, byte 7, 1 bytes wanted'],
    ['with a key too long', '0002 0001 61 00', null, 'key of GroupMetadata, byte 5, 1 bytes too many'],
    ['with an empty value', '0002 0001 61', '', 'coordinator record, byte 0, 2 bytes wanted'],
    [
      'with a value cut off',
      '0002 0001 61',
      '0003 0001 61 0000',
      'GroupMetadata v3, generation, byte 5, 4 bytes wanted',
    ],
    ['of the share groups of 4.0', '000b 0001 61', '0000 00000007 00', 'ShareGroupMetadata v0, metadataHash, byte 6'],
  ])('%s is unreadable', (_, keyBytes, valueBytes, why) => {
    const record = decodeCoordinatorRecord(hex(keyBytes), valueBytes === null ? null : hex(valueBytes));
    expect(record).toMatchObject({ type: 'unreadable', why: expect.stringContaining(why) });
  });

  it.each<[string, CoordinatorRecordInput, string]>([
    [
      'in a version that is not defined',
      { type: 'OffsetCommit', key, valueVersion: 5, value: { offset: 1n, metadata: '', commitTimestamp: 1n } },
      'OffsetCommit, v5 is not defined',
    ],
    [
      'with a value out of range',
      { type: 'OffsetCommit', key: { ...key, partition: 2 ** 31 }, value: null },
      'OffsetCommit, partition, 2147483648 is not an integer',
    ],
  ])('is not written %s', (_, record, reason) => {
    expect(() => encodeCoordinatorRecord(record)).toThrow(RecordsError);
    expect(() => encodeCoordinatorRecord(record)).toThrow(reason);
  });
});
