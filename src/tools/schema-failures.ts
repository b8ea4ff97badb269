import type { SchemaProblem } from '../domain/schemas/checker.ts';
import type { JsonProblem } from '../domain/schemas/json-problem.ts';
import type { SchemaReference, SchemaType } from '../domain/schemas/observation.ts';
import { KnownFailure } from '../failure.ts';
import { fence } from '../mcp/untrusted.ts';

const NAMES: Readonly<Record<SchemaType, string>> = {
  AVRO: 'an Avro schema',
  PROTOBUF: 'a Protobuf schema',
  JSON: 'a JSON Schema',
};

const CAUSES: Readonly<Record<SchemaProblem['kind'], string>> = {
  syntax: 'A sign is missing or too many, or the text was cut or escaped twice.',
  semantic: 'The text breaks a rule of its schema language, or it is of another type.',
  'unresolved-reference': 'A name is misspelt, or the schema that defines it is not among the references.',
  'reference-cycle': 'Schemas refer to each other in a circle, which a registry cannot resolve.',
  limit: 'It is larger or nested deeper than a registry or this check takes.',
};

/** Why a text is no schema, with the place. The message names things of the text, so it is fenced. */
export function unreadable({ line, column, expected, kind, message }: SchemaProblem, type: SchemaType): KnownFailure {
  const place = line === null || column === null ? '' : ` at line ${line}, column ${column}`;
  return new KnownFailure(
    `The new schema is not ${NAMES[type]}${place}: expected ${fence(expected)}. ${fence(message)}`,
    CAUSES[kind],
    kind === 'unresolved-reference'
      ? 'Give the missing schema in `references`, named as the text writes it.'
      : kind === 'limit'
        ? 'Split the schema, or give less of it.'
        : 'Correct the schema there; give `schema_type` if it was taken for another type.',
  );
}

/** The text begins like JSON and is none, so its type can't be told. */
export const brokenJson = ({ line, column, expected }: JsonProblem): KnownFailure =>
  new KnownFailure(
    `The schema is not valid JSON: at line ${line}, column ${column} ${expected} was expected.`,
    'A comma, quote or bracket is missing or too many, or the text was cut or escaped twice.',
    'Correct the text there and ask again; no registry was asked.',
  );

export const tooMuchText = (chars: number, most: number): KnownFailure =>
  new KnownFailure(
    `The schemas have ${chars} characters together; at most ${most} are compared.`,
    'Many or very large versions were given at once.',
    'Give fewer versions in `previous`: the newest ones, or one after the other.',
  );

export const halfReference = (name: string): KnownFailure =>
  new KnownFailure(
    `The reference ${fence(name)} has neither a text nor a subject with a version.`,
    'A reference is told by its name and either `schema`, or `subject` and `version`.',
    'Complete the reference.',
  );

export const needsRegistry = (references: readonly SchemaReference[]): KnownFailure =>
  new KnownFailure(
    `The reference ${references.map(({ name }) => fence(name)).join(', ')} is registered, and without \`subject\` no registry is asked.`,
    'Earlier versions were given as texts, and a reference by subject and version.',
    'Give the text of the reference in `schema`.',
  );

export const missingReferences = (references: readonly SchemaReference[]): KnownFailure =>
  new KnownFailure(
    `The registry does not have ${references.map(({ subject, version }) => `version ${version} of ${fence(subject)}`).join(', ')}.`,
    'A reference names a subject or version that is misspelt, deleted or not registered yet.',
    'Correct `references`, or register the referenced schema first.',
  );
