import type { Socket } from 'node:net';
import { ProtocolError } from '../../kafka/protocol/codec/errors.ts';
import {
  decodeRequestBody,
  decodeRequestHeader,
  encodeResponse,
  frame,
  type RequestHeader,
} from '../../kafka/protocol/message.ts';
import { API_VERSIONS_KEY, refuseVersion } from '../apis/18-api-versions.ts';
import { servedApis } from '../apis/index.ts';
import type { Fault, Faults } from '../faults.ts';
import { rangesOf } from '../releases.ts';
import type { ConnectionState, Served, ServedApi } from '../served.ts';
import type { ClusterState, SimulatedBroker } from '../state/cluster-state.ts';
import { FrameReader } from './framing.ts';

/** What a connection needs of the broker behind it. */
export interface BrokerSide {
  readonly cluster: ClusterState;
  readonly broker: SimulatedBroker;
  readonly faults: Faults;
  /** Real milliseconds before each answer, as a network would take. */
  readonly replyDelayMs: number;
  /** Told of every request, by API name. */
  onRequest(api: string): void;
}

const byKey = new Map(servedApis.map((served) => [served.api.key, served]));

/** SaslHandshake, ApiVersions and SaslAuthenticate may be asked before logging in. */
const BEFORE_LOGIN = new Set([17, API_VERSIONS_KEY, 36]);

/**
 * Serves one connection as a broker does: requests are answered in order, one after the other, and whatever the broker does
 * not know (an API, a version, bytes) ends the connection without an answer.
 */
export function serveConnection(socket: Socket, side: BrokerSide): void {
  const frames = new FrameReader();
  const state: ConnectionState = { user: null, login: null };
  const closed = new AbortController();
  socket.on('close', () => closed.abort());
  let queue = Promise.resolve();
  socket.on('data', (bytes) => {
    const messages = frames.push(bytes);
    if (messages === null) return void socket.destroy();
    for (const message of messages) {
      queue = queue.then(async () => {
        if (closed.signal.aborted) return;
        const outcome = await respond(message, side, state, closed.signal).catch((error: unknown) => {
          // A fault of our own: whoever waits is not left waiting, and the error stays one.
          socket.destroy();
          throw error;
        });
        if (!closed.signal.aborted) deliver(socket, outcome);
      });
    }
  });
}

/** What goes back over the wire. */
type Outcome =
  | { readonly kind: 'answer'; readonly bytes: Buffer }
  | { readonly kind: 'cut'; readonly bytes: Buffer }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'end' };

const END: Outcome = { kind: 'end' };
const NOTHING: Outcome = { kind: 'nothing' };

function deliver(socket: Socket, outcome: Outcome): void {
  if (outcome.kind === 'answer') socket.write(outcome.bytes);
  else if (outcome.kind === 'cut') socket.end(outcome.bytes);
  else if (outcome.kind === 'end') socket.destroy();
}

async function respond(
  message: Buffer,
  side: BrokerSide,
  state: ConnectionState,
  closed: AbortSignal,
): Promise<Outcome> {
  const { broker, cluster, faults } = side;
  try {
    const { header, bodyOffset } = decodeRequestHeader(message);
    const served = byKey.get(header.apiKey);
    const range = rangesOf(broker.release).get(header.apiKey);
    if (served === undefined || range === undefined) return END;
    const { api } = served;
    side.onRequest(api.name);
    const mustLogIn = cluster.scenario.users.length > 0 && state.user === null && !BEFORE_LOGIN.has(api.key);
    if (mustLogIn) return END;
    const struck = faults.strike(broker.id, api.name);
    const wait = (ms: number) => pause(ms, closed);
    if (has(struck, 'hang')) await until(closed);
    await wait(side.replyDelayMs + delayOf(struck));
    if (has(struck, 'drop')) return END;
    if (has(struck, 'garbage')) return { kind: 'answer', bytes: garbage(header) };
    // Old versions that a release still advertises and that no client of ours has are as unknown here as those it never had.
    if (header.apiVersion < Math.max(range.min, api.versions[0]) || header.apiVersion > range.max) {
      return api.key === API_VERSIONS_KEY ? { kind: 'answer', bytes: refuseVersion(header, broker) } : END;
    }
    for (const { action } of struck) if (action.kind === 'event') action.run();
    const request = decodeRequestBody(api, header.apiVersion, message, bodyOffset);
    const answered = await served.answer(request, {
      cluster,
      broker,
      version: header.apiVersion,
      clientId: header.clientId ?? '',
      nowMs: cluster.now(),
      struck,
      wait,
      connection: state,
    } satisfies Served);
    if (answered === null) return NOTHING;
    const bytes = encoded(served, header, throttled(answered, struck));
    return has(struck, 'cut')
      ? { kind: 'cut', bytes: bytes.subarray(0, Math.ceil(bytes.length / 2)) }
      : { kind: 'answer', bytes };
  } catch (error) {
    // A real broker logs bytes that it can't read, and hangs up.
    if (error instanceof ProtocolError || closed.aborted) return END;
    throw error;
  }
}

function encoded({ api }: ServedApi, header: RequestHeader, body: object): Buffer {
  return frame(encodeResponse(api, header.apiVersion, header.correlationId, body));
}

const has = (struck: readonly Fault[], kind: Fault['action']['kind']) =>
  struck.some(({ action }) => action.kind === kind);

const delayOf = (struck: readonly Fault[]) =>
  struck.reduce((sum, { action }) => sum + (action.kind === 'slow' ? action.ms : 0), 0);

/** KIP-219: the broker answers at once and says for how long the client is to hold back. */
function throttled(answered: unknown, struck: readonly Fault[]): object {
  const body = typeof answered === 'object' && answered !== null ? answered : {};
  const throttleTimeMs = struck.reduce((sum, { action }) => sum + (action.kind === 'throttle' ? action.ms : 0), 0);
  return throttleTimeMs === 0 ? body : { ...body, throttleTimeMs };
}

/** A frame of the right length and correlation id whose body means nothing. */
function garbage({ correlationId }: RequestHeader): Buffer {
  const bytes = Buffer.alloc(64, 0xa5);
  bytes.writeInt32BE(60, 0);
  bytes.writeInt32BE(correlationId, 4);
  return bytes;
}

function until(closed: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (closed.aborted) resolve();
    else closed.addEventListener('abort', () => resolve(), { once: true });
  });
}

function pause(ms: number, closed: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (closed.aborted) return reject(closed.reason);
    if (ms <= 0) return resolve();
    const gone = () => {
      clearTimeout(timer);
      reject(closed.reason);
    };
    const timer = setTimeout(() => {
      closed.removeEventListener('abort', gone);
      resolve();
    }, ms);
    closed.addEventListener('abort', gone, { once: true });
  });
}
