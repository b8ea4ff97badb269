import { sameJson } from './json.ts';
import type { Properties } from './model.ts';
import type { Risk } from './risk.ts';

/** Properties that say what a value stands for; the rules about logical types tell of them. */
const LOGICAL = new Set(['logicalType', 'precision', 'scale']);

/** Attributes that Avro does not know and others read: `connect.name`, `avro.java.string`, `confluent:tags`. */
export function changedProperties(older: Properties, newer: Properties): Risk[] {
  const names = [...new Set([...older.keys(), ...newer.keys()])].filter((name) => {
    const before = older.get(name);
    const after = newer.get(name);
    return !LOGICAL.has(name) && (before === undefined || after === undefined || !sameJson(before, after));
  });
  if (names.length === 0) return [];
  return [
    {
      id: 'AVRO-PROPERTIES-CHANGED',
      message: `The registry ignores properties, and these changed: ${names.slice(0, 10).join(', ')}.`,
      breaks: 'Programs that read them: Kafka Connect converters, code generators, data contracts.',
      source: 'Apache Avro 1.12.1, org.apache.avro.SchemaCompatibility, which never looks at properties',
    },
  ];
}
