import { defaultFit } from './defaults.ts';
import { type JsonNode, sameJson, writeJson } from './json.ts';
import type { AvroField } from './model.ts';
import { changedProperties } from './properties.ts';
import { type FieldPair, type Risk, SPECIFICATION } from './risk.ts';

/** What the registry passes over when it compares two fields. */
export const FIELD_RISKS: readonly ((pair: FieldPair) => readonly Risk[])[] = [
  renameOneWay,
  aliasDropped,
  aliasIsField,
  defaultChanged,
  unionDefaultNotFirst,
  logicalTypeMisplaced,
  sortOrderChanged,
  ({ older, newer }) => (older === null ? [] : changedProperties(older.properties, newer.properties)),
];

function renameOneWay({ older, newer, record }: FieldPair): Risk[] {
  if (older === null || older.name === newer.name || record.fieldsByName.has(older.name)) return [];
  const alias = `Field ${older.name} is now ${newer.name}; the alias helps readers of the newer schema only.`;
  return [
    older.default === null
      ? {
          id: 'AVRO-RENAME-ONE-WAY',
          message: `${alias} Those of the older one need ${older.name} and do not find it.`,
          breaks: 'Consumers that still have the older schema fail on every new record.',
          source: `${SPECIFICATION}#aliases`,
        }
      : {
          id: 'AVRO-RENAME-LOSES-VALUE',
          message: `${alias} Those of the older one read its default ${shortJson(older.default)} instead, and the registry calls that compatible.`,
          breaks:
            'Consumers that still have the older schema: the value is gone from every new record, without an error.',
          source: `${SPECIFICATION}#aliases`,
        },
  ];
}

function aliasDropped({ older, newer }: FieldPair): Risk[] {
  const dropped = older?.aliases.filter((alias) => alias !== newer.name && !newer.aliases.includes(alias)) ?? [];
  if (dropped.length === 0) return [];
  return [
    {
      id: 'AVRO-ALIAS-DROPPED',
      message: `Field ${newer.name} no longer has the alias ${dropped.join(', ')}.`,
      breaks: 'Readers of the newer schema do not find the value in data that was written under that name.',
      source: `${SPECIFICATION}#aliases`,
    },
  ];
}

function aliasIsField({ newer, record }: FieldPair): Risk[] {
  const clash = newer.aliases.find((alias) => alias !== newer.name && record.fieldsByName.has(alias));
  if (clash === undefined) return [];
  return [
    {
      id: 'AVRO-ALIAS-IS-A-FIELD',
      message: `Field ${newer.name} has the alias ${clash}, and ${record.name.full} has a field of that name too.`,
      breaks:
        'Every later version that keeps the alias: Avro refuses to compare it with this one ("matches multiple fields"), so the registry refuses it.',
      source: 'Apache Avro 1.12.1, org.apache.avro.SchemaCompatibility, lookupWriterField',
    },
  ];
}

function defaultChanged({ older, newer }: FieldPair): Risk[] {
  if (older === null || older.default === null || newer.default === null) return [];
  if (sameJson(older.default, newer.default)) return [];
  return [
    {
      id: 'AVRO-DEFAULT-CHANGED',
      message: `The default of field ${newer.name} was ${shortJson(older.default)} and is ${shortJson(newer.default)}.`,
      breaks: 'Old records without the field read differently than before, depending on the schema of the consumer.',
      source: `${SPECIFICATION}#schema-record`,
    },
  ];
}

/** Before AVRO-3649 (1.12.0) the default of a union had to be of its first branch. */
function unionDefaultNotFirst({ older, newer, record }: FieldPair): Risk[] {
  const strange = ({ type, default: preset }: AvroField): boolean => {
    const first = type.kind === 'union' ? type.branches[0] : undefined;
    return first !== undefined && preset !== null && defaultFit(first, preset, record.name.full) !== 'fits';
  };
  if (!strange(newer) || (older !== null && strange(older))) return [];
  return [
    {
      id: 'AVRO-UNION-DEFAULT-NOT-FIRST',
      message: `The default of field ${newer.name} is not of the first branch of its union.`,
      breaks: 'Clients on Avro before 1.12 and others, such as avsc, refuse the whole schema. Put that branch first.',
      source: 'https://issues.apache.org/jira/browse/AVRO-3649',
    },
  ];
}

function logicalTypeMisplaced({ older, newer }: FieldPair): Risk[] {
  if (!newer.properties.has('logicalType') || older?.properties.has('logicalType') === true) return [];
  return [
    {
      id: 'AVRO-LOGICAL-TYPE-IGNORED',
      message: `The logicalType of field ${newer.name} stands beside its type; Avro reads it only inside the type.`,
      breaks: 'Everybody who expects the logical type.',
      source: 'Apache Avro 1.12.1, org.apache.avro.Schema, which logs "Ignored the … logicalType property"',
    },
  ];
}

function sortOrderChanged({ older, newer }: FieldPair): Risk[] {
  if (older === null || older.order === newer.order) return [];
  return [
    {
      id: 'AVRO-SORT-ORDER-CHANGED',
      message: `Field ${newer.name} was sorted ${older.order} and is ${newer.order}.`,
      breaks: 'Programs that sort or compare records by Avro order.',
      source: `${SPECIFICATION}#sort-order`,
    },
  ];
}

const MAX_SHOWN = 60;

function shortJson(node: JsonNode): string {
  const text = writeJson(node);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text;
}
