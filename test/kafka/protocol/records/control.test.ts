import { describe, expect, it } from 'vitest';
import { endTransactionMarker, readControlRecord } from '../../../../src/kafka/protocol/records/control.ts';
import { RecordsError } from '../../../../src/kafka/protocol/records/errors.ts';

const hex = (text: string | null) => (text === null ? null : Buffer.from(text.replaceAll(' ', ''), 'hex'));

describe('a control record', () => {
  it.each([
    ['ABORT', '0000 0000', '0000 00000007'],
    ['COMMIT', '0000 0001', '0000 00000007'],
  ] as const)('%s is written and read', (type, key, value) => {
    expect(endTransactionMarker(type, 7)).toEqual({ key: hex(key), value: hex(value) });
    expect(readControlRecord(endTransactionMarker(type, 7))).toEqual({ type, coordinatorEpoch: 7 });
  });

  it.each<[string, string, string | null, object]>([
    [
      'of a later version is read as far as it is known',
      '0001 0001',
      '0001 00000007 ff',
      { type: 'COMMIT', coordinatorEpoch: 7 },
    ],
    ['of another kind is other', '0000 0002', null, { type: 'other', id: 2 }],
    ['of a kind that came later is other', '0000 0063', '00', { type: 'other', id: 99 }],
  ])('%s', (_, key, value, expected) => {
    expect(readControlRecord({ key: hex(key), value: hex(value) })).toEqual(expected);
  });

  it.each<[string, string | null, string | null, string]>([
    ['without a key', null, '0000 00000007', 'control record, key, null'],
    ['with a key cut off', '0000', '0000 00000007', 'control record, byte 2, 2 bytes wanted'],
    ['with a negative version', 'ffff 0001', '0000 00000007', 'control record, key, byte 0, version -1'],
    ['without a value', '0000 0001', null, 'control record, value, null'],
    ['with a value cut off', '0000 0001', '0000 0000', 'control record, byte 2, 4 bytes wanted'],
  ])('%s is refused', (_, key, value, reason) => {
    const record = { key: hex(key), value: hex(value) };
    expect(() => readControlRecord(record)).toThrow(RecordsError);
    expect(() => readControlRecord(record)).toThrow(reason);
  });
});
