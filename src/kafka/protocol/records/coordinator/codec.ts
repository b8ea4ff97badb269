import { type Codec, compile } from '../../codec/compile.ts';
import { FieldError } from '../../codec/errors.ts';
import { Reader } from '../../codec/reader.ts';
import type { AnyField } from '../../codec/schema.ts';
import { Writer } from '../../codec/writer.ts';
import { describedAs, RecordsError } from '../errors.ts';
import { coordinatorRecords } from './index.ts';
import type { CoordinatorRecordType, RecordInputOf, RecordOf } from './record-type.ts';

/*
 * Key and value of a record each begin with two bytes: the key with the number of its kind, the value with its version.
 */

type KnownType = (typeof coordinatorRecords)[number];

/** A record of `__consumer_offsets`, told apart by `type`. */
export type CoordinatorRecord = RecordOf<KnownType>;
export type CoordinatorRecordInput = RecordInputOf<KnownType>;

/** A record whose kind, or the version of whose value, this program does not know. */
export interface UnknownRecord {
  readonly type: 'unknown';
  readonly id: number;
  /** Null for a tombstone. */
  readonly valueVersion: number | null;
}

/** Bytes that are not the record they say they are. */
export interface UnreadableRecord {
  readonly type: 'unreadable';
  readonly why: string;
}

const typesById = new Map<number, CoordinatorRecordType>(coordinatorRecords.map((type) => [type.id, type]));
const typesByName = new Map<string, CoordinatorRecordType>(coordinatorRecords.map((type) => [type.type, type]));

/** What a record of `__consumer_offsets` says. Never throws for what may be in a topic. */
export function decodeCoordinatorRecord(
  key: Buffer,
  value: Buffer | null,
): CoordinatorRecord | UnknownRecord | UnreadableRecord {
  try {
    return describedAs('coordinator record', () => decode(key, value));
  } catch (error) {
    if (error instanceof RecordsError) return { type: 'unreadable', why: error.message };
    throw error;
  }
}

/**
 * The group that a record is about, without decoding the rest: every kind of key begins with it. null for bytes that are no
 * such key.
 */
export function groupOfCoordinatorKey(key: Buffer): string | null {
  if (key.length < GROUP_AT) return null;
  const end = GROUP_AT + key.readInt16BE(GROUP_LENGTH_AT);
  return end < GROUP_AT || end > key.length ? null : key.toString('utf8', GROUP_AT, end);
}

/** Behind the number of the kind come the length of the group's name and the name. */
const GROUP_LENGTH_AT = 2;
const GROUP_AT = 4;

function decode(keyBytes: Buffer, valueBytes: Buffer | null): CoordinatorRecord | UnknownRecord {
  const keyReader = new Reader(keyBytes);
  const id = keyReader.int16();
  const valueReader = valueBytes === null ? null : new Reader(valueBytes);
  const valueVersion = valueReader === null ? null : valueReader.int16();
  const type = typesById.get(id);
  if (type === undefined || (valueVersion !== null && !hasVersion(type, valueVersion))) {
    return { type: 'unknown', id, valueVersion };
  }
  const key = describedAs(`key of ${type.type}`, () => readAll(keyCodec(type), keyReader));
  const value =
    valueReader === null || valueVersion === null
      ? null
      : describedAs(`${type.type} v${valueVersion}`, () => readAll(valueCodec(type, valueVersion), valueReader));
  // One map holds all kinds; the id fixes which one this is.
  return { type: type.type, key, valueVersion, value } as CoordinatorRecord;
}

function readAll(codec: Codec<unknown, unknown>, reader: Reader): unknown {
  const read = codec.read(reader);
  if (reader.remaining > 0) throw new FieldError(`${reader.remaining} bytes too many`, reader.offset);
  return read;
}

/**
 * Key and value of a record as a coordinator writes it; a value of null is a tombstone. Throws RecordsError for a version that
 * the kind does not have, and for a value that cannot be written in it.
 */
export function encodeCoordinatorRecord(record: CoordinatorRecordInput): {
  readonly key: Buffer;
  readonly value: Buffer | null;
} {
  return describedAs(record.type, () => {
    const type = typesByName.get(record.type);
    if (type === undefined) throw new FieldError('unknown');
    return {
      key: write(type.id, keyCodec(type), record.key),
      value:
        record.value === null ? null : write(record.valueVersion, valueCodec(type, record.valueVersion), record.value),
    };
  });
}

function write(first: number, codec: Codec<unknown, unknown>, value: unknown): Buffer {
  const writer = new Writer();
  writer.int16(first);
  codec.write(writer, value);
  return writer.finish();
}

/** Keys of every kind have one version, without compact lengths. */
function keyCodec(type: CoordinatorRecordType): Codec<unknown, unknown> {
  return compiled(type.key, 0, false);
}

function valueCodec(type: CoordinatorRecordType, version: number): Codec<unknown, unknown> {
  if (!hasVersion(type, version)) throw new FieldError(`v${version} is not defined`);
  return compiled(type.value, version, version >= type.flexibleFrom);
}

function hasVersion({ valueVersions: [min, max] }: CoordinatorRecordType, version: number): boolean {
  return Number.isInteger(version) && min <= version && version <= max;
}

const codecs = new WeakMap<AnyField, Codec<unknown, unknown>[]>();

/** Compiled on first use: a busy topic has millions of records of few kinds. */
function compiled(field: AnyField, version: number, flexible: boolean): Codec<unknown, unknown> {
  const byVersion = codecs.get(field) ?? [];
  codecs.set(field, byVersion);
  const codec = byVersion[version] ?? compile(field, version, flexible);
  byVersion[version] = codec;
  return codec;
}
