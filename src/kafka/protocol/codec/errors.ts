/** What is known about the message in which something was wrong. */
export interface ProtocolErrorDetails {
  readonly apiName: string;
  readonly apiVersion: number;
  readonly direction: 'request' | 'response';
  /** Such as `topics[3].partitions[0].leaderId`; empty when the whole message is meant. */
  readonly path: string;
  /** Byte at which reading stopped, counted from the start of the bytes that were given; null when writing. */
  readonly offset: number | null;
  readonly reason: string;
}

/** Bytes that are not the message they should be, or a value that cannot be written in this version. */
export class ProtocolError extends Error implements ProtocolErrorDetails {
  override readonly name = 'ProtocolError';
  readonly apiName: string;
  readonly apiVersion: number;
  readonly direction: 'request' | 'response';
  readonly path: string;
  readonly offset: number | null;
  readonly reason: string;

  constructor(details: ProtocolErrorDetails) {
    const { apiName, apiVersion, direction, path, offset, reason } = details;
    const where = [path === '' ? null : path, offset === null ? null : `byte ${offset}`].filter(
      (part) => part !== null,
    );
    super([`${apiName} v${apiVersion} ${direction}`, ...where, reason].join(', '));
    this.apiName = apiName;
    this.apiVersion = apiVersion;
    this.direction = direction;
    this.path = path;
    this.offset = offset;
    this.reason = reason;
  }
}

/** Raised deep in a message, where only the field is known; becomes a {@link ProtocolError} at its edge. */
export class FieldError extends Error {
  readonly offset: number | null;
  path = '';

  constructor(reason: string, offset: number | null = null) {
    super(reason);
    this.offset = offset;
  }

  /** Puts the name of the field, or `[index]` of the element, in front of the path. */
  within(segment: string): this {
    this.path = this.path === '' || this.path.startsWith('[') ? `${segment}${this.path}` : `${segment}.${this.path}`;
    return this;
  }
}

/** Adds where it happened to an error on its way up. */
export function within(error: unknown, segment: string): unknown {
  return error instanceof FieldError ? error.within(segment) : error;
}
