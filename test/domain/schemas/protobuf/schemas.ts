import type { ReferencedSchema } from '../../../../src/domain/schemas/checker.ts';
import { protobufChecker } from '../../../../src/domain/schemas/protobuf/checker.ts';
import type { ProtobufSchema } from '../../../../src/domain/schemas/protobuf/schema.ts';

/** Path → text of what a schema imports; `[text, subject, version]` where it is registered. */
export type Imports = Readonly<Record<string, string | readonly [text: string, subject: string, version: number]>>;

export const referencesOf = (imports: Imports): readonly ReferencedSchema[] =>
  Object.entries(imports).map(([name, given]) =>
    typeof given === 'string'
      ? { name, text: given, registered: null }
      : { name, text: given[0], registered: { subject: given[1], version: given[2] } },
  );

/** The schema of a text that has to be right. */
export function schemaOf(text: string, imports: Imports = {}, stored = false): ProtobufSchema {
  const { schema, problem } = protobufChecker.parse({ text, references: referencesOf(imports) }, stored);
  if (schema === null) throw new Error(`${problem.message} (${problem.line}:${problem.column}) in ${text}`);
  return schema;
}

export const problemOf = (text: string, imports: Imports = {}, stored = false) =>
  protobufChecker.parse({ text, references: referencesOf(imports) }, stored).problem;

const HEAD = { proto2: 'syntax = "proto2"; package acme;\n', proto3: 'syntax = "proto3"; package acme;\n' };

/** A text of the package acme. */
export const proto3 = (text: string): string => `${HEAD.proto3}${text}`;
export const proto2 = (text: string): string => `${HEAD.proto2}${text}`;
