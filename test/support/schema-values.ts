import fc from 'fast-check';
import { ZERO_UUID } from '../../src/kafka/protocol/codec/scalars.ts';
import type { AnyField, ScalarKind } from '../../src/kafka/protocol/codec/schema.ts';
import { includesVersion } from '../../src/kafka/protocol/codec/versions.ts';

const signed = (bits: number) => fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 });
const anyBytes = fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes));

const SCALARS: Record<ScalarKind, fc.Arbitrary<unknown>> = {
  bool: fc.boolean(),
  int8: signed(8),
  int16: signed(16),
  uint16: fc.nat({ max: 0xffff }),
  int32: signed(32),
  int64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  float64: fc.double(),
  string: fc.string({ unit: 'grapheme', maxLength: 12 }),
  uuid: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
  bytes: anyBytes,
  records: anyBytes,
};

const IMPLICIT: Record<ScalarKind, unknown> = {
  ...{ bool: false, int8: 0, int16: 0, uint16: 0, int32: 0, int64: 0n, float64: 0, string: '' },
  ...{ uuid: ZERO_UUID, bytes: Buffer.alloc(0), records: null },
};

/** What a field is in versions that lack it, worked out apart from the codec. */
function defaultOf({ shape, options }: AnyField): unknown {
  if (options.default !== undefined) return options.default;
  switch (shape.kind) {
    case 'array':
      return [];
    case 'struct':
      return Object.fromEntries(Object.entries(shape.fields).map(([name, field]) => [name, defaultOf(field)]));
    default:
      return IMPLICIT[shape.kind];
  }
}

/** Any value that the schema can carry in this version, as a reader sees it: complete, with defaults where fields lack. */
export function valuesOf(field: AnyField, version: number): fc.Arbitrary<unknown> {
  const { nullable } = field.options;
  const present = presentValuesOf(field, version);
  return nullable !== undefined && includesVersion(nullable, version) ? fc.option(present, { freq: 4 }) : present;
}

function presentValuesOf({ shape }: AnyField, version: number): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'array':
      return fc.array(valuesOf(shape.element, version), { maxLength: 3 });
    case 'struct':
      return fc.record(
        Object.fromEntries(
          Object.entries(shape.fields).map(([name, field]) => {
            const exists = includesVersion(field.options.versions ?? null, version);
            return [name, exists ? valuesOf(field, version) : fc.constant(defaultOf(field))];
          }),
        ),
        { noNullPrototype: true },
      );
    default:
      return SCALARS[shape.kind];
  }
}
