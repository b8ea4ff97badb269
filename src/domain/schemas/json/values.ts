import { type Comparison, type Difference, onlyDifferences, SAME } from './differences.ts';
import { createIdentity } from './json-value.ts';
import type { ConstNode, EnumNode, NotNode } from './schema.ts';

/** A reader has to know every value of the writer; it may know more. */
export function compareEnums(writer: EnumNode, reader: EnumNode): Comparison {
  const identify = createIdentity();
  const written = new Set(writer.values.map(identify));
  const read = new Set(reader.values.map(identify));
  const among = (values: ReadonlySet<number>, others: ReadonlySet<number>) =>
    [...values].every((value) => others.has(value));
  if (among(written, read)) return SAME;
  const rule = among(read, written) ? 'ENUM_ARRAY_NARROWED' : 'ENUM_ARRAY_CHANGED';
  return onlyDifferences([{ rule, at: 'enum', writer: writer.values, reader: reader.values }]);
}

export function compareConstants(writer: ConstNode, reader: ConstNode): Comparison {
  const identify = createIdentity();
  if (identify(writer.value) === identify(reader.value)) return SAME;
  return onlyDifferences([
    { rule: 'ENUM_ARRAY_CHANGED', at: 'const', writer: { const: writer.value }, reader: { const: reader.value } },
  ]);
}

/** What the reader forbids, the writer has to forbid as well: the sides are swapped inside. */
export function compareRefusals(writer: NotNode, reader: NotNode): Comparison {
  const misfit: Difference = {
    rule: 'NOT_TYPE_EXTENDED',
    at: 'not',
    writer: writer.refused.raw,
    reader: reader.refused.raw,
  };
  return { ...SAME, parts: [{ at: 'not', writer: reader.refused, reader: writer.refused, misfit, told: false }] };
}
