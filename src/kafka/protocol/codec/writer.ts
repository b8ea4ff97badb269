import { FieldError } from './errors.ts';

const INITIAL_BYTES = 256;
const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;

/** Writes Kafka's primitive types, big-endian, into a buffer that grows. Values out of range are refused. */
export class Writer {
  private buffer = Buffer.allocUnsafe(INITIAL_BYTES);
  /** The same bytes: Buffer makes three bigints to write one. */
  private view = viewOf(this.buffer);
  private length = 0;

  /** What was written so far, without a copy: do not write on. */
  finish(): Buffer {
    return this.buffer.subarray(0, this.length);
  }

  int8(value: number): void {
    this.checkInteger(value, -0x80, 0x7f);
    this.reserve(1);
    this.length = this.buffer.writeInt8(value, this.length);
  }

  int16(value: number): void {
    this.checkInteger(value, -0x8000, 0x7fff);
    this.reserve(2);
    this.length = this.buffer.writeInt16BE(value, this.length);
  }

  uint16(value: number): void {
    this.checkInteger(value, 0, 0xffff);
    this.reserve(2);
    this.length = this.buffer.writeUInt16BE(value, this.length);
  }

  int32(value: number): void {
    this.checkInteger(value, -0x8000_0000, 0x7fff_ffff);
    this.reserve(4);
    this.length = this.buffer.writeInt32BE(value, this.length);
  }

  int64(value: bigint): void {
    this.checkInt64(value);
    this.reserve(8);
    this.view.setBigInt64(this.length, value);
    this.length += 8;
  }

  float64(value: number): void {
    if (typeof value !== 'number') throw new FieldError(`${String(value)} is not a number`);
    this.reserve(8);
    this.length = this.buffer.writeDoubleBE(value, this.length);
  }

  /** Seven bits a byte, least significant first; five bytes at most. */
  unsignedVarint(value: number): void {
    this.checkInteger(value, 0, 0xffff_ffff);
    this.reserve(5);
    let rest = value;
    while (rest > 0x7f) {
      this.buffer[this.length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.buffer[this.length++] = rest;
  }

  /** A signed number of 32 bits as an unsigned one: 0, -1, 1, -2, … are 0, 1, 2, 3, … (zigzag). */
  varint(value: number): void {
    this.checkInteger(value, -0x8000_0000, 0x7fff_ffff);
    this.unsignedVarint(((value << 1) ^ (value >> 31)) >>> 0);
  }

  /** A signed number of 64 bits, as {@link varint}; ten bytes at most. */
  varlong(value: bigint): void {
    this.checkInt64(value);
    this.reserve(10);
    let rest = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
    while (rest > 0x7fn) {
      this.buffer[this.length++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    this.buffer[this.length++] = Number(rest);
  }

  bytes(value: Uint8Array): void {
    this.reserve(value.length);
    this.buffer.set(value, this.length);
    this.length += value.length;
  }

  utf8(value: string, byteLength: number): void {
    this.reserve(byteLength);
    this.buffer.write(value, this.length, byteLength, 'utf8');
    this.length += byteLength;
  }

  private checkInteger(value: number, low: number, high: number): void {
    if (!Number.isInteger(value) || value < low || value > high) {
      throw new FieldError(`${String(value)} is not an integer from ${low} to ${high}`);
    }
  }

  private checkInt64(value: bigint): void {
    if (typeof value !== 'bigint' || value < MIN_INT64 || value > MAX_INT64) {
      throw new FieldError(`${String(value)} is not a bigint of 64 bits`);
    }
  }

  /** Makes room for `count` more bytes. */
  private reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.buffer.length * 2));
    this.buffer.copy(larger, 0, 0, this.length);
    this.buffer = larger;
    this.view = viewOf(larger);
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Buffer): DataView => new DataView(buffer, byteOffset, byteLength);
