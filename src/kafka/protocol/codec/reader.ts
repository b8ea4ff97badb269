import { FieldError } from './errors.ts';

/** Reads Kafka's primitive types, big-endian. Nothing is read past the limit, whatever a length on the wire claims. */
export class Reader {
  private readonly buffer: Buffer;
  private readonly view: DataView;
  private at: number;
  private limit: number;

  constructor(buffer: Buffer, offset = 0) {
    this.buffer = buffer;
    this.view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    this.at = offset;
    this.limit = buffer.length;
  }

  get offset(): number {
    return this.at;
  }

  get remaining(): number {
    return this.limit - this.at;
  }

  int8(): number {
    return this.view.getInt8(this.take(1));
  }

  int16(): number {
    return this.view.getInt16(this.take(2));
  }

  uint16(): number {
    return this.view.getUint16(this.take(2));
  }

  int32(): number {
    return this.view.getInt32(this.take(4));
  }

  int32s(count: number): number[] {
    this.checkCount(count, 4);
    const values = new Array<number>(count);
    for (let i = 0; i < count; i++) values[i] = this.view.getInt32(this.at + 4 * i);
    this.at += count * 4;
    return values;
  }

  int64(): bigint {
    return this.view.getBigInt64(this.take(8));
  }

  float64(): number {
    return this.view.getFloat64(this.take(8));
  }

  /** Seven bits a byte, least significant first; refused when it does not fit into 32 bits. */
  unsignedVarint(): number {
    const start = this.at;
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.view.getUint8(this.take(1));
      if (shift === 28 && byte > 0x0f) break;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    throw new FieldError('varint of more than 32 bits', start);
  }

  /** A signed number of 32 bits as an unsigned one: 0, -1, 1, -2, … are 0, 1, 2, 3, … (zigzag). */
  varint(): number {
    const value = this.unsignedVarint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** A signed number of 64 bits, as {@link varint}. */
  varlong(): bigint {
    const start = this.at;
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.view.getUint8(this.take(1));
      if (shift === 63n && byte > 0x01) break;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return (value >> 1n) ^ -(value & 1n);
    }
    throw new FieldError('varint of more than 64 bits', start);
  }

  /** A view of the next bytes, not a copy. */
  bytes(length: number): Buffer {
    const start = this.take(length);
    return this.buffer.subarray(start, start + length);
  }

  utf8(length: number): string {
    const start = this.take(length);
    return this.buffer.toString('utf8', start, start + length);
  }

  base64url(length: number): string {
    const start = this.take(length);
    return this.buffer.toString('base64url', start, start + length);
  }

  /** Lets `read` see only the next `length` bytes, all of which it has to read. */
  within<T>(length: number, read: () => T): T {
    this.need(length);
    const outer = this.limit;
    this.limit = this.at + length;
    const value = read();
    if (this.at !== this.limit) throw new FieldError(`${this.remaining} bytes too many`, this.at);
    this.limit = outer;
    return value;
  }

  skip(length: number): void {
    this.take(length);
  }

  /** Refuses a count of elements that cannot be there: each takes `minBytes` or more. */
  checkCount(count: number, minBytes: number): void {
    if (count * minBytes > this.remaining) {
      throw new FieldError(`${count} elements cannot be in the ${this.remaining} bytes left`, this.at);
    }
  }

  private take(length: number): number {
    this.need(length);
    const start = this.at;
    this.at = start + length;
    return start;
  }

  private need(length: number): void {
    if (length > this.limit - this.at) {
      throw new FieldError(`${length} bytes wanted, ${this.remaining} left`, this.at);
    }
  }
}
