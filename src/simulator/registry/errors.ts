import { STATUS_CODES } from 'node:http';

/** An answer that says no: HTTP status, the registry's own error code, its words. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';

  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** An error of the web server and not of the registry: its code is the status, its words are those of Jersey. */
export const httpError = (status: number, headers: Readonly<Record<string, string>> = {}): RegistryError =>
  new RegistryError(status, status, `HTTP ${status} ${STATUS_CODES[status] ?? ''}`.trim(), headers);

/*
 * Codes and words that clients look at. Source: Confluent documentation, "Schema Registry API Reference", and answers of
 * releases 7 and 8 in public issues.
 */

export const subjectNotFound = (subject: string): RegistryError =>
  new RegistryError(404, 40_401, `Subject '${subject}' not found.`);

export const versionNotFound = (version: number): RegistryError =>
  new RegistryError(404, 40_402, `Version ${version} not found.`);

/** `id`: null when a text was looked up and not an id. */
export const schemaNotFound = (id: number | null): RegistryError =>
  new RegistryError(404, 40_403, id === null ? 'Schema not found' : `Schema ${id} not found`);

export const levelNotConfigured = (subject: string): RegistryError =>
  new RegistryError(404, 40_408, `Subject '${subject}' does not have subject-level compatibility configured`);

export const modeNotConfigured = (subject: string): RegistryError =>
  new RegistryError(404, 40_409, `Subject '${subject}' does not have subject-level mode configured`);

/** The code is the status up to release 8.3; later ones say 40901. */
export const incompatibleSchema = (subject: string, messages: readonly string[]): RegistryError =>
  new RegistryError(
    409,
    409,
    `Schema being registered is incompatible with an earlier schema for subject "${subject}", details: [${messages.join(', ')}]`,
  );

const INVALID_SCHEMA = 42_201;

export const invalidSchema = (message: string): RegistryError => new RegistryError(422, INVALID_SCHEMA, message);

export const isInvalidSchema = (error: unknown): error is RegistryError =>
  error instanceof RegistryError && error.code === INVALID_SCHEMA;

export const invalidVersion = (version: string): RegistryError =>
  new RegistryError(
    422,
    42_202,
    `The specified version '${version}' is not a valid version id. Allowed values are between [1, 2^31-1] and the string "latest"`,
  );

/** A body that is JSON and no request of this API. */
export const unusableBody = (message: string): RegistryError => new RegistryError(422, 422, message);
