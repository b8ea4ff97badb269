import { describe, expect, it } from 'vitest';
import { codecOf, defineApi } from '../../../../src/kafka/protocol/api.ts';
import { metadata } from '../../../../src/kafka/protocol/apis/03-metadata.ts';
import { ProtocolError } from '../../../../src/kafka/protocol/codec/errors.ts';
import {
  type AnyField,
  array,
  bool,
  bytes,
  float64,
  int8,
  int16,
  int32,
  int64,
  records,
  string,
  struct,
  uint16,
  uuid,
} from '../../../../src/kafka/protocol/codec/schema.ts';

/** A request of one field `f`; versions from 1 on are flexible. */
function codec(f: AnyField, version: number) {
  const message = struct({ f });
  return codecOf(
    defineApi({ key: 1, name: 'Test', versions: [0, 9], flexibleFrom: 1, request: message, response: message }),
    version,
  ).request;
}

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('values and their bytes', () => {
  const id = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex').toString('base64url');
  const inner = struct({ a: int8(), b: string() });
  it.each<[string, AnyField, unknown, plain: string, flexible: string]>([
    ['bool', bool(), true, '01', '01 00'],
    ['int8', int8(), -2, 'fe', 'fe 00'],
    ['int16', int16(), -2, 'fffe', 'fffe 00'],
    ['uint16', uint16(), 65_535, 'ffff', 'ffff 00'],
    ['int32', int32(), 1, '00000001', '00000001 00'],
    ['int64', int64(), -(2n ** 63n), '8000000000000000', '8000000000000000 00'],
    ['float64', float64(), 1.5, '3ff8000000000000', '3ff8000000000000 00'],
    ['uuid', uuid(), id, '000102030405060708090a0b0c0d0e0f', '000102030405060708090a0b0c0d0e0f 00'],
    ['string', string(), 'hé', '0003 68c3a9', '04 68c3a9 00'],
    ['empty string', string(), '', '0000', '01 00'],
    ['long string', string(), 'x'.repeat(200), `00c8 ${'78'.repeat(200)}`, `c901 ${'78'.repeat(200)} 00`],
    ['null string', string({ nullable: '0+' }), null, 'ffff', '00 00'],
    ['bytes', bytes(), Buffer.of(1, 2), '00000002 0102', '03 0102 00'],
    ['null records', records({ nullable: '0+' }), null, 'ffffffff', '00 00'],
    ['array', array(int16()), [1, 2], '00000002 0001 0002', '03 0001 0002 00'],
    ['array of int32', array(int32()), [1, -1], '00000002 00000001 ffffffff', '03 00000001 ffffffff 00'],
    ['empty array', array(int32()), [], '00000000', '01 00'],
    ['null array', array(int32(), { nullable: '0+' }), null, 'ffffffff', '00 00'],
    ['struct', inner, { a: 1, b: 'x' }, '01 0001 78', '01 02 78 00 00'],
    ['nullable struct', struct({ a: int8() }, { nullable: '0+' }), { a: 7 }, '01 07', '01 07 00 00'],
    ['null struct', struct({ a: int8() }, { nullable: '0+' }), null, 'ff', 'ff 00'],
  ])('%s', (_, field, value, plain, flexible) => {
    for (const [version, expected] of [
      [0, plain],
      [1, flexible],
    ] as const) {
      const encoded = codec(field, version).encode({ f: value });
      expect(encoded.toString('hex')).toBe(hex(expected).toString('hex'));
      expect(codec(field, version).decode(encoded)).toEqual({ f: value });
    }
  });
});

describe('tagged fields', () => {
  const message = struct({
    first: int32({ versions: '1+', default: -1, tag: 0, tagged: '1+' }),
    names: array(string(), { versions: '1+', tag: 2, tagged: '1+' }),
    leader: struct({ id: int32({ default: -1 }) }, { versions: '1+', tag: 3, tagged: '1+' }),
  });

  it.each<[string, unknown, string]>([
    ['are not written when they hold their default', { first: -1, names: [], leader: { id: -1 } }, '00'],
    ['are not written when they are left out', {}, '00'],
    [
      'are written with tag and size, in the order of their tags',
      { leader: { id: 4 }, first: 1 },
      '02 00 04 00000001 03 05 00000004 00',
    ],
    ['may be arrays', { names: ['a'] }, '01 02 03 02 02 61'],
  ])('%s', (_, value, expected) => {
    expect(codec(message, 1).encode({ f: value }).toString('hex')).toBe(hex(`${expected} 00`).toString('hex'));
  });

  it.each<[string, unknown, string]>([
    ['null', { leader: null }, '01 00 01 00'],
    ['its default', { leader: { id: -1 } }, '00'],
    ['there', { leader: { id: 4 } }, '01 00 06 01 00000004 00'],
  ])('with a struct that may be null and is %s have a mark of their own', (_, value, expected) => {
    const leader = struct({ id: int32({ default: -1 }) }, { nullable: '1+', tag: 0, tagged: '1+' });
    const encoded = codec(struct({ leader }), 1).encode({ f: value });
    expect(encoded.toString('hex')).toBe(hex(`${expected} 00`).toString('hex'));
    expect(codec(struct({ leader }), 1).decode(encoded)).toEqual({ f: value });
  });

  it('that are unknown are skipped, known ones around them are read', () => {
    const read = codec(message, 1).decode(hex('03 00 04 00000009 01 02 ffff 2a 01 00 00'));
    expect(read).toEqual({ f: { first: 9, names: [], leader: { id: -1 } } });
  });

  it.each([
    ['has bytes left over', '01 00 05 0000000900 00', 'bytes too many'],
    ['is too short', '01 00 03 000000 00', 'bytes wanted'],
    ['claims more than there is', '01 07 7f 00', 'bytes wanted'],
    ['are more than can be there', 'ffffffff0f 00', 'elements cannot be'],
  ])('are refused when one %s', (_, bytesRead, reason) => {
    expect(() => codec(message, 1).decode(hex(bytesRead))).toThrow(reason);
  });
});

describe('fields that a version lacks', () => {
  const message = struct({
    number: int32({ versions: '3+', default: 7 }),
    implied: int64({ versions: '3+' }),
    text: string({ versions: '3+', nullable: '3+', default: null }),
    list: array(int32(), { versions: '3+' }),
    inner: struct({ a: int8({ default: -1 }) }, { versions: '3+' }),
  });

  it('are read as their documented default', () => {
    const expected = { number: 7, implied: 0n, text: null, list: [], inner: { a: -1 } };
    expect(codec(message, 0).decode(Buffer.alloc(0))).toEqual({ f: expected });
  });

  it('are not written', () => {
    expect(codec(message, 0).encode({ f: { number: 1 } })).toHaveLength(0);
  });

  it('are written as their default, or what stands for it, when left out of a version that has them', () => {
    const given = struct({
      a: int8({ default: 5 }),
      b: int8({ default: 5, whenOmitted: 6 }),
      c: int8({ versions: '0+' }),
    });
    expect(codec(given, 0).encode({ f: {} }).toString('hex')).toBe('050600');
  });
});

describe('what cannot be written is refused with the name of the field', () => {
  it.each<[string, AnyField, unknown, string]>([
    ['null', string({ nullable: '5+' }), null, 'f, null is not allowed in this version'],
    ['null array', array(int32()), null, 'f, null is not allowed in this version'],
    ['null struct', struct({}), null, 'f, null is not allowed in this version'],
    [
      'a required field left out',
      struct({ a: array(struct({ b: int8() })) }),
      { a: [{ b: 1 }, {}] },
      'f.a[1].b, missing',
    ],
    ['too big', int8(), 128, 'f, 128 is not an integer from -128 to 127'],
    ['a fraction', int32(), 1.5, 'f, 1.5 is not an integer'],
    ['a number for a bigint', int64(), 1, 'f, 1 is not a bigint'],
    ['65 bits', int64(), 2n ** 63n, 'f, 9223372036854775808 is not a bigint of 64 bits'],
    ['no UUID', uuid(), 'abc', 'f, abc is not a UUID'],
    ['no string', string(), 3, 'f, 3 is not a string'],
    ['no boolean', bool(), 1, 'f, 1 is not a boolean'],
    ['too long', string(), 'x'.repeat(40_000), 'f, string of 40000 bytes'],
  ])('%s', (_, field, value, message) => {
    for (const version of [0, 1]) {
      expect(() => codec(field, version).encode({ f: value })).toThrow(`Test v${version} request, ${message}`);
    }
  });
});

describe('what is no message is refused with path and byte', () => {
  const nested = struct({ topics: array(struct({ name: string(), ids: array(int32()) })) });
  it.each<[string, AnyField, version: number, bytesRead: string, message: string]>([
    ['nothing', int32(), 0, '', 'f, byte 0, 4 bytes wanted, 0 left'],
    ['cut short', int64(), 0, '00000000', 'f, byte 0, 8 bytes wanted, 4 left'],
    ['bytes left over', int8(), 0, '0102', 'byte 1, 1 bytes too many'],
    ['negative length', string(), 0, 'fffe', 'f, byte 2, length -2'],
    ['null where none may be', string(), 0, 'ffff', 'f, byte 2, null is not allowed'],
    ['null where none may be, compact', string(), 1, '00 00', 'f, byte 1, null is not allowed'],
    ['negative count', array(int8()), 0, 'fffffffe', 'f, byte 4, count -2'],
    [
      'two thousand million elements',
      array(string()),
      0,
      '7fffffff',
      'f, byte 4, 2147483647 elements cannot be in the 0 bytes left',
    ],
    [
      'four thousand million elements, compact',
      array(int8()),
      1,
      'ffffffff0f',
      'elements cannot be in the 0 bytes left',
    ],
    [
      'as many int32 as there are bytes',
      array(int32()),
      0,
      '00000004 00000000',
      '4 elements cannot be in the 4 bytes left',
    ],
    ['a varint without end', string(), 1, 'ffffffffffff', 'f, byte 0, varint of more than 32 bits'],
    ['a varint of 33 bits', string(), 1, 'ffffffff1f', 'f, byte 0, varint of more than 32 bits'],
    [
      'deep inside',
      nested,
      0,
      '00000002 0000 00000000 0001 61 00000001 0000',
      'f.topics[1].ids, byte 17, 1 elements cannot be',
    ],
  ])('%s', (_, field, version, bytesRead, message) => {
    const read = () => codec(field, version).decode(hex(bytesRead));
    expect(read).toThrow(ProtocolError);
    expect(read).toThrow(message);
  });

  it('keeps the parts of the message apart', () => {
    const read = () => codecOf(metadata, 1).response.decode(hex('00000001 00000001 ffff'));
    expect(read).toThrow(
      expect.objectContaining({
        apiName: 'Metadata',
        apiVersion: 1,
        direction: 'response',
        path: 'brokers',
        offset: 4,
        reason: '1 elements cannot be in the 6 bytes left',
      }),
    );
  });
});

it('refuses versions that are not defined', () => {
  expect(() => codecOf(metadata, 14)).toThrow(RangeError);
  expect(() => codecOf(metadata, -1)).toThrow(RangeError);
});

it('compiles a version once', () => {
  expect(codecOf(metadata, 12)).toBe(codecOf(metadata, 12));
});

it('reads the metadata of 100,000 partitions without allocating its way to a halt', () => {
  const partitions = Array.from({ length: 10 }, (_, partitionIndex) => ({
    errorCode: 0,
    partitionIndex,
    leaderId: 1,
    replicaNodes: [1, 2, 3],
    isrNodes: [1, 2, 3],
  }));
  const topics = Array.from({ length: 10_000 }, (_, index) => ({ errorCode: 0, name: `topic-${index}`, partitions }));
  const encoded = codecOf(metadata, 12).response.encode({ brokers: [], topics });
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    codecOf(metadata, 12).response.decode(encoded);
    return performance.now() - start;
  });
  // 40 ms on an idle machine; the bound only catches a codec that became slow by an order of magnitude.
  expect(Math.min(...times)).toBeLessThan(5_000);
});
