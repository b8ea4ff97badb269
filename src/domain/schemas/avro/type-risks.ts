import { logicalName } from './describe.ts';
import { missingSymbols } from './explain.ts';
import { promotes } from './match.ts';
import type { AvroType, AvroUnion, LogicalType } from './model.ts';
import { changedProperties } from './properties.ts';
import { type Risk, SPECIFICATION, type TypePair } from './risk.ts';

/** What the registry passes over when it compares two types. */
export const TYPE_RISKS: readonly ((pair: TypePair) => readonly Risk[])[] = [
  logicalTypeChanged,
  decimalChanged,
  logicalTypeIgnored,
  precisionLost,
  namespaceChanged,
  enumSymbolsAdded,
  enumDefaultHides,
  promotedBranch,
  aliasNeverMatches,
  propertiesChanged,
];

const UNCOMPARED = 'https://issues.apache.org/jira/browse/AVRO-2078';

const logicalOf = (type: AvroType): LogicalType | null => ('logical' in type ? type.logical : null);

function logicalTypeChanged({ older, newer }: TypePair): Risk[] {
  const before = logicalOf(older);
  const after = logicalOf(newer);
  const readable = older.kind === newer.kind || promotes(newer, older) || promotes(older, newer);
  if (!readable || before?.name === after?.name) return [];
  const named = (type: AvroType, logical: LogicalType | null) => (logical === null ? type.kind : logicalName(logical));
  return [
    {
      id: 'AVRO-LOGICAL-TYPE-CHANGED',
      message: `${named(older, before)} becomes ${named(newer, after)}: the registry compares ${older.kind} with ${newer.kind} and not what the values stand for.`,
      breaks:
        'Readers of either schema take the values of the other for their own: wrong dates, times or numbers, and mostly no error.',
      source: UNCOMPARED,
    },
  ];
}

function decimalChanged({ older, newer }: TypePair): Risk[] {
  const before = logicalOf(older)?.decimal;
  const after = logicalOf(newer)?.decimal;
  if (before === undefined || before === null || after === undefined || after === null) return [];
  const risks: Risk[] = [];
  if (before.scale !== after.scale)
    risks.push({
      id: 'AVRO-DECIMAL-SCALE-CHANGED',
      message: `The decimal had ${before.scale} digits after the point and has ${after.scale}: the bytes hold the digits without the point.`,
      breaks: `Readers of either schema get values of the other wrong by 10^${Math.abs(before.scale - after.scale)}, without an error.`,
      source: UNCOMPARED,
    });
  if (before.precision !== after.precision)
    risks.push({
      id: 'AVRO-DECIMAL-PRECISION-CHANGED',
      message: `The decimal had ${before.precision} digits and has ${after.precision}.`,
      breaks: `Readers of the schema with ${Math.min(before.precision, after.precision)} digits meet longer values: columns and checks made for it overflow.`,
      source: UNCOMPARED,
    });
  return risks;
}

/** Avro ignores a logical type on a type that it does not fit. */
function logicalTypeIgnored({ older, newer }: TypePair): Risk[] {
  const ignored = (type: AvroType) => 'logical' in type && type.logical === null && type.properties.has('logicalType');
  if (!ignored(newer) || ignored(older)) return [];
  return [
    {
      id: 'AVRO-LOGICAL-TYPE-IGNORED',
      message: `The logicalType written on this ${newer.kind} does not fit it, so Avro reads a plain ${newer.kind}.`,
      breaks: 'Everybody who expects the logical type.',
      source: `${SPECIFICATION}#logical-types`,
    },
  ];
}

/** Whole numbers beyond which a float or double skips some. Source: IEEE 754, 24 and 53 bits of significand. */
const EXACT_UP_TO = { float: '2^24', double: '2^53' } as const;

function precisionLost({ older, newer }: TypePair): Risk[] {
  const lossy = (reader: AvroType, writer: AvroType) =>
    (reader.kind === 'float' && (writer.kind === 'int' || writer.kind === 'long')) ||
    (reader.kind === 'double' && writer.kind === 'long');
  const [reader, writer, whose] = lossy(newer, older) ? [newer, older, 'newer'] : [older, newer, 'older'];
  if (!lossy(reader, writer) || (reader.kind !== 'float' && reader.kind !== 'double')) return [];
  return [
    {
      id: 'AVRO-PRECISION-LOST',
      message: `A ${writer.kind} is read as ${reader.kind}, which holds whole numbers exactly up to ${EXACT_UP_TO[reader.kind]} only.`,
      breaks: `Readers of the ${whose} schema get large numbers, such as ids, rounded.`,
      source: `${SPECIFICATION}#schema-resolution`,
    },
  ];
}

function namespaceChanged({ older, newer, inUnion }: TypePair): Risk[] {
  if (!('name' in older) || !('name' in newer) || older.kind !== newer.kind) return [];
  if (older.name.full === newer.name.full || older.name.simple !== newer.name.simple) return [];
  const change = `${older.name.full} becomes ${newer.name.full}: the registry compares names without namespace.`;
  const risks: Risk[] = [
    {
      id: 'AVRO-NAMESPACE-CHANGED',
      message: change,
      breaks: `Clients that compare full names, such as avsc, refuse data of the other schema, unless it is the newer that reads and has the alias ${older.name.full}; classes that Java generates change their package.`,
      source: 'https://github.com/mtth/avsc/issues/361',
    },
  ];
  if (inUnion && newer.kind !== 'record')
    risks.push({
      id: 'AVRO-NAMESPACE-CHANGED-IN-UNION',
      message: `${change} Inside a union the Java reader goes by the full name of an ${newer.kind === 'enum' ? 'enum' : 'fixed'}, unless both unions have the same branches in the same order.`,
      breaks: `Java readers of either schema fail with "Found ${older.name.full}, expecting union" or the reverse; an alias ${older.name.full} helps those of the newer one.`,
      source: 'Apache Avro 1.12.1, org.apache.avro.Resolver, firstMatchingBranch',
    });
  return risks;
}

function enumSymbolsAdded({ older, newer }: TypePair): Risk[] {
  if (older.kind !== 'enum' || newer.kind !== 'enum' || older.default !== null) return [];
  const added = missingSymbols(older, newer);
  if (added.length === 0) return [];
  return [
    {
      id: 'AVRO-ENUM-SYMBOLS-ADDED',
      message: `${newer.name.full} gets ${added.slice(0, 10).join(', ')}, and its older schema has no default symbol to fall back on.`,
      breaks: 'Consumers that still have the older schema fail on the first record with such a symbol.',
      source: 'https://github.com/confluentinc/schema-registry/issues/880',
    },
  ];
}

function enumDefaultHides({ older, newer }: TypePair): Risk[] {
  if (older.kind !== 'enum' || newer.kind !== 'enum') return [];
  const risk = (symbols: readonly string[], preset: string, readers: string): Risk => ({
    id: 'AVRO-ENUM-DEFAULT-HIDES',
    message: `Readers of the ${readers} schema take ${symbols.slice(0, 10).join(', ')} of ${newer.name.full} for ${preset}, its default, so the registry calls it compatible.`,
    breaks: `Consumers with the ${readers} schema: they see ${preset} where something else was written, without an error.`,
    source: `${SPECIFICATION}#enums`,
  });
  const removed = missingSymbols(newer, older);
  const added = missingSymbols(older, newer);
  return [
    ...(newer.default !== null && removed.length > 0 ? [risk(removed, newer.default, 'newer')] : []),
    ...(older.default !== null && added.length > 0 ? [risk(added, older.default, 'older')] : []),
  ];
}

/** A number that no branch has as it is goes to the first branch that can hold it, in the order of the union. */
function promotedBranch({ older, newer }: TypePair): Risk[] {
  const told = (union: AvroUnion, other: AvroType, readers: string) =>
    (other.kind === 'union' ? other.branches : [other]).flatMap((written): Risk[] => {
      if (union.branches.some(({ kind }) => kind === written.kind)) return [];
      const [first, ...more] = union.branches.filter((branch) => promotes(branch, written));
      if (first === undefined || more.length === 0) return [];
      return [
        {
          id: 'AVRO-UNION-PROMOTES-TO-FIRST',
          message: `Readers of the ${readers} schema get ${written.kind} as ${first.kind}, the first branch that can hold it, and not as ${more.map(({ kind }) => kind).join(' or ')}.`,
          breaks: `Consumers with the ${readers} schema that tell the branches apart.`,
          source: `${SPECIFICATION}#schema-resolution`,
        },
      ];
    });
  return [
    ...(newer.kind === 'union' ? told(newer, older, 'newer') : []),
    ...(older.kind === 'union' ? told(older, newer, 'older') : []),
  ];
}

function aliasNeverMatches({ older, newer }: TypePair): Risk[] {
  if (!('name' in newer)) return [];
  const known = 'name' in older ? older.aliases : [];
  const lost = newer.aliases.filter((alias) => alias.startsWith('.') && !known.includes(alias));
  return lost.map((alias) => ({
    id: 'AVRO-ALIAS-NEVER-MATCHES',
    message: `The alias ${alias} of ${newer.name.full} is meant for a type without namespace and matches nothing, since the new name has one.`,
    breaks: 'Consumers that count on the alias: the renamed type stays another one.',
    source: 'Apache Avro 1.12.1, org.apache.avro.Schema, NamedSchema.getAliases',
  }));
}

function propertiesChanged({ older, newer }: TypePair): Risk[] {
  if (older.kind === 'union' || newer.kind === 'union' || older.kind !== newer.kind) return [];
  return changedProperties(older.properties, newer.properties);
}
