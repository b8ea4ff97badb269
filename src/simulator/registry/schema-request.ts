import { z } from 'zod';
import type { SchemaType } from '../../domain/schemas/observation.ts';
import { httpError, invalidSchema, unusableBody } from './errors.ts';
import type { NewSchema } from './subject-store.ts';

/** What a request brought besides its path. */
export interface RequestBody {
  /** null: no Content-Type header. */
  readonly type: string | null;
  readonly text: string;
}

/** Media types that the API takes. Source: OpenAPI description of Confluent's registry, request bodies. */
const MEDIA_TYPES: ReadonlySet<string> = new Set([
  'application/vnd.schemaregistry.v1+json',
  'application/vnd.schemaregistry+json',
  'application/json',
  'application/octet-stream',
]);

const reference = z.object({ name: z.string(), subject: z.string(), version: z.int() });
const schemaRequest = z.object({
  schema: z.string().nullish(),
  schemaType: z.string().nullish(),
  references: z.array(reference).nullish(),
});

/** Fields of a request; of another one the registry complains by name, most often of a bare schema. */
const FIELDS: ReadonlySet<string> = new Set([
  ...Object.keys(schemaRequest.shape),
  'version',
  'id',
  'metadata',
  'ruleSet',
  'schemaTagsToAdd',
  'schemaTagsToRemove',
  'propagateSchemaTags',
]);

/** The schema that a request hands in. Throws RegistryError for a body that holds none. */
export function readSchemaRequest({ type, text }: RequestBody): NewSchema {
  const mediaType = type?.split(';')[0]?.trim().toLowerCase() ?? null;
  if (mediaType !== null && !MEDIA_TYPES.has(mediaType)) throw httpError(415);
  const value = parsed(text);
  if (value === null || value === undefined) throw unusableBody('The request body must not be null (was null)');
  const unknown = typeof value === 'object' ? Object.keys(value).find((field) => !FIELDS.has(field)) : undefined;
  if (unknown !== undefined && !Array.isArray(value)) throw unusableBody(`Unrecognized field: ${unknown}`);
  const read = schemaRequest.safeParse(value);
  if (!read.success) throw httpError(400);
  const { schema, schemaType, references } = read.data;
  if (schema == null || schema.trim() === '') throw invalidSchema('Empty schema');
  return { type: typeNamed(schemaType ?? 'AVRO'), text: schema, references: references ?? [] };
}

/** undefined for an empty body. */
function parsed(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw httpError(400);
  }
}

function typeNamed(name: string): SchemaType {
  if (name === 'AVRO' || name === 'PROTOBUF' || name === 'JSON') return name;
  throw invalidSchema(`Invalid schema type ${name}`);
}
