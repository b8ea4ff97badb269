import type { AvroField, AvroType, LogicalType } from './model.ts';

/** A piece of schema text is cut after so many characters: it says which type is meant, the schema itself says the rest. */
const MAX_PIECE = 300;

/** A type in a few words: `int (date)`, `array of string`, `enum com.acme.Colour`. */
export function inWords(type: AvroType): string {
  switch (type.kind) {
    case 'array':
      return `array of ${shortName(type.items)}`;
    case 'map':
      return `map of ${shortName(type.values)}`;
    case 'union':
      return cut(`union of ${type.branches.length === 0 ? 'nothing' : names(type.branches).join(', ')}`);
    case 'record':
    case 'enum':
      return `${type.kind} ${type.name.full}`;
    case 'fixed':
      return `fixed ${type.name.full} of ${type.size} bytes${logicalInWords(type.logical)}`;
    default:
      return `${type.kind}${logicalInWords(type.logical)}`;
  }
}

/** ` (date)`, ` (decimal(9,2))` or nothing. */
const logicalInWords = (logical: LogicalType | null): string => (logical === null ? '' : ` (${logicalName(logical)})`);

export const logicalName = ({ name, decimal }: LogicalType): string =>
  decimal === null ? name : `${name}(${decimal.precision},${decimal.scale})`;

/** Branches that a union has, as far as they fit into a piece. */
const names = (branches: readonly AvroType[]): string[] => branches.slice(0, MAX_PIECE).map(shortName);

const shortName = (type: AvroType): string => ('name' in type ? type.name.full : type.kind);

/** The schema text of a type, compact: types with names inside it are only named, and a record is told by its name. */
export function pieceOf(type: AvroType): string {
  return cut(JSON.stringify(outline(type)));
}

/** The schema text of a field, compact. */
export const fieldPiece = ({ name, type }: AvroField): string => cut(JSON.stringify({ name, type: inside(type) }));

function outline(type: AvroType): unknown {
  switch (type.kind) {
    case 'array':
      return { type: 'array', items: inside(type.items) };
    case 'map':
      return { type: 'map', values: inside(type.values) };
    case 'union':
      return type.branches.slice(0, MAX_PIECE).map(inside);
    case 'record':
      return { type: 'record', name: type.name.full };
    case 'enum':
      return {
        type: 'enum',
        name: type.name.full,
        symbols: type.symbols.slice(0, MAX_PIECE),
        ...(type.default === null ? {} : { default: type.default }),
      };
    case 'fixed':
      return { type: 'fixed', name: type.name.full, size: type.size, ...logicalOutline(type.logical) };
    default:
      return type.logical === null ? type.kind : { type: type.kind, ...logicalOutline(type.logical) };
  }
}

const inside = (type: AvroType): unknown => ('name' in type ? type.name.full : outline(type));

const logicalOutline = (logical: LogicalType | null): object =>
  logical === null ? {} : { logicalType: logical.name, ...logical.decimal };

const cut = (text: string): string => (text.length > MAX_PIECE ? `${text.slice(0, MAX_PIECE - 1)}…` : text);
