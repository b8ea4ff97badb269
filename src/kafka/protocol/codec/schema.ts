import type { Versions } from './versions.ts';

/** How a value lies on the wire. */
type Shape =
  | { readonly kind: ScalarKind }
  | { readonly kind: 'array'; readonly element: AnyField }
  | { readonly kind: 'struct'; readonly fields: Fields };

export type ScalarKind = keyof Scalars;

/**
 * The TypeScript type of each of Kafka's types, when it is read. A `uuid` is in Kafka's own text form, unpadded base64url of 22
 * characters, as its tools print topic ids. `bytes` and `records` are views of the received buffer, not copies.
 */
interface Scalars {
  readonly bool: boolean;
  readonly int8: number;
  readonly int16: number;
  readonly uint16: number;
  readonly int32: number;
  readonly int64: bigint;
  readonly float64: number;
  readonly string: string;
  readonly uuid: string;
  readonly bytes: Buffer;
  readonly records: Buffer;
}

/** What may be given to be written. */
type ScalarInput<K extends ScalarKind> = Scalars[K] extends Buffer ? Uint8Array : Scalars[K];

/** What a message definition says about a field. */
export interface FieldOptions<T = unknown> {
  /** Versions that have the field; all when left out. */
  readonly versions?: Versions;
  /** Versions in which it may be null; none when left out. */
  readonly nullable?: Versions;
  /** The definition's default; without one Kafka takes 0, false, '', [] or, for a struct, that of its fields. */
  readonly default?: T | null;
  /** What this client sends when the caller leaves the field out, where that is not the definition's default. */
  readonly whenOmitted?: T;
  /** The field is a tagged field with this tag in the versions `tagged`. */
  readonly tag?: number;
  readonly tagged?: Versions;
}

declare const types: unique symbol;

/** A field of a message; `Value` is its type when read, `Input` when written. */
export interface Field<Value, Input, MayOmit extends boolean> {
  readonly shape: Shape;
  readonly options: FieldOptions;
  readonly [types]?: readonly [Value, Input, MayOmit];
}

export type AnyField = Field<unknown, unknown, boolean>;
/** The fields of a struct; their order is the order on the wire. */
export type Fields = Readonly<Record<string, AnyField>>;

/** The type of a decoded value. Fields that a version lacks hold their default. */
export type Infer<F extends AnyField> = F extends Field<infer Value, unknown, boolean> ? Value : never;
/** The type of a value to encode: fields that have a default, or that some versions lack, may be left out. */
export type InferInput<F extends AnyField> = F extends Field<unknown, infer Input, boolean> ? Input : never;

type NoOptions = Readonly<Record<never, never>>;
type OrNull<T, O> = O extends { readonly nullable: string } ? T | null : T;
type MayOmit<O> = O extends
  | { readonly versions: string }
  | { readonly default: unknown }
  | { readonly whenOmitted: unknown }
  ? true
  : false;
type Flat<T> = { readonly [K in keyof T]: T[K] };
type StructValue<F extends Fields> = { readonly [K in keyof F]: Infer<F[K]> };
type OmittableKeys<F extends Fields> = {
  [K in keyof F]: F[K] extends Field<unknown, unknown, true> ? K : never;
}[keyof F];
type StructInput<F extends Fields> = Flat<
  { readonly [K in Exclude<keyof F, OmittableKeys<F>>]: InferInput<F[K]> } & {
    readonly [K in OmittableKeys<F>]?: InferInput<F[K]> | undefined;
  }
>;

type Scalar<K extends ScalarKind, O> = Field<OrNull<Scalars[K], O>, OrNull<ScalarInput<K>, O>, MayOmit<O>>;

const scalar =
  <K extends ScalarKind>(kind: K) =>
  <const O extends FieldOptions<Scalars[K]> = NoOptions>(options?: O): Scalar<K, O> => ({
    shape: { kind },
    options: options ?? {},
  });

export const bool = scalar('bool');
export const int8 = scalar('int8');
export const int16 = scalar('int16');
export const uint16 = scalar('uint16');
export const int32 = scalar('int32');
export const int64 = scalar('int64');
export const float64 = scalar('float64');
export const string = scalar('string');
export const uuid = scalar('uuid');
export const bytes = scalar('bytes');
/** Record batches as opaque bytes. */
export const records = scalar('records');

export function array<E extends AnyField, const O extends FieldOptions<readonly never[]> = NoOptions>(
  element: E,
  options?: O,
): Field<OrNull<readonly Infer<E>[], O>, OrNull<readonly InferInput<E>[], O>, MayOmit<O>> {
  return { shape: { kind: 'array', element }, options: options ?? {} };
}

export function struct<F extends Fields, const O extends FieldOptions<never> = NoOptions>(
  fields: F,
  options?: O,
): Field<OrNull<StructValue<F>, O>, OrNull<StructInput<F>, O>, MayOmit<O>> {
  return { shape: { kind: 'struct', fields }, options: options ?? {} };
}
