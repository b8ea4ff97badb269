import fc from 'fast-check';
import { Encoder } from 'kafka-ts/dist/utils/encoder.js';
import { describe, expect, it } from 'vitest';
import { Reader } from '../../../../src/kafka/protocol/codec/reader.ts';
import { Writer } from '../../../../src/kafka/protocol/codec/writer.ts';

function written(write: (writer: Writer) => void): Buffer {
  const writer = new Writer();
  write(writer);
  return writer.finish();
}

describe('signed varints', () => {
  it.each<[number, string]>([
    [0, '00'],
    [-1, '01'],
    [1, '02'],
    [63, '7e'],
    [-64, '7f'],
    [64, '8001'],
    [-65, '8101'],
    [0x7fff_ffff, 'feffffff0f'],
    [-0x8000_0000, 'ffffffff0f'],
  ])('%i is %s', (value, hex) => {
    expect(written((writer) => writer.varint(value)).toString('hex')).toBe(hex);
    expect(written((writer) => writer.varlong(BigInt(value))).toString('hex')).toBe(hex);
    expect(new Reader(Buffer.from(hex, 'hex')).varint()).toBe(value);
    expect(new Reader(Buffer.from(hex, 'hex')).varlong()).toBe(BigInt(value));
  });

  it.each<[bigint, string]>([
    [2n ** 63n - 1n, 'feffffffffffffffff01'],
    [-(2n ** 63n), 'ffffffffffffffffff01'],
  ])('%i of 64 bits is %s', (value, hex) => {
    expect(written((writer) => writer.varlong(value)).toString('hex')).toBe(hex);
    expect(new Reader(Buffer.from(hex, 'hex')).varlong()).toBe(value);
  });

  it('have the bytes that kafka-ts gives them', () => {
    fc.assert(
      fc.property(fc.integer(), fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }), (small, large) => {
        expect(written((writer) => writer.varint(small))).toEqual(new Encoder().writeVarInt(small).value());
        expect(written((writer) => writer.varlong(large))).toEqual(new Encoder().writeVarLong(large).value());
      }),
      { seed: 20261123, numRuns: 200 },
    );
  });

  it.each<[string, (reader: Reader) => unknown, string, string]>([
    ['a varint', (reader) => reader.varint(), 'ffffffff1f', 'varint of more than 32 bits'],
    ['a varlong', (reader) => reader.varlong(), 'ffffffffffffffffff02', 'varint of more than 64 bits'],
    ['a varlong without end', (reader) => reader.varlong(), 'ffffffffffffffffffff01', 'varint of more than 64 bits'],
    ['a varlong cut off', (reader) => reader.varlong(), 'ffff', '1 bytes wanted, 0 left'],
  ])('%s that is too long is refused', (_, read, hex, reason) => {
    expect(() => read(new Reader(Buffer.from(hex, 'hex')))).toThrow(reason);
  });

  it.each<[string, (writer: Writer) => void]>([
    ['a fraction', (writer) => writer.varint(0.5)],
    ['33 bits', (writer) => writer.varint(2 ** 31)],
    ['65 bits', (writer) => writer.varlong(2n ** 63n)],
  ])('%s is not written', (_, write) => {
    expect(() => written(write)).toThrow(/is not/);
  });
});
