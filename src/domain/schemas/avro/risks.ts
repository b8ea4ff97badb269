import type { SchemaRisk } from '../checker.ts';
import { FIELD_RISKS } from './field-risks.ts';
import { promotes, writerFields } from './match.ts';
import type { AvroNamed, AvroSchema, AvroType } from './model.ts';
import { type Place, pathOf, ROOT, stepIntoField, stepTo } from './place.ts';
import type { FieldPair, Risk, TypePair } from './risk.ts';
import { TYPE_RISKS } from './type-risks.ts';

/** Pairs of types that are looked at, and risks that are told: enough for any schema that people wrote. */
const MAX_PAIRS = 50_000;
const MAX_RISKS = 1000;

type Placed<T> = T & { readonly place: Place };

/**
 * What the registry accepts when one schema follows another and what still breaks somebody. Paths are those of the newer
 * schema. The two are walked side by side as a reader does it: fields by name and alias, branches of unions by name and type.
 */
export function avroRisks(older: AvroSchema, newer: AvroSchema): readonly SchemaRisk[] {
  const risks: SchemaRisk[] = [];
  const reworded: Place[] = [];
  const seen = new Map<AvroType, Set<AvroType>>();
  const left: Placed<TypePair>[] = [{ older: older.root, newer: newer.root, inUnion: false, place: ROOT }];
  for (let pairs = 0; pairs < MAX_PAIRS && risks.length < MAX_RISKS; pairs++) {
    const pair = left.pop();
    if (pair === undefined) break;
    const met = seen.get(pair.newer) ?? new Set();
    if (met.has(pair.older)) continue;
    seen.set(pair.newer, met.add(pair.older));
    const fields = fieldsOf(pair);
    for (const rule of TYPE_RISKS) risks.push(...rule(pair).map(at(pair.place)));
    for (const field of fields) for (const rule of FIELD_RISKS) risks.push(...rule(field).map(at(field.place)));
    reworded.push(...[pair, ...fields].filter(isReworded).map(({ place }) => place));
    left.push(...[...inside(pair), ...typesOf(fields)].reverse());
  }
  const [first] = reworded;
  return [...risks.slice(0, MAX_RISKS), ...(first === undefined ? [] : [rewording(first, reworded.length)])];
}

const at =
  (place: Place) =>
  (risk: Risk): SchemaRisk => ({ ...risk, path: pathOf(place) });

/** The fields of two records, as far as the newer one has them. */
function fieldsOf({ older, newer, place }: Placed<TypePair>): Placed<FieldPair>[] {
  if (older.kind !== 'record' || newer.kind !== 'record') return [];
  return newer.fields.map((field, index) => {
    const [before = null] = writerFields(older, field);
    return {
      older: before,
      newer: field,
      record: newer,
      place: stepIntoField(place, newer, index, field, before === null),
    };
  });
}

const typesOf = (fields: readonly Placed<FieldPair>[]): Placed<TypePair>[] =>
  fields.flatMap(({ older, newer, place }) =>
    older === null ? [] : [{ older: older.type, newer: newer.type, inUnion: false, place: stepTo(place, 'type') }],
  );

/** The types that two types other than records hold. */
function inside({ older, newer, place }: Placed<TypePair>): Placed<TypePair>[] {
  if (older.kind === 'array' && newer.kind === 'array')
    return [{ older: older.items, newer: newer.items, inUnion: false, place: stepTo(place, 'items') }];
  if (older.kind === 'map' && newer.kind === 'map')
    return [{ older: older.values, newer: newer.values, inUnion: false, place: stepTo(place, 'values') }];
  if (older.kind !== 'union' && newer.kind !== 'union') return [];
  const find = counterparts(older.kind === 'union' ? older.branches : [older]);
  const after = newer.kind === 'union' ? newer.branches : [newer];
  return after.flatMap((branch, index) => {
    const counterpart = find(branch);
    const step = newer.kind === 'union' ? stepTo(place, String(index)) : place;
    return counterpart === undefined ? [] : [{ older: counterpart, newer: branch, inUnion: true, place: step }];
  });
}

/** The older type that a newer branch goes on with: one of its name or kind before one that it can only read. */
function counterparts(older: readonly AvroType[]): (newer: AvroType) => AvroType | undefined {
  const byKind = new Map(older.map((one) => [one.kind, one]));
  const byName = new Map<string, AvroType>();
  const keysOf = (type: AvroNamed) => [`${type.kind} ${type.name.full}`, `${type.kind} .${type.name.simple}`];
  for (const one of older) if ('name' in one) for (const key of keysOf(one)) if (!byName.has(key)) byName.set(key, one);
  return (newer) => {
    if (!('name' in newer)) return byKind.get(newer.kind) ?? older.find((one) => promotes(newer, one));
    const [full = '', simple = ''] = keysOf(newer);
    const renamed = newer.aliases.map((alias) => byName.get(`${newer.kind} ${alias}`));
    return byName.get(full) ?? byName.get(simple) ?? renamed.find((one) => one !== undefined);
  };
}

function isReworded({ older, newer }: TypePair | FieldPair): boolean {
  return older !== null && 'doc' in older && 'doc' in newer && older.doc !== newer.doc;
}

const rewording = (first: Place, places: number): SchemaRisk => ({
  id: 'AVRO-DOC-CHANGED',
  path: pathOf(first),
  message: `Documentation changed in ${places === 1 ? 'one place' : `${places} places, here first`}: no reader sees it, and the registry takes the text for a new version with an id of its own.`,
  breaks: 'Nothing. Producers that look their schema up by its text have to use the new one.',
  source: 'Confluent Schema Registry client, io.confluent.kafka.schemaregistry.avro.AvroSchema, equals',
});
