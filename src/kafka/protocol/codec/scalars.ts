import { FieldError } from './errors.ts';
import type { Reader } from './reader.ts';
import type { ScalarKind } from './schema.ts';
import type { Writer } from './writer.ts';

/** Reads and writes one value. */
export interface ScalarCodec<T> {
  /** Fewest bytes a value takes: bounds how many elements of an array can be there. */
  readonly minBytes: number;
  readonly read: (reader: Reader) => T;
  readonly write: (writer: Writer, value: T) => void;
}

/** Kafka's all-zero UUID, which stands for "none". */
export const ZERO_UUID = 'AAAAAAAAAAAAAAAAAAAAAA';
const UUID_BYTES = 16;

const fixed = {
  bool: {
    minBytes: 1,
    read: (reader) => reader.int8() !== 0,
    write(writer, value) {
      if (typeof value !== 'boolean') throw new FieldError(`${String(value)} is not a boolean`);
      writer.int8(value ? 1 : 0);
    },
  } satisfies ScalarCodec<boolean>,
  int8: {
    minBytes: 1,
    read: (reader) => reader.int8(),
    write: (writer, value) => writer.int8(value),
  } satisfies ScalarCodec<number>,
  int16: {
    minBytes: 2,
    read: (reader) => reader.int16(),
    write: (writer, value) => writer.int16(value),
  } satisfies ScalarCodec<number>,
  uint16: {
    minBytes: 2,
    read: (reader) => reader.uint16(),
    write: (writer, value) => writer.uint16(value),
  } satisfies ScalarCodec<number>,
  int32: {
    minBytes: 4,
    read: (reader) => reader.int32(),
    write: (writer, value) => writer.int32(value),
  } satisfies ScalarCodec<number>,
  int64: {
    minBytes: 8,
    read: (reader) => reader.int64(),
    write: (writer, value) => writer.int64(value),
  } satisfies ScalarCodec<bigint>,
  float64: {
    minBytes: 8,
    read: (reader) => reader.float64(),
    write: (writer, value) => writer.float64(value),
  } satisfies ScalarCodec<number>,
  uuid: {
    minBytes: UUID_BYTES,
    read: (reader) => reader.base64url(UUID_BYTES),
    write(writer, value) {
      const bytes = Buffer.from(value, 'base64url');
      if (bytes.length !== UUID_BYTES) throw new FieldError(`${value} is not a UUID in base64url`);
      writer.bytes(bytes);
    },
  } satisfies ScalarCodec<string>,
};

const ZEROS = {
  bool: false,
  int8: 0,
  int16: 0,
  uint16: 0,
  int32: 0,
  int64: 0n,
  float64: 0,
  string: '',
  uuid: ZERO_UUID,
  bytes: Buffer.alloc(0),
  records: null,
} as const;

/** The codec of a scalar and the value that Kafka gives a field without a default. */
export function scalarCodec(
  kind: ScalarKind,
  flexible: boolean,
  nullable: boolean,
): { readonly codec: ScalarCodec<unknown>; readonly zero: unknown } {
  return { codec: codecOf(kind, flexible, nullable) as ScalarCodec<unknown>, zero: ZEROS[kind] };
}

function codecOf(kind: ScalarKind, flexible: boolean, nullable: boolean) {
  switch (kind) {
    case 'string':
      return stringCodec(flexible, nullable);
    case 'bytes':
    case 'records':
      return bytesCodec(flexible, nullable);
    default:
      return fixed[kind];
  }
}

/** Longest string that versions without compact lengths can carry. */
const MAX_STRING_BYTES = 0x7fff;

function stringCodec(flexible: boolean, nullable: boolean): ScalarCodec<string | null> {
  return {
    minBytes: flexible ? 1 : 2,
    read(reader) {
      const length = flexible ? reader.unsignedVarint() - 1 : reader.int16();
      return length < 0 ? noValue(length, nullable, reader) : reader.utf8(length);
    },
    write(writer, value) {
      if (value === null && nullable) return flexible ? writer.unsignedVarint(0) : writer.int16(-1);
      if (typeof value !== 'string') throw notA('a string', value);
      const length = Buffer.byteLength(value);
      if (length > MAX_STRING_BYTES) throw new FieldError(`string of ${length} bytes, ${MAX_STRING_BYTES} allowed`);
      if (flexible) writer.unsignedVarint(length + 1);
      else writer.int16(length);
      writer.utf8(value, length);
    },
  };
}

function bytesCodec(flexible: boolean, nullable: boolean): ScalarCodec<Uint8Array | null> {
  return {
    minBytes: flexible ? 1 : 4,
    read(reader) {
      const length = flexible ? reader.unsignedVarint() - 1 : reader.int32();
      return length < 0 ? noValue(length, nullable, reader) : reader.bytes(length);
    },
    write(writer, value) {
      if (value === null && nullable) return flexible ? writer.unsignedVarint(0) : writer.int32(-1);
      if (!(value instanceof Uint8Array)) throw notA('bytes', value);
      if (flexible) writer.unsignedVarint(value.length + 1);
      else writer.int32(value.length);
      writer.bytes(value);
    },
  };
}

function noValue(length: number, nullable: boolean, reader: Reader): null {
  if (nullable && length === -1) return null;
  throw new FieldError(length === -1 ? 'null is not allowed in this version' : `length ${length}`, reader.offset);
}

function notA(what: string, value: unknown): FieldError {
  return new FieldError(value === null ? 'null is not allowed in this version' : `${String(value)} is not ${what}`);
}
