/** A Protobuf text with all that it imports, ready to be compared. */
export interface ProtobufSchema {
  readonly main: ProtoFile;
  /** Every message and enum of the text and of what it imports, nested ones too, by full name without a leading dot. */
  readonly types: ReadonlyMap<string, KnownType>;
  /** Paths of all imported files, directly or not. */
  readonly imported: ReadonlySet<string>;
}

export interface ProtoFile {
  /** `proto2`, `proto3`, or an edition such as `2023`. */
  readonly syntax: string;
  /** Empty when the text declares none. */
  readonly package: string;
  readonly imports: readonly string[];
  readonly messages: readonly Message[];
  readonly enums: readonly Enum[];
}

interface Declared {
  readonly package: string;
  /** Names from the outermost message to the type itself, without the package. */
  readonly path: readonly string[];
}

export interface Message extends Declared {
  readonly kind: 'message';
  /** Members of oneofs too; groups and extensions are left out, as the registry leaves them out. */
  readonly fields: readonly Field[];
  readonly oneofs: readonly string[];
  readonly messages: readonly Message[];
  readonly enums: readonly Enum[];
  readonly reserved: Reserved;
  /** Written out with `option map_entry = true`, as descriptors are turned into text: a map, not a message of its own. */
  readonly isMapEntry: boolean;
}

export interface Enum extends Declared {
  readonly kind: 'enum';
  /** In the order of the text. */
  readonly values: readonly EnumValue[];
  readonly reserved: Reserved;
}

export interface EnumValue {
  readonly name: string;
  readonly number: number;
}

/** A message of a file that everybody has and nobody changes, so its fields need not be known. */
interface OpaqueMessage extends Declared {
  readonly kind: 'opaque';
}

export interface Field {
  readonly name: string;
  readonly number: number;
  readonly type: FieldType;
  /** What the text writes; null where it writes none, as for members of oneofs and maps. */
  readonly label: 'optional' | 'required' | 'repeated' | null;
  readonly oneof: string | null;
  /** Set with `json_name`; null: follows from the name. */
  readonly jsonName: string | null;
  /** Set with `default`; null when it is not. */
  readonly defaultValue: string | null;
}

/** As the text writes it: scalar names and names that still have to be looked up. */
export type FieldType =
  | { readonly kind: 'plain'; readonly name: string }
  | { readonly kind: 'map'; readonly key: string; readonly value: string };

export interface Reserved {
  /** First and last number, both included. */
  readonly ranges: readonly (readonly [first: number, last: number])[];
  readonly names: readonly string[];
}

export interface KnownType {
  readonly definition: Message | Enum | OpaqueMessage;
  readonly origin: Origin;
}

/**
 * The text itself; a version of a subject that it refers to directly; or anything else. The registry compares no field whose
 * type is of the same origin on both sides, and always compares what comes from anywhere else.
 */
export type Origin = 'own' | 'elsewhere' | { readonly subject: string; readonly version: number };

/** `acme.Order.Line`. */
export const fullName = ({ package: pkg, path }: Declared): string =>
  pkg === '' ? path.join('.') : `${pkg}.${path.join('.')}`;

/** `Order.Line`: all that the registry compares of a name. */
export const localName = ({ path }: Declared): string => path.join('.');

/** A member's place or, without one, the type's, as the registry writes it: `#/Order/Line/2`. */
export const pathOf = ({ path }: Declared, ...members: readonly (string | number)[]): string =>
  `#/${[...path, ...members].join('/')}`;
