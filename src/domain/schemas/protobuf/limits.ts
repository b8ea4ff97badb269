import type { SchemaSource } from '../checker.ts';

/** All texts of one schema together. A registry keeps a schema in one Kafka record: 1 MB unless somebody raised it. */
export const MOST_CHARS = 4_000_000;

export const tooLong = ({ text, references }: SchemaSource): boolean =>
  references.reduce((sum, reference) => sum + reference.text.length, text.length) > MOST_CHARS;

/** protobufjs and protoc refuse messages that are nested deeper (`util.nestingLimit`, `MaxMessageDeclarationNestingDepth`). */
export const DEEPEST_MESSAGES = 32;

/** protobufjs' limit for what is nested in an option and for the parts of a package's name (`util.recursionLimit`). */
export const DEEPEST_OPTIONS = 100;

/** protobufjs takes half a second for so many fields of one message, extensions or options of one file: see parsing-cost.ts. */
export const TOO_MANY_IN_ONE_PLACE = 2_200;
