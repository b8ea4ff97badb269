import { compareArrays } from './arrays.ts';
import { compareCombined } from './combined.ts';
import { type Comparison, type Difference, SAME } from './differences.ts';
import { isObject, valueAt } from './json-value.ts';
import { compareNumbers } from './numbers.ts';
import { compareObjects } from './objects.ts';
import { type CombinedNode, type ResolvedNode, resolve, type SchemaNode } from './schema.ts';
import { compareStrings } from './strings.ts';
import { compareConstants, compareEnums, compareRefusals } from './values.ts';

/** Compares two schemas as far as that can be said without comparing others. */
export function compareNodes(writerNode: SchemaNode, readerNode: SchemaNode): Comparison {
  const writer = resolve(writerNode);
  const reader = resolve(readerNode);
  if (writer.kind === 'combined' && reader.kind === 'combined') return compareCombined(writer, reader);
  return compareUnlike(withoutSingles(writer), withoutSingles(reader));
}

/** One side at most is combined. */
function compareUnlike(writer: ResolvedNode, reader: ResolvedNode): Comparison {
  if (reader.kind === 'any' || writer.kind === 'never') return SAME;
  if (writer.kind === 'combined') {
    // Data keeps to all branches of an allOf that was written, so one that the reader takes is enough.
    return writer.of === 'allOf' ? oneIsEnough(writer.branches, [reader], writer, reader) : typeChanged(writer, reader);
  }
  if (reader.kind === 'combined') {
    return reader.of === 'allOf' ? typeChanged(writer, reader) : oneIsEnough([writer], reader.branches, writer, reader);
  }
  return comparePlain(writer, reader);
}

/** A combination of one schema is that schema. */
function withoutSingles(node: ResolvedNode): ResolvedNode {
  let at = node;
  while (at.kind === 'combined') {
    const [only] = at.branches;
    if (only === undefined || at.branches.length > 1) return at;
    at = resolve(only);
  }
  return at;
}

type Uncombined = Exclude<ResolvedNode, CombinedNode>;

function comparePlain(writer: Uncombined, reader: Uncombined): Comparison {
  if (writer.kind === 'object' && reader.kind === 'object') return compareObjects(writer, reader);
  if (writer.kind === 'array' && reader.kind === 'array') return compareArrays(writer, reader);
  if (writer.kind === 'string' && reader.kind === 'string') return compareStrings(writer, reader);
  if (writer.kind === 'number' && reader.kind === 'number') return compareNumbers(writer, reader);
  if (writer.kind === 'enum' && reader.kind === 'enum') return compareEnums(writer, reader);
  if (writer.kind === 'const' && reader.kind === 'const') return compareConstants(writer, reader);
  if (writer.kind === 'not' && reader.kind === 'not') return compareRefusals(writer, reader);
  return writer.kind === reader.kind || areConnectBytes(writer, reader) ? SAME : typeChanged(writer, reader);
}

const typeChanged = (writer: ResolvedNode, reader: ResolvedNode): Comparison => ({
  ...SAME,
  differences: [typeChange(writer, reader)],
});

function oneIsEnough(
  writers: readonly SchemaNode[],
  readers: readonly SchemaNode[],
  writer: ResolvedNode,
  reader: ResolvedNode,
): Comparison {
  if (writers.length === 0 || readers.length === 0) return typeChanged(writer, reader);
  return { ...SAME, matching: { writers, readers, misfit: typeChange(writer, reader) } };
}

const typeChange = ({ raw: writer }: ResolvedNode, { raw: reader }: ResolvedNode): Difference => ({
  rule: 'TYPE_CHANGED',
  at: '',
  writer,
  reader,
});

/** Kafka Connect writes bytes, decimals among them, as numbers or as strings. */
const areConnectBytes = (...sides: readonly ResolvedNode[]): boolean =>
  sides.every(({ raw }) => isObject(raw) && valueAt(raw, 'connect.type') === 'bytes');
