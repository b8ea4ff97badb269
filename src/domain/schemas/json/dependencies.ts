import type { Comparison, Difference, Part } from './differences.ts';
import type { ObjectNode } from './schema.ts';

/**
 * Properties that demand others, or a schema, of data that holds them. The registry looks only at those that one of the
 * schemas names under `properties`.
 */
export function dependencyComparison(
  writer: ObjectNode,
  reader: ObjectNode,
): Pick<Comparison, 'differences' | 'parts'> {
  const differences: Difference[] = [];
  const parts: Part[] = [];
  const isNamed = ([name]: readonly [string, unknown]) => writer.properties.has(name) || reader.properties.has(name);
  for (const [name, read] of [...reader.requiredWith].filter(isNamed)) {
    const written = writer.requiredWith.get(name);
    const rule = namesRule(written, read);
    if (rule !== null) differences.push({ rule, at: pathOf(name), writer: written ?? null, reader: read });
  }
  for (const [name, read] of [...reader.schemaWith].filter(isNamed)) {
    const written = writer.schemaWith.get(name);
    if (written !== undefined)
      parts.push({ at: pathOf(name), writer: written, reader: read, misfit: null, told: true });
    else differences.push({ rule: 'DEPENDENCY_SCHEMA_ADDED', at: pathOf(name), writer: null, reader: read.raw });
  }
  return { differences, parts };
}

const pathOf = (name: string): string => `dependencies/${name}`;

function namesRule(written: readonly string[] | undefined, read: readonly string[]): Difference['rule'] | null {
  if (written === undefined) return 'DEPENDENCY_ARRAY_ADDED';
  const before = new Set(written);
  const now = new Set(read);
  if (read.every((name) => before.has(name))) return null;
  return written.every((name) => now.has(name)) ? 'DEPENDENCY_ARRAY_EXTENDED' : 'DEPENDENCY_ARRAY_CHANGED';
}
