import { FieldError } from '../codec/errors.ts';

/** Bytes that are not the records they should be, or records that cannot be written. */
export class RecordsError extends Error {
  override readonly name = 'RecordsError';
  /** Such as `batches[3].records[0].key`; empty when the whole is meant. */
  readonly path: string;
  /** Byte at which reading stopped, inside `records` counted from the first of them; null when writing. */
  readonly offset: number | null;
  readonly reason: string;

  constructor(what: string, { path, offset, message }: FieldError) {
    const where = [path === '' ? null : path, offset === null ? null : `byte ${offset}`];
    super([what, ...where.filter((part) => part !== null), message].join(', '));
    this.path = path;
    this.offset = offset;
    this.reason = message;
  }
}

/** Runs what may throw FieldError and says of what it was a part. */
export function describedAs<T>(what: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof FieldError ? new RecordsError(what, error) : error;
  }
}
