import { integerOf } from './json.ts';
import type { LogicalType, PrimitiveKind, Properties } from './model.ts';

/** The types that each logical type of the specification may stand on. Source: Avro specification, "Logical Types". */
const STANDS_ON: Readonly<Record<string, readonly (PrimitiveKind | 'fixed')[]>> = {
  decimal: ['bytes', 'fixed'],
  'big-decimal': ['bytes'],
  uuid: ['string', 'fixed'],
  date: ['int'],
  'time-millis': ['int'],
  'time-micros': ['long'],
  'timestamp-millis': ['long'],
  'timestamp-micros': ['long'],
  'timestamp-nanos': ['long'],
  'local-timestamp-millis': ['long'],
  'local-timestamp-micros': ['long'],
  'local-timestamp-nanos': ['long'],
  duration: ['fixed'],
};

/** Bytes that the fixed type below a logical type must have. */
const FIXED_SIZES: Readonly<Record<string, number>> = { uuid: 16, duration: 12 };

/**
 * The logical type that a reader will apply; null where there is none and where Avro ignores it, as the specification demands
 * for one that does not fit its type. Names that the specification does not know are kept: somebody wrote them for a reader.
 */
export function logicalType(
  kind: PrimitiveKind | 'fixed',
  size: number | null,
  properties: Properties,
): LogicalType | null {
  const node = properties.get('logicalType');
  if (node?.kind !== 'text') return null;
  const name = node.value;
  const allowed = Object.hasOwn(STANDS_ON, name) ? STANDS_ON[name] : undefined;
  if (allowed !== undefined && !allowed.includes(kind)) return null;
  if (size !== null && Object.hasOwn(FIXED_SIZES, name) && FIXED_SIZES[name] !== size) return null;
  if (name !== 'decimal') return { name, decimal: null };
  const decimal = decimalOf(size, properties);
  return decimal === null ? null : { name, decimal };
}

function decimalOf(size: number | null, properties: Properties): LogicalType['decimal'] {
  const precision = wholeNumber(properties, 'precision');
  const scale = properties.has('scale') ? wholeNumber(properties, 'scale') : 0;
  if (precision === null || scale === null || precision < 1 || scale < 0 || scale > precision) return null;
  // A fixed of n bytes holds a signed number of 8n - 1 bits.
  const most = size === null ? Number.POSITIVE_INFINITY : Math.floor((8 * size - 1) * Math.log10(2));
  return precision > most ? null : { precision, scale };
}

function wholeNumber(properties: Properties, name: string): number | null {
  const node = properties.get(name);
  const value = node === undefined ? null : integerOf(node);
  return value === null ? null : Number(value);
}
