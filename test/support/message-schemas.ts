import { expect } from 'vitest';
import { ZERO_UUID } from '../../src/kafka/protocol/codec/scalars.ts';
import type { AnyField, Fields } from '../../src/kafka/protocol/codec/schema.ts';
import { includesVersion } from '../../src/kafka/protocol/codec/versions.ts';
import type { FieldDefinition, MessageDefinition } from './kafka-jars.ts';

/** One field as it is in one version, said the same way for a schema and for a definition. */
interface Resolved {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly tag: number | null;
  readonly default: unknown;
  readonly fields?: readonly Resolved[];
}

/** Whether `version` is in a range as the definitions write it: `3+`, `0-7`, `5` or `none`. */
function inRange(range: string | undefined, version: number): boolean {
  if (range === undefined || range === 'none') return false;
  const match = /^(\d+)(\+|-(\d+))?$/.exec(range);
  if (match === null) throw new Error(`a range of versions that this test does not understand: ${range}`);
  const low = Number(match[1]);
  const high = match[2] === '+' ? Number.POSITIVE_INFINITY : Number(match[3] ?? low);
  return low <= version && version <= high;
}

const IMPLICIT: Readonly<Record<string, unknown>> = {
  bool: false,
  int8: 0,
  int16: 0,
  uint16: 0,
  int32: 0,
  int64: 0n,
  float64: 0,
  string: '',
  uuid: ZERO_UUID,
  bytes: 'no bytes',
  records: null,
  array: 'no elements',
  struct: 'of its fields',
};

function defaultOf({ default: given, type }: FieldDefinition, kind: string): unknown {
  if (given === undefined || given === null) return IMPLICIT[kind];
  if (given === 'null') return null;
  switch (type) {
    case 'bool':
      return String(given) === 'true';
    case 'string':
      return given;
    case 'int64':
      return BigInt(given);
    case 'int8':
    case 'int16':
    case 'int32':
      return Number(given);
    default:
      throw new Error(`a default of ${type} that this test does not understand: ${given}`);
  }
}

const KNOWN_ATTRIBUTES = [
  ...['name', 'type', 'versions', 'nullableVersions', 'taggedVersions', 'tag', 'default', 'fields'],
  ...['about', 'ignorable', 'mapKey', 'entityType', 'zeroCopy'],
];

function resolveDefinition(
  fields: readonly FieldDefinition[],
  version: number,
  structs: ReadonlyMap<string, readonly FieldDefinition[]>,
): Resolved[] {
  return fields
    .filter((field) => inRange(field.versions ?? field.taggedVersions, version))
    .map((field) => {
      expect(KNOWN_ATTRIBUTES, field.name).toEqual(expect.arrayContaining(Object.keys(field)));
      const element = field.type.replace(/^\[\]/, '');
      const isArray = element !== field.type;
      const children = field.fields ?? structs.get(element);
      const elementKind = children === undefined ? element : 'struct';
      return {
        name: `${field.name.charAt(0).toLowerCase()}${field.name.slice(1)}`,
        type: isArray ? `[]${elementKind}` : elementKind,
        nullable: inRange(field.nullableVersions, version),
        tag: inRange(field.taggedVersions, version) ? (field.tag ?? null) : null,
        default: defaultOf(field, isArray ? 'array' : elementKind),
        ...(children === undefined ? {} : { fields: resolveDefinition(children, version, structs) }),
      };
    });
}

function resolveSchema(fields: Fields, version: number): Resolved[] {
  return Object.entries(fields)
    .filter(([, { options }]) => includesVersion(options.versions ?? null, version))
    .map(([name, { shape, options }]) => {
      const element = shape.kind === 'array' ? shape.element.shape : shape;
      return {
        name,
        type: shape.kind === 'array' ? `[]${element.kind}` : element.kind,
        nullable: options.nullable !== undefined && includesVersion(options.nullable, version),
        tag: options.tagged !== undefined && includesVersion(options.tagged, version) ? (options.tag ?? null) : null,
        default: options.default === undefined ? IMPLICIT[shape.kind] : options.default,
        ...(element.kind === 'struct' ? { fields: resolveSchema(element.fields, version) } : {}),
      };
    });
}

function topFields(field: AnyField): Fields {
  if (field.shape.kind !== 'struct') throw new Error('a message is a struct');
  return field.shape.fields;
}

/** A schema of ours with the versions that it says it is good for. */
export interface VersionedSchema {
  readonly schema: AnyField;
  readonly versions: readonly [min: number, max: number];
  readonly flexibleFrom: number;
}

/** Fails on any difference between a schema and a definition in the versions that both have; answers how many those are. */
export function compareSchema(ours: VersionedSchema, definition: MessageDefinition): number {
  const structs = new Map((definition.commonStructs ?? []).map(({ name, fields }) => [name, fields]));
  const [min, max] = ours.versions;
  let compared = 0;
  for (let version = min; version <= max; version++) {
    if (!inRange(definition.validVersions, version)) continue;
    const where = `${definition.name} v${version}`;
    expect(version >= ours.flexibleFrom, `${where} flexible`).toBe(inRange(definition.flexibleVersions, version));
    expect(resolveSchema(topFields(ours.schema), version), where).toEqual(
      resolveDefinition(definition.fields, version, structs),
    );
    compared++;
  }
  return compared;
}

/**
 * An older definition with the tagged fields that the newest has more: those may come into a version that is already out,
 * since whoever does not know a tag skips it.
 */
export function withLaterTaggedFields(older: MessageDefinition, newest: MessageDefinition): MessageDefinition {
  const structs = newest.commonStructs ?? [];
  return {
    ...older,
    fields: withTagged(older.fields, newest.fields),
    commonStructs: structs.map((struct) => {
      const known = older.commonStructs?.find(({ name }) => name === struct.name);
      return known === undefined ? struct : { ...known, fields: withTagged(known.fields, struct.fields) };
    }),
  };
}

function withTagged(older: readonly FieldDefinition[], newest: readonly FieldDefinition[]): readonly FieldDefinition[] {
  const names = new Set(older.map(({ name }) => name));
  return [...older, ...newest.filter(({ name, taggedVersions }) => taggedVersions !== undefined && !names.has(name))];
}
