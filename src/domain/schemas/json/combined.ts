import { type Comparison, type Difference, SAME } from './differences.ts';
import type { CombinedNode } from './schema.ts';

/** allOf, anyOf and oneOf on both sides. */
export function compareCombined(writer: CombinedNode, reader: CombinedNode): Comparison {
  const { branches: writers } = writer;
  const { branches: readers } = reader;
  const sides = { at: '', writer: writer.raw, reader: reader.raw };
  if (!mayBecome(writer, writers.length, reader, readers.length)) {
    return { ...SAME, differences: [{ rule: 'COMBINED_TYPE_CHANGED', ...sides }] };
  }
  const differences: Difference[] = [];
  if (readers.length > writers.length && reader.of === 'allOf') {
    differences.push({ rule: 'PRODUCT_TYPE_EXTENDED', ...sides });
  }
  if (readers.length < writers.length && writer.of !== 'allOf') {
    differences.push({ rule: 'SUM_TYPE_NARROWED', ...sides });
  }
  const misfit: Difference = { rule: 'COMBINED_TYPE_SUBSCHEMAS_CHANGED', ...sides };
  return { differences, parts: [], matching: { writers, readers, misfit } };
}

/** Another way of combining has to take at least as much: anyOf does, and with one branch all ways are the same. */
function mayBecome(writer: CombinedNode, writers: number, reader: CombinedNode, readers: number): boolean {
  if (writer.of === reader.of || reader.of === 'anyOf') return true;
  if (writers === 1 && (readers === 1 || reader.of === 'oneOf')) return true;
  return readers === 1 && writer.of === 'allOf';
}
