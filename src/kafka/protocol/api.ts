import { compile } from './codec/compile.ts';
import { FieldError, ProtocolError } from './codec/errors.ts';
import { Reader } from './codec/reader.ts';
import type { AnyField, Infer, InferInput } from './codec/schema.ts';
import { Writer } from './codec/writer.ts';

/** One Kafka API: its request and response in every version that we speak. */
export interface Api<Request extends AnyField = AnyField, Response extends AnyField = AnyField> {
  readonly key: number;
  readonly name: string;
  /** Lowest and highest version. */
  readonly versions: readonly [min: number, max: number];
  /** First version with compact lengths and tagged fields. */
  readonly flexibleFrom: number;
  /** Highest version that negotiation chooses unless the caller asks for more; the API's file says why. */
  readonly cap?: number;
  readonly request: Request;
  readonly response: Response;
}

/** What a client gives to be sent. */
export type RequestOf<A extends Api> = InferInput<A['request']>;
/** What a client receives. */
export type ResponseOf<A extends Api> = Infer<A['response']>;
/** What a broker receives. */
export type ReceivedRequestOf<A extends Api> = Infer<A['request']>;
/** What a broker gives to be sent. */
export type SentResponseOf<A extends Api> = InferInput<A['response']>;

export function defineApi<Request extends AnyField, Response extends AnyField>(
  api: Api<Request, Response>,
): Api<Request, Response> {
  return api;
}

export function isFlexible(api: Api, version: number): boolean {
  return version >= api.flexibleFrom;
}

/** Message bodies, without header and length. */
interface BodyCodec<Value, Input> {
  /** Throws a {@link ProtocolError} that names the field which cannot be written in this version. */
  encode(value: Input): Buffer;
  /** Reads from `offset` to the very end. Throws a {@link ProtocolError}, never anything else, on bytes that are not this message. */
  decode(bytes: Buffer, offset?: number): Value;
}

export interface ApiCodec<A extends Api> {
  readonly request: BodyCodec<ReceivedRequestOf<A>, RequestOf<A>>;
  readonly response: BodyCodec<ResponseOf<A>, SentResponseOf<A>>;
}

const codecs = new WeakMap<Api, Map<number, ApiCodec<Api>>>();

/** The codec of one version of an API, compiled on first use. Throws RangeError for a version outside `api.versions`. */
export function codecOf<A extends Api>(api: A, version: number): ApiCodec<A> {
  const byVersion = codecs.get(api) ?? new Map<number, ApiCodec<Api>>();
  codecs.set(api, byVersion);
  const known = byVersion.get(version);
  const codec = known ?? compileApi(api, version);
  byVersion.set(version, codec);
  // One map holds the codecs of all APIs; the key fixes which one this is.
  return codec as unknown as ApiCodec<A>;
}

function compileApi(api: Api, version: number): ApiCodec<Api> {
  const [min, max] = api.versions;
  if (!Number.isInteger(version) || version < min || version > max) {
    throw new RangeError(`${api.name} v${version}: versions ${min} to ${max} are defined`);
  }
  return { request: bodyCodec(api, version, 'request'), response: bodyCodec(api, version, 'response') };
}

function bodyCodec(api: Api, version: number, direction: 'request' | 'response'): BodyCodec<unknown, unknown> {
  const codec = compile(api[direction], version, isFlexible(api, version));
  const described = (error: unknown) =>
    error instanceof FieldError
      ? new ProtocolError({
          apiName: api.name,
          apiVersion: version,
          direction,
          path: error.path,
          offset: error.offset,
          reason: error.message,
        })
      : error;
  return {
    encode(value) {
      const writer = new Writer();
      try {
        codec.write(writer, value);
      } catch (error) {
        throw described(error);
      }
      return writer.finish();
    },
    decode(bytes, offset = 0) {
      try {
        const reader = new Reader(bytes, offset);
        const value = codec.read(reader);
        if (reader.remaining > 0) throw new FieldError(`${reader.remaining} bytes too many`, reader.offset);
        return value;
      } catch (error) {
        throw described(error);
      }
    },
  };
}
