import { isDeepStrictEqual } from 'node:util';
import { ZERO_UUID } from '../../src/kafka/protocol/codec/scalars.ts';
import type { AnyField } from '../../src/kafka/protocol/codec/schema.ts';
import { includesVersion } from '../../src/kafka/protocol/codec/versions.ts';

/**
 * A value as Kafka's generated JSON converters show it: only the fields that the version has, tagged ones only when they
 * differ from their default. Numbers of 64 bits are rounded to what JSON.parse makes of them.
 */
export function asKafkaJson({ shape }: AnyField, version: number, value: unknown): unknown {
  if (value === null) return null;
  if (typeof value === 'bigint') return Number(value);
  if (Buffer.isBuffer(value)) return value.toString('base64');
  if (shape.kind === 'array') {
    return Array.isArray(value) ? value.map((element) => asKafkaJson(shape.element, version, element)) : value;
  }
  if (shape.kind !== 'struct' || typeof value !== 'object') return value;
  const shown = Object.entries(shape.fields).flatMap(([name, field]) => {
    const { versions, tagged } = field.options;
    if (!includesVersion(versions ?? null, version)) return [];
    const member: unknown = Reflect.get(value, name);
    const mayBeMissing = tagged !== undefined && includesVersion(tagged, version);
    if (mayBeMissing && isDeepStrictEqual(member, defaultOf(field))) return [];
    return [[name, asKafkaJson(field, version, member)] as const];
  });
  return Object.fromEntries(shown);
}

function defaultOf({ shape, options }: AnyField): unknown {
  if (options.default !== undefined) return options.default;
  switch (shape.kind) {
    case 'array':
      return [];
    case 'struct':
      return Object.fromEntries(Object.entries(shape.fields).map(([name, field]) => [name, defaultOf(field)]));
    case 'string':
      return '';
    case 'uuid':
      return ZERO_UUID;
    case 'int64':
      return 0n;
    case 'bool':
      return false;
    case 'bytes':
    case 'records':
      return Buffer.alloc(0);
    default:
      return 0;
  }
}
