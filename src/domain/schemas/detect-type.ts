import { type JsonProblem, jsonProblem } from './json-problem.ts';
import type { SchemaType } from './observation.ts';

export interface DetectedType {
  /** null: several types fit, or none. */
  readonly type: SchemaType | null;
  /** The text looks like JSON and is not; null otherwise. */
  readonly problem: JsonProblem | null;
}

/** What kind of schema a text is: Avro and JSON Schema are both JSON, Protobuf is its own language. */
export function detectType(text: string): DetectedType {
  const json = withoutComments(text);
  const problem = jsonProblem(json);
  if (problem === null) return { type: typeOfJson(JSON.parse(json)), problem: null };
  if (/^\s*["[{]/.test(text)) return { type: null, problem };
  return { type: looksLikeProtobuf(text) ? 'PROTOBUF' : null, problem: null };
}

/**
 * The place where a schema of a JSON type is not JSON. Avro's parser allows comments, so comments are no problem; that it
 * takes none behind the schema is for the checker to say.
 */
export const schemaTextProblem = (text: string, type: SchemaType): JsonProblem | null =>
  type === 'PROTOBUF' ? null : jsonProblem(type === 'AVRO' ? withoutComments(text) : text);

/** Comments become spaces, so that places stay as they are. Strings are left alone. */
const withoutComments = (text: string): string =>
  text.replace(/"(?:[^"\\\n]|\\.)*"|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (part) =>
    part.startsWith('"') ? part : part.replace(/[^\n]/g, ' '),
  );

const looksLikeProtobuf = (text: string): boolean =>
  /^\s*(?:syntax\s*=|edition\s*=|package\s+[\w.]+\s*;|import\s+(?:public\s+|weak\s+)?"|option\s|message\s+\w+\s*\{|enum\s+\w+\s*\{)/m.test(
    withoutComments(text),
  );

const AVRO_ONLY = new Set(['record', 'error', 'enum', 'fixed', 'map', 'int', 'long', 'float', 'double', 'bytes']);
const JSON_SCHEMA_ONLY = new Set(['object', 'number', 'integer']);
const JSON_SCHEMA_WORDS = [
  '$schema',
  '$id',
  '$ref',
  '$defs',
  'definitions',
  'properties',
  'required',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'const',
  'enum',
  'additionalProperties',
  'patternProperties',
  'pattern',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
];
const AVRO_WORDS = ['fields', 'symbols', 'logicalType', 'namespace', 'aliases', 'avro.java.string'];

function typeOfJson(schema: unknown): SchemaType | null {
  if (typeof schema === 'boolean') return 'JSON';
  if (typeof schema === 'string' || Array.isArray(schema)) return 'AVRO';
  if (!isRecord(schema)) return null;
  const { type } = schema;
  if ('$schema' in schema) return 'JSON';
  if (typeof type === 'string' && AVRO_ONLY.has(type)) return 'AVRO';
  if (Array.isArray(type) || (typeof type === 'string' && JSON_SCHEMA_ONLY.has(type))) return 'JSON';
  if (isRecord(type)) return 'AVRO';
  if (AVRO_WORDS.some((word) => word in schema)) return 'AVRO';
  if (JSON_SCHEMA_WORDS.some((word) => word in schema) || Object.keys(schema).length === 0) return 'JSON';
  // A list of items is a union in Avro and a tuple in JSON Schema; only a union holds plain names.
  if (type === 'array' && Array.isArray(schema.items))
    return schema.items.some((item) => typeof item === 'string') ? 'AVRO' : null;
  if (type === 'array' && 'items' in schema) return typeOfJson(schema.items);
  // {"type":"string"} is right in both.
  return null;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
