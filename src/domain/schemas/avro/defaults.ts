import { type Reading, refusal } from './attributes.ts';
import { integerOf, type JsonNode } from './json.ts';
import type { AvroField, AvroName, AvroRecord, AvroType } from './model.ts';
import { Refusal } from './refusal.ts';

/** Throws a Refusal when the default of a field is not one. */
export function checkDefault(reading: Reading, { name, type, default: value }: AvroField, owner: AvroName): void {
  if (value === null) return;
  const where = `field ${name} of ${owner.full}`;
  if ((type.kind === 'float' || type.kind === 'double') && value.kind === 'text') {
    if (isDouble(value.value)) return;
    throw refusal(reading, value, 'a number', `The default of ${where} is not a number.`);
  }
  if (!reading.strict) return;
  switch (defaultFit(type, value, owner.full)) {
    case 'fits':
      return;
    case 'does not fit':
      throw refusal(reading, value, `a value of type ${type.kind}`, `The default of ${where} is not of its type.`);
    case 'needs itself':
      throw refusal(reading, value, 'another value', `The default of ${where} is a ${owner.full} itself.`);
    case 'endless': {
      const message = `The default of ${where} goes on through the defaults of other fields without end.`;
      throw new Refusal('limit', reading.text, value.at, 'a shorter default', message);
    }
  }
}

/**
 * `endless`: the value lacks fields whose own defaults lack fields, and so on, beyond the limits below. `needs itself`: the value
 * is one of the record that the field belongs to; Avro 1.12.1 fails there, for that record is not complete yet.
 */
export type DefaultFit = 'fits' | 'does not fit' | 'endless' | 'needs itself';

/** Values within values. Nobody writes that many; records whose default leads back to themselves go on for ever. */
const MAX_DEPTH = 500;
/** Values in all: defaults of defaults can double with every record. */
const MAX_VALUES = 200_000;

/**
 * Whether a JSON value may be the default of a field of that type. A union takes a value of any branch. Sources: Avro
 * specification, "Complex Types, Records"; Avro 1.12.1, Schema.isValidDefault (AVRO-3649 for unions).
 */
export function defaultFit(type: AvroType, value: JsonNode, owner: string): DefaultFit {
  let trouble: 'endless' | 'needs itself' | null = null;
  let values = 0;
  const fits = (of: AvroType, node: JsonNode, depth: number): boolean => {
    values += 1;
    if (depth > MAX_DEPTH || values > MAX_VALUES) trouble = 'endless';
    if (trouble !== null) return false;
    switch (of.kind) {
      case 'null':
        return node.kind === 'word' && node.value === null;
      case 'boolean':
        return node.kind === 'word' && node.value !== null;
      case 'int':
        return withinBits(node, 32);
      case 'long':
        return withinBits(node, 64);
      case 'float':
      case 'double':
        return node.kind === 'number';
      case 'string':
      case 'bytes':
      case 'enum':
      case 'fixed':
        return node.kind === 'text';
      case 'array':
        return node.kind === 'array' && node.items.every((item) => fits(of.items, item, depth + 1));
      case 'map':
        return node.kind === 'object' && [...node.members.values()].every((item) => fits(of.values, item, depth + 1));
      case 'union':
        return of.branches.some((branch) => fits(branch, node, depth + 1));
      case 'record':
        if (node.kind !== 'object') return false;
        if (of.name.full === owner) trouble = 'needs itself';
        return trouble === null && fieldsFit(of, node.members, depth);
    }
  };
  const fieldsFit = (record: AvroRecord, members: ReadonlyMap<string, JsonNode>, depth: number): boolean =>
    record.fields.every((field) => {
      const given = members.get(field.name) ?? field.default;
      return given !== null && fits(field.type, given, depth + 1);
    });
  const fit = fits(type, value, 0);
  return trouble ?? (fit ? 'fits' : 'does not fit');
}

function withinBits(node: JsonNode, bits: number): boolean {
  const value = integerOf(node);
  return value !== null && BigInt.asIntN(bits, value) === value;
}

/** Avro reads a string for the default of a float or double: "NaN", "1e3". Source: Double.parseDouble. */
const isDouble = (text: string): boolean =>
  /^[\s\0]*[+-]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fFdD]?)[\s\0]*$/.test(text);
