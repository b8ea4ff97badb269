import { FieldError, within } from './errors.ts';
import type { Reader } from './reader.ts';
import { type ScalarCodec, scalarCodec } from './scalars.ts';
import type { AnyField, Fields, Infer, InferInput } from './schema.ts';
import { includesVersion } from './versions.ts';
import { Writer } from './writer.ts';

/** Reads and writes the values of one schema in one version. */
export interface Codec<Value, Input> {
  readonly read: (reader: Reader) => Value;
  readonly write: (writer: Writer, value: Input) => void;
}

interface FieldCodec extends ScalarCodec<unknown> {
  /** What the field is when the version lacks it. */
  readonly initial: unknown;
  /** Whether a tagged field need not be written. */
  readonly isInitial: (value: unknown) => boolean;
}

/**
 * The codec of a schema in one version: closures made once, so that reading 100,000 elements looks nothing up. Reading and
 * writing throw FieldError.
 */
export function compile<F extends AnyField>(
  field: F,
  version: number,
  flexible: boolean,
): Codec<Infer<F>, InferInput<F>> {
  // The closures are put together from the same schema that the types are inferred from.
  return compileField(field, version, flexible) as Codec<Infer<F>, InferInput<F>>;
}

function compileField(field: AnyField, version: number, flexible: boolean): FieldCodec {
  const { nullable: nullableIn } = field.options;
  const nullable = nullableIn !== undefined && includesVersion(nullableIn, version);
  const codec = compileShape(field, version, flexible, nullable);
  const initial = field.options.default === undefined ? codec.initial : field.options.default;
  const isInitial = initial === codec.initial ? codec.isInitial : (value: unknown) => value === initial;
  return { ...codec, initial, isInitial };
}

function compileShape(field: AnyField, version: number, flexible: boolean, nullable: boolean): FieldCodec {
  const { shape } = field;
  switch (shape.kind) {
    case 'array': {
      const codec = arrayCodec(compileField(shape.element, version, flexible), flexible, nullable);
      return shape.element.shape.kind === 'int32' ? { ...codec, read: int32ArrayReader(flexible, nullable) } : codec;
    }
    case 'struct': {
      const codec = structCodec(shape.fields, version, flexible);
      if (!nullable) return codec;
      return isTagged(field, version) ? nullableTaggedStruct(codec) : nullableStruct(codec);
    }
    default: {
      const { codec, zero } = scalarCodec(shape.kind, flexible, nullable);
      const isInitial =
        zero instanceof Uint8Array
          ? (value: unknown) => value instanceof Uint8Array && value.length === 0
          : (value: unknown) => value === zero;
      return { ...codec, initial: zero, isInitial };
    }
  }
}

const NO_ELEMENTS: readonly never[] = Object.freeze([]);

function arrayCodec(element: FieldCodec, flexible: boolean, nullable: boolean): FieldCodec {
  const elementBytes = Math.max(1, element.minBytes);
  return {
    minBytes: flexible ? 1 : 4,
    initial: NO_ELEMENTS,
    isInitial: (value) => Array.isArray(value) && value.length === 0,
    write(writer, value) {
      if (value === null && nullable) {
        if (flexible) writer.unsignedVarint(0);
        else writer.int32(-1);
        return;
      }
      if (!Array.isArray(value))
        throw new FieldError(value === null ? 'null is not allowed in this version' : 'not an array');
      if (flexible) writer.unsignedVarint(value.length + 1);
      else writer.int32(value.length);
      let i = 0;
      try {
        for (; i < value.length; i++) element.write(writer, value[i]);
      } catch (error) {
        throw within(error, `[${i}]`);
      }
    },
    read(reader) {
      const count = readCount(reader, flexible, nullable);
      if (count === null) return null;
      reader.checkCount(count, elementBytes);
      if (count === 0) return NO_ELEMENTS;
      const elements = new Array<unknown>(count);
      let i = 0;
      try {
        for (; i < count; i++) elements[i] = element.read(reader);
      } catch (error) {
        throw within(error, `[${i}]`);
      }
      return elements;
    },
  };
}

function readCount(reader: Reader, flexible: boolean, nullable: boolean): number | null {
  const count = flexible ? reader.unsignedVarint() - 1 : reader.int32();
  if (count >= 0) return count;
  if (nullable && count === -1) return null;
  throw new FieldError(count === -1 ? 'null is not allowed in this version' : `count ${count}`, reader.offset);
}

/** Replica lists are most of what a big cluster sends: three to a partition. */
function int32ArrayReader(flexible: boolean, nullable: boolean): FieldCodec['read'] {
  return (reader) => {
    const count = readCount(reader, flexible, nullable);
    if (count === null) return null;
    return count === 0 ? NO_ELEMENTS : reader.int32s(count);
  };
}

interface TaggedField {
  readonly tag: number;
  readonly name: string;
  readonly codec: FieldCodec;
  readonly omitted: unknown;
}

type Values = Record<string, unknown>;

/** Marks a field that the caller has to give. */
const REQUIRED = Symbol('required');

function structCodec(fields: Fields, version: number, flexible: boolean): FieldCodec {
  const names: string[] = [];
  const readers: ((reader: Reader) => unknown)[] = [];
  const writers: { name: string; write: FieldCodec['write']; omitted: unknown }[] = [];
  const tagged: TaggedField[] = [];
  const initial: Values = {};
  const initialTests: { name: string; isInitial: FieldCodec['isInitial'] }[] = [];
  let minBytes = flexible ? 1 : 0;

  for (const [name, field] of Object.entries(fields)) {
    const { options } = field;
    const codec = compileField(field, version, flexible);
    const omitted = options.whenOmitted ?? (mayOmit(field) ? codec.initial : REQUIRED);
    names.push(name);
    initial[name] = codec.initial;
    initialTests.push({ name, isInitial: codec.isInitial });
    if (!includesVersion(options.versions ?? null, version)) {
      readers.push(() => codec.initial);
    } else if (options.tag !== undefined && isTagged(field, version)) {
      readers.push(() => codec.initial);
      tagged.push({ tag: options.tag, name, codec, omitted: codec.initial });
    } else {
      readers.push(codec.read);
      writers.push({ name, write: codec.write, omitted });
      minBytes += codec.minBytes;
    }
  }
  tagged.sort((a, b) => a.tag - b.tag);
  Object.freeze(initial);

  return {
    minBytes,
    initial,
    isInitial: (value) =>
      isObject(value) &&
      initialTests.every((test) => value[test.name] === undefined || test.isInitial(value[test.name])),
    write(writer, value) {
      if (!isObject(value))
        throw new FieldError(value === null ? 'null is not allowed in this version' : 'not an object');
      for (const { name, write, omitted } of writers) {
        const given = value[name];
        const written = given === undefined ? omitted : given;
        try {
          if (written === REQUIRED) throw new FieldError('missing');
          write(writer, written);
        } catch (error) {
          throw within(error, name);
        }
      }
      if (flexible) writeTagged(writer, value, tagged);
    },
    read(reader) {
      // A copy has its final shape at once; filled key by key it would grow and move.
      const values: Values = { ...initial };
      let i = 0;
      try {
        for (; i < names.length; i++) values[names[i] as string] = (readers[i] as FieldCodec['read'])(reader);
      } catch (error) {
        throw within(error, names[i] as string);
      }
      if (flexible) readTagged(reader, values, tagged);
      return values;
    },
  };
}

function isTagged({ options }: AnyField, version: number): boolean {
  return options.tag !== undefined && includesVersion(options.tagged ?? null, version);
}

function mayOmit({ options }: AnyField): boolean {
  return options.versions !== undefined || options.default !== undefined;
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null;
}

/** A struct that may be null is one byte, -1 or 1, and then the struct. */
function nullableStruct(codec: FieldCodec): FieldCodec {
  return {
    ...codec,
    minBytes: 1,
    write(writer, value) {
      writer.int8(value === null ? -1 : 1);
      if (value !== null) codec.write(writer, value);
    },
    read: (reader) => (reader.int8() < 0 ? null : codec.read(reader)),
  };
}

/**
 * As a tagged field the byte is 0 or 1 instead [bytecode of ConsumerGroupMemberMetadataValue, kafka-group-coordinator 4.4.0,
 * whose `classicMemberMetadata` is the only one in all definitions of 3.0.2 to 4.4.0].
 */
function nullableTaggedStruct(codec: FieldCodec): FieldCodec {
  return {
    ...codec,
    minBytes: 1,
    write(writer, value) {
      writer.unsignedVarint(value === null ? 0 : 1);
      if (value !== null) codec.write(writer, value);
    },
    read: (reader) => (reader.unsignedVarint() === 0 ? null : codec.read(reader)),
  };
}

/** As Kafka does: tagged fields that hold their default are not written. */
function writeTagged(writer: Writer, values: Values, tagged: readonly TaggedField[]): void {
  if (tagged.length === 0) {
    writer.unsignedVarint(0);
    return;
  }
  const present = tagged.filter(({ name, codec }) => values[name] !== undefined && !codec.isInitial(values[name]));
  writer.unsignedVarint(present.length);
  for (const { tag, name, codec } of present) {
    const content = new Writer();
    try {
      codec.write(content, values[name]);
    } catch (error) {
      throw within(error, name);
    }
    const bytes = content.finish();
    writer.unsignedVarint(tag);
    writer.unsignedVarint(bytes.length);
    writer.bytes(bytes);
  }
}

/** Tags that are not known are skipped: that is how newer brokers add to old versions. */
function readTagged(reader: Reader, values: Values, tagged: readonly TaggedField[]): void {
  const count = reader.unsignedVarint();
  reader.checkCount(count, 2);
  for (let i = 0; i < count; i++) {
    const tag = reader.unsignedVarint();
    const length = reader.unsignedVarint();
    const known = tagged.find((field) => field.tag === tag);
    if (known === undefined) {
      reader.skip(length);
      continue;
    }
    try {
      values[known.name] = reader.within(length, () => known.codec.read(reader));
    } catch (error) {
      throw within(error, known.name);
    }
  }
}
