import {
  type Api,
  codecOf,
  isFlexible,
  type ReceivedRequestOf,
  type RequestOf,
  type ResponseOf,
  type SentResponseOf,
} from './api.ts';
import { FieldError, ProtocolError } from './codec/errors.ts';
import { Reader } from './codec/reader.ts';
import { Writer } from './codec/writer.ts';

/*
 * A message is its length in four bytes, a header and a body. Request header v1 has key, version, correlation id and client
 * id; v2 adds tagged fields. (v0, without client id, was only ever used by ControlledShutdown v0, which is gone.)
 * Response header v0 is the correlation id; v1 adds tagged fields. The client id never has a compact length.
 */

export interface RequestHeader {
  readonly apiKey: number;
  readonly apiVersion: number;
  readonly correlationId: number;
  readonly clientId: string | null;
}

function requestHeaderVersion(api: Api, version: number): 1 | 2 {
  return isFlexible(api, version) ? 2 : 1;
}

/** ApiVersions is answered with v0 always, so that a client can read the refusal of a version it should not have sent. */
function responseHeaderVersion(api: Api, version: number): 0 | 1 {
  return isFlexible(api, version) && api.key !== API_VERSIONS_KEY ? 1 : 0;
}

const API_VERSIONS_KEY = 18;
const NO_TAGGED_FIELDS = 0;

/** A request as a client sends it, without the four bytes of length. */
export function encodeRequest<A extends Api>(
  api: A,
  version: number,
  header: Pick<RequestHeader, 'correlationId' | 'clientId'>,
  body: RequestOf<A>,
): Buffer {
  const writer = new Writer();
  writer.int16(api.key);
  writer.int16(version);
  writer.int32(header.correlationId);
  if (header.clientId === null) {
    writer.int16(-1);
  } else {
    const length = Buffer.byteLength(header.clientId);
    writer.int16(length);
    writer.utf8(header.clientId, length);
  }
  if (requestHeaderVersion(api, version) === 2) writer.unsignedVarint(NO_TAGGED_FIELDS);
  writer.bytes(codecOf(api, version).request.encode(body));
  return writer.finish();
}

/**
 * The header of a request as a broker receives it, without the four bytes of length. Throws {@link ProtocolError} when it
 * is cut short. The tagged fields of v2 are left to {@link decodeRequestBody}: only the API tells whether there are any.
 */
export function decodeRequestHeader(message: Buffer): { readonly header: RequestHeader; readonly bodyOffset: number } {
  const reader = new Reader(message);
  return guarded('request header', 1, 'request', () => {
    const apiKey = reader.int16();
    const apiVersion = reader.int16();
    const correlationId = reader.int32();
    const length = reader.int16();
    if (length < -1) throw new FieldError(`length ${length}`, reader.offset);
    const clientId = length === -1 ? null : reader.utf8(length);
    return { header: { apiKey, apiVersion, correlationId, clientId }, bodyOffset: reader.offset };
  });
}

/** The body of a request whose header {@link decodeRequestHeader} read. */
export function decodeRequestBody<A extends Api>(
  api: A,
  version: number,
  message: Buffer,
  bodyOffset: number,
): ReceivedRequestOf<A> {
  const tagged = requestHeaderVersion(api, version) === 2;
  return codecOf(api, version).request.decode(
    message,
    tagged ? skipTagged(api, version, 'request', message, bodyOffset) : bodyOffset,
  );
}

/** A response as a broker sends it, without the four bytes of length. */
export function encodeResponse<A extends Api>(
  api: A,
  version: number,
  correlationId: number,
  body: SentResponseOf<A>,
): Buffer {
  const writer = new Writer();
  writer.int32(correlationId);
  if (responseHeaderVersion(api, version) === 1) writer.unsignedVarint(NO_TAGGED_FIELDS);
  writer.bytes(codecOf(api, version).response.encode(body));
  return writer.finish();
}

/** A response as a client receives it, after the correlation id. */
export function decodeResponse<A extends Api>(api: A, version: number, message: Buffer): ResponseOf<A> {
  const tagged = responseHeaderVersion(api, version) === 1;
  return codecOf(api, version).response.decode(message, tagged ? skipTagged(api, version, 'response', message, 0) : 0);
}

/** Puts the four bytes of length in front. */
export function frame(message: Buffer): Buffer {
  const length = Buffer.allocUnsafe(4);
  length.writeInt32BE(message.length);
  return Buffer.concat([length, message]);
}

function skipTagged(
  api: Api,
  version: number,
  direction: 'request' | 'response',
  message: Buffer,
  offset: number,
): number {
  const reader = new Reader(message, offset);
  return guarded(api.name, version, direction, () => {
    const count = reader.unsignedVarint();
    reader.checkCount(count, 2);
    for (let i = 0; i < count; i++) {
      reader.unsignedVarint();
      reader.skip(reader.unsignedVarint());
    }
    return reader.offset;
  });
}

function guarded<T>(apiName: string, apiVersion: number, direction: 'request' | 'response', read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    const { offset, message: reason } = error;
    throw new ProtocolError({ apiName, apiVersion, direction, path: 'header', offset, reason });
  }
}
