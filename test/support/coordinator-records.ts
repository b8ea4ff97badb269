import fc from 'fast-check';
import type { CoordinatorRecordInput } from '../../src/kafka/protocol/records/coordinator/codec.ts';
import { coordinatorRecords } from '../../src/kafka/protocol/records/coordinator/index.ts';
import { valuesOf } from './schema-values.ts';

type Kind = (typeof coordinatorRecords)[number];

/** Every kind of record with each version of its value. */
export const kindsAndVersions: readonly { readonly kind: Kind; readonly version: number }[] =
  coordinatorRecords.flatMap((kind) => {
    const [min, max] = kind.valueVersions;
    return Array.from({ length: max - min + 1 }, (_, i) => ({ kind, version: min + i }));
  });

/** Any record of a kind, none of them a tombstone. */
export function recordsOf(kind: Kind, valueVersion: number): fc.Arbitrary<CoordinatorRecordInput> {
  const { type, key, value } = kind;
  const shape = {
    type: fc.constant(type),
    key: valuesOf(key, 0),
    valueVersion: fc.constant(valueVersion),
    value: valuesOf(value, valueVersion),
  };
  return fc.record(shape, { noNullPrototype: true }).map((record) => {
    if (!isRecord(record)) throw new Error('not a record');
    return record;
  });
}

/** The schemas of a kind give values of that kind; TypeScript cannot follow that through a list. */
function isRecord(value: object): value is CoordinatorRecordInput {
  return 'type' in value && coordinatorRecords.some(({ type }) => type === value.type);
}
