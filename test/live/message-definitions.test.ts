import { expect, it } from 'vitest';
import { type Api, isFlexible } from '../../src/kafka/protocol/api.ts';
import { apis } from '../../src/kafka/protocol/apis/index.ts';
import { ZERO_UUID } from '../../src/kafka/protocol/codec/scalars.ts';
import type { AnyField, Fields } from '../../src/kafka/protocol/codec/schema.ts';
import { includesVersion } from '../../src/kafka/protocol/codec/versions.ts';
import { type FieldDefinition, type MessageDefinition, messageDefinitions } from '../support/kafka-jars.ts';
import { describeLive } from '../support/live.ts';

const NEWEST = '4.4.0';
const RELEASES = ['3.0.2', '3.9.2', '4.3.1', NEWEST];

/** APIs that stop below the newest version on purpose; their files say why. */
const STOPS_AT: Readonly<Record<string, number>> = { Fetch: 12 };

/** What was added to versions that were already out: defaults, which are not on the wire, and tagged fields. */
const ADDED_LATER = [
  { before: '3.0.2', message: 'FetchRequest', field: 'ReplicaId', what: 'default' },
  { before: '3.0.2', message: 'ApiVersionsResponse', field: 'ZkMigrationReady', what: 'tagged field' },
] as const;

/** The definition of an older release with what was added to the same versions later, as the newest release has it. */
function withLaterAdditions(release: string, definition: MessageDefinition): MessageDefinition {
  let fields = definition.fields;
  for (const { before, message, field: name, what } of ADDED_LATER) {
    if (before !== release || message !== definition.name) continue;
    const newest = messageDefinitions(NEWEST)
      .get(message)
      ?.fields.find((field) => field.name === name);
    if (newest?.default === undefined) throw new Error(`${message} ${name} has no default in ${NEWEST}`);
    const addition = newest.default;
    if (what === 'default') {
      expect(fields.find((field) => field.name === name)).not.toHaveProperty('default');
      fields = fields.map((field) => (field.name === name ? { ...field, default: addition } : field));
    } else {
      expect(fields.map((field) => field.name)).not.toContain(name);
      expect(newest.taggedVersions).toBe(newest.versions);
      fields = [...fields, newest];
    }
  }
  return { ...definition, fields };
}

/** One field as it is in one version, said the same way for a schema and for a definition. */
interface Resolved {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly tag: number | null;
  readonly default: unknown;
  readonly fields?: readonly Resolved[];
}

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
  int32: 0,
  int64: 0n,
  string: '',
  uuid: ZERO_UUID,
  bytes: 'no bytes',
  records: null,
  array: 'no elements',
  struct: 'of its fields',
};

function defaultOf({ default: given, type }: FieldDefinition, kind: string): unknown {
  if (given === undefined) return IMPLICIT[kind];
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
  ...['about', 'ignorable', 'mapKey', 'entityType'],
];

function resolveDefinition(
  fields: readonly FieldDefinition[],
  version: number,
  structs: ReadonlyMap<string, readonly FieldDefinition[]>,
): Resolved[] {
  return fields
    .filter((field) => inRange(field.versions, version))
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

/** Every difference between our schemas and a definition, in the versions that both have; and how many those are. */
function compare(api: Api, direction: 'request' | 'response', definition: MessageDefinition): number {
  const structs = new Map((definition.commonStructs ?? []).map(({ name, fields }) => [name, fields]));
  const [min, max] = api.versions;
  let compared = 0;
  for (let version = min; version <= max; version++) {
    if (!inRange(definition.validVersions, version)) continue;
    const where = `${definition.name} v${version}`;
    expect(definition.apiKey, where).toBe(api.key);
    expect(isFlexible(api, version), `${where} flexible`).toBe(inRange(definition.flexibleVersions, version));
    const ours = resolveSchema(topFields(api[direction]), version);
    expect(ours, where).toEqual(resolveDefinition(definition.fields, version, structs));
    compared++;
  }
  return compared;
}

describeLive("schemas against Apache Kafka's message definitions", ['java', 'maven'], () => {
  it.each(RELEASES)('are those of kafka-clients %s, version by version', (release) => {
    const definitions = messageDefinitions(release);
    const compared = apis.map((api) => {
      const request = definitions.get(`${api.name}Request`);
      const response = definitions.get(`${api.name}Response`);
      if (request === undefined || response === undefined) return 0;
      return (
        compare(api, 'request', withLaterAdditions(release, request)) +
        compare(api, 'response', withLaterAdditions(release, response))
      );
    });
    const total = compared.reduce((sum, count) => sum + count, 0);
    expect(total).toBeGreaterThan(release === NEWEST ? 130 : 80);
  });

  it.each(apis.map((api) => [api.name, api] as const))(
    'of %s cover every version of the newest release',
    (name, api) => {
      const definition = messageDefinitions(NEWEST).get(`${name}Request`);
      const [min, max = min] = (definition?.validVersions ?? '').split('-').map(Number);
      expect(api.versions).toEqual([min, STOPS_AT[name] ?? max]);
    },
  );

  it('have the header of a request that the definitions have', () => {
    const header = messageDefinitions(NEWEST).get('RequestHeader');
    expect(
      header?.fields.map(({ name, type, versions, flexibleVersions }) => [name, type, versions, flexibleVersions]),
    ).toEqual([
      ['RequestApiKey', 'int16', '0+', undefined],
      ['RequestApiVersion', 'int16', '0+', undefined],
      ['CorrelationId', 'int32', '0+', undefined],
      ['ClientId', 'string', '1+', 'none'],
    ]);
    expect(header?.flexibleVersions).toBe('2+');
  });

  it('have the header of a response that the definitions have', () => {
    const header = messageDefinitions(NEWEST).get('ResponseHeader');
    expect(header?.fields.map(({ name, type, versions }) => [name, type, versions])).toEqual([
      ['CorrelationId', 'int32', '0+'],
    ]);
    expect(header?.flexibleVersions).toBe('1+');
  });
});
