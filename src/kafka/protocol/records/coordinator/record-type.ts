import type { AnyField, Infer, InferInput } from '../../codec/schema.ts';

/** One kind of record in `__consumer_offsets`: its key, and its value in every version that was ever released. */
export interface CoordinatorRecordType<
  Type extends string = string,
  Key extends AnyField = AnyField,
  Value extends AnyField = AnyField,
> {
  /** The number with which the key begins. Up to 4.0 the definitions call it the version of the key. */
  readonly id: number;
  /** Name of the definition, without Key or Value. */
  readonly type: Type;
  /** Has one version only, and is never flexible. */
  readonly key: Key;
  readonly value: Value;
  /** Lowest and highest version of the value. */
  readonly valueVersions: readonly [min: number, max: number];
  /** First version of the value with compact lengths and tagged fields. */
  readonly flexibleFrom: number;
}

export function defineCoordinatorRecord<const Type extends string, Key extends AnyField, Value extends AnyField>(
  record: CoordinatorRecordType<Type, Key, Value>,
): CoordinatorRecordType<Type, Key, Value> {
  return record;
}

/** A record as it is read; a value of null is a tombstone: the coordinator forgot what the key names. */
export type RecordOf<R extends CoordinatorRecordType> = R extends unknown
  ? {
      readonly type: R['type'];
      readonly key: Infer<R['key']>;
      /** Null for a tombstone. */
      readonly valueVersion: number | null;
      readonly value: Infer<R['value']> | null;
    }
  : never;

/** A record to be written. */
export type RecordInputOf<R extends CoordinatorRecordType> = R extends unknown
  ?
      | {
          readonly type: R['type'];
          readonly key: InferInput<R['key']>;
          readonly valueVersion: number;
          readonly value: InferInput<R['value']>;
        }
      | { readonly type: R['type']; readonly key: InferInput<R['key']>; readonly value: null }
  : never;
