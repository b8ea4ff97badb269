import type { Socket } from 'node:net';
import type { Kafka, logCreator } from 'kafkajs';
import type { Log } from '../../log.ts';
import { type Api, codecOf, isFlexible, type RequestOf, type ResponseOf } from '../protocol/api.ts';
import { decodeResponse } from '../protocol/message.ts';
import type { ApiRanges } from '../protocol/negotiate.ts';
import type { BrokerAddress } from './address.ts';
import { ForeignBytesError, KafkajsInternalsMissing } from './errors.ts';
import type { Security } from './security.ts';

/*
 * The only file that knows the inside of kafkajs. We take its Connection (framing, correlation, SASL with
 * re-authentication, TLS, throttling) and nothing above it: no cluster, no metadata, no retries, no timeouts.
 * All casts into kafkajs are here, and `probe` checks at the start what they claim.
 */

const VERSION = '2.2.4';
const CLIENT_ID = 'kafka-architect';

/** Our deadlines come first; this only keeps kafkajs from giving up on its own. */
const CONNECTION_TIMEOUT_MS = 600_000;

/** Kafka refuses requests above 100 MiB by default; what announces more than this is not Kafka. */
const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;
const LENGTH_BYTES = 4;
const CORRELATION_ID_BYTES = 4;

/** One connection to one broker. It is used once: when it is gone, open another. */
export interface RawConnection {
  /** Opens the socket, with TLS when that is configured. */
  connect(): Promise<void>;
  /** Logs in when SASL is configured. Needs to know what the broker speaks. */
  authenticate(ranges: ApiRanges): Promise<void>;
  send<A extends Api>(api: A, version: number, request: RequestOf<A>): Promise<ResponseOf<A>>;
  /** Fails what is in flight and frees the socket at once. */
  destroy(reason: Error): void;
  /** Resolves as soon as nothing more can be sent: the broker has hung up, or the socket failed. */
  readonly ending: Promise<void>;
  /** Resolves when the socket is gone, whoever closed it; with the socket's error where there was one. */
  readonly gone: Promise<Error | null>;
}

/** Makes connections; nothing is opened yet. */
export type OpenRaw = (address: BrokerAddress) => Promise<RawConnection>;

/** Loads kafkajs on first use. Throws {@link KafkajsInternalsMissing} when it is not the one that we know. */
export async function loadKafkajs({ ssl, sasl }: Security, log: Log): Promise<OpenRaw> {
  const [{ default: kafkajs }, { default: description }] = await Promise.all([
    import('kafkajs'),
    import('kafkajs/package.json', { with: { type: 'json' } }),
  ]);
  const kafka = new kafkajs.Kafka({
    brokers: ['never-used:9092'],
    clientId: CLIENT_ID,
    ...(ssl && { ssl }),
    ...(sasl && { sasl }),
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    enforceRequestTimeout: false,
    retry: { retries: 0 },
    logCreator: logTo(log),
  });
  const builder = probe(kafka, description.version);
  return async ({ host, port }) => {
    const pool = await builder.build({ host, port });
    return rawConnection(checkedConnection(pool));
  };
}

/**
 * What kafkajs warns of is thrown at the caller as well, so it is only of use for debugging. Its own debug entries hold
 * whole responses and are dropped, also when KAFKAJS_LOG_LEVEL asks for them.
 */
function logTo(log: Log): logCreator {
  const WARN = 2;
  return () =>
    ({ namespace, level, log: entry }) => {
      if (level > WARN) return;
      const { message, broker } = entry;
      log.write('debug', `kafkajs: ${message}`, { namespace, broker });
    };
}

/** What we use of kafkajs' Connection, beyond its published types. */
interface InnerConnection {
  readonly socket: Socket | undefined;
  readonly requestQueue: {
    readonly pending: readonly unknown[];
    scheduleCheckPendingRequests(): void;
  };
  readonly bytesBuffered: number;
  readonly bytesNeeded: number;
  connect(): Promise<unknown>;
  disconnect(): Promise<unknown>;
  setVersions(versions: object): void;
  setSupportAuthenticationProtocol(supported: boolean): void;
  authenticate(): Promise<void>;
  send<T>(call: object): Promise<T>;
  rejectRequests(error: Error): void;
  processData(bytes: Buffer): void;
}

interface PoolBuilder {
  build(address: { host: string; port: number }): Promise<unknown>;
}

/** Finds the builder of connection pools, or names what is missing. */
export function probe(kafka: Kafka, version: string): PoolBuilder {
  const missing = version === VERSION ? [] : [`version ${VERSION} (found ${version})`];
  const symbol = Object.getOwnPropertySymbols(kafka).find(
    ({ description }) => description === 'private:Kafka:createCluster',
  );
  const createCluster: unknown = symbol === undefined ? undefined : Reflect.get(kafka, symbol);
  if (typeof createCluster !== 'function')
    throw new KafkajsInternalsMissing([...missing, 'private:Kafka:createCluster']);
  const builder = property(createCluster({}), 'connectionPoolBuilder');
  if (isPoolBuilder(builder) && missing.length === 0) return builder;
  if (!isPoolBuilder(builder)) missing.push('Cluster.connectionPoolBuilder.build');
  throw new KafkajsInternalsMissing(missing);
}

const isPoolBuilder = (value: unknown): value is PoolBuilder => typeof property(value, 'build') === 'function';

const METHODS = [
  ...['connect', 'disconnect', 'setVersions', 'setSupportAuthenticationProtocol'],
  ...['authenticate', 'send', 'rejectRequests', 'processData'],
];

/** A pool holds two connections; we use the first and never open the other. */
export function checkedConnection(pool: unknown): InnerConnection {
  const connections = property(pool, 'pool');
  const connection: unknown = Array.isArray(connections) ? connections[0] : undefined;
  const queue = property(connection, 'requestQueue');
  const missing = METHODS.filter((name) => typeof property(connection, name) !== 'function').map(
    (name) => `Connection.${name}`,
  );
  if (typeof property(connection, 'bytesNeeded') !== 'number') missing.push('Connection.bytesNeeded');
  if (typeof property(connection, 'bytesBuffered') !== 'number') missing.push('Connection.bytesBuffered');
  if (typeof property(queue, 'scheduleCheckPendingRequests') !== 'function') {
    missing.push('RequestQueue.scheduleCheckPendingRequests');
  }
  if (!Array.isArray(property(queue, 'pending'))) missing.push('RequestQueue.pending');
  if (missing.length > 0) throw new KafkajsInternalsMissing(missing);
  return connection as InnerConnection;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function rawConnection(inner: InnerConnection): RawConnection {
  stopIdleTimers(inner);
  guardAgainstForeignBytes(inner);
  const { promise: gone, resolve: resolveGone } = deferred<Error | null>();
  const { promise: ending, resolve: resolveEnding } = deferred<void>();
  let socketError: Error | null = null;

  /** Lets `work` fail when the socket goes: kafkajs leaves some promises open then. Adds the socket's error as a cause. */
  async function alive<T>(work: Promise<T>): Promise<T> {
    try {
      return await Promise.race([work, gone.then(failGone)]);
    } catch (error) {
      if (error instanceof Error && error !== socketError && error.cause === undefined && socketError !== null) {
        error.cause = socketError;
      }
      throw error;
    }
  }

  return {
    ending,
    gone,
    async connect() {
      const connected = inner.connect();
      const { socket } = inner;
      if (socket) {
        socket.once('end', resolveEnding);
        socket.once('error', (error) => {
          socketError = error;
          resolveEnding();
        });
        socket.once('close', () => {
          resolveEnding();
          resolveGone(socketError);
        });
      } else {
        // kafkajs makes the socket in the same turn, unless what it was given for TLS is no good.
        resolveEnding();
        resolveGone(null);
      }
      await alive(connected);
    },
    async authenticate(ranges) {
      const SASL_AUTHENTICATE_KEY = 36;
      const versions = [...ranges].map(([key, { min, max }]) => [key, { minVersion: min, maxVersion: max }] as const);
      inner.setVersions(Object.fromEntries(versions));
      inner.setSupportAuthenticationProtocol(ranges.has(SASL_AUTHENTICATE_KEY));
      await alive(inner.authenticate());
    },
    async send(api, version, request) {
      return alive(inner.send(call(api, version, request)));
    },
    destroy(reason) {
      inner.rejectRequests(reason);
      inner.disconnect().catch(() => {});
      // With the reason, so that a connect under way stops its timer.
      inner.socket?.destroy(reason);
    },
  };
}

function failGone(error: Error | null): never {
  throw error ?? new Error('Closed connection');
}

/** One request in the form of kafkajs. */
function call<A extends Api>(api: A, version: number, request: RequestOf<A>): object {
  const body = codecOf(api, version).request.encode(request);
  // kafkajs writes header v1; one zero byte, "no tagged fields", makes it v2.
  const buffer = isFlexible(api, version) ? Buffer.concat([Buffer.of(0), body]) : body;
  return {
    request: {
      apiKey: api.key,
      apiVersion: version,
      apiName: api.name,
      encode: async () => ({ buf: buffer, buffer, offset: buffer.length, size: () => buffer.length }),
    },
    response: {
      decode: async (bytes: Buffer) => {
        const answer = decodeResponse(api, version, bytes);
        // KIP-219: by this the connection holds its next requests back.
        return { answer, clientSideThrottleTime: property(answer, 'throttleTimeMs') ?? 0 };
      },
      parse: async ({ answer }: { answer: ResponseOf<A> }) => answer,
    },
    logResponseError: false,
  };
}

/** After its first response kafkajs looks every millisecond, for ever, whether a request is waiting. */
function stopIdleTimers({ requestQueue }: InnerConnection): void {
  const schedule = requestQueue.scheduleCheckPendingRequests.bind(requestQueue);
  requestQueue.scheduleCheckPendingRequests = () => {
    if (requestQueue.pending.length > 0) schedule();
  };
}

/** Bytes that are no Kafka message would be waited for in vain, or throw where nobody catches. */
function guardAgainstForeignBytes(inner: InnerConnection): void {
  const processData = inner.processData.bind(inner);
  const refuse = (first: Buffer) => {
    const shown = first
      .subarray(0, 8)
      .toString('latin1')
      .replace(/[^\x20-\x7e]/g, '.');
    inner.socket?.destroy(
      new ForeignBytesError(`the server does not speak Kafka here: its answer starts with "${shown}"`),
    );
  };
  inner.processData = (bytes) => {
    const startsMessage = inner.bytesBuffered === 0 && bytes.length >= LENGTH_BYTES;
    if (startsMessage && !isMessageLength(bytes.readInt32BE(0))) return refuse(bytes);
    try {
      processData(bytes);
    } catch {
      return refuse(bytes);
    }
    if (inner.bytesNeeded > MAX_MESSAGE_BYTES + LENGTH_BYTES) refuse(bytes);
  };
}

function isMessageLength(length: number): boolean {
  return length >= CORRELATION_ID_BYTES && length <= MAX_MESSAGE_BYTES;
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
