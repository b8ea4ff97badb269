import type { Api, RequestOf, ResponseOf } from '../protocol/api.ts';
import { apiVersions } from '../protocol/apis/18-api-versions.ts';
import { ProtocolError } from '../protocol/codec/errors.ts';
import type { ApiRanges } from '../protocol/negotiate.ts';
import type { BrokerAddress } from './address.ts';
import { type CallOptions, withDeadline } from './deadline.ts';
import type { CallPhase } from './errors.ts';
import type { OpenRaw, RawConnection } from './kafkajs.ts';

/** A connection that is logged in and knows which versions its broker speaks. */
export interface Session {
  readonly ranges: ApiRanges;
  /** Whether it has answered a request before. */
  readonly proven: boolean;
  send<A extends Api>(api: A, version: number, request: RequestOf<A>, options: CallOptions): Promise<ResponseOf<A>>;
}

/** A connection on its way to a session, or already one. All who want the same broker at the same time share it. */
export interface OpenSession {
  readonly ready: Promise<Session>;
  /** How far opening has come. */
  readonly phase: CallPhase;
  readonly opened: boolean;
  /** Resolves when its connection is gone, or will never be. */
  readonly gone: Promise<unknown>;
  close(reason: Error): void;
}

/**
 * Opens a connection, asks the broker for its versions and logs in. `onUnusable` is called once, when nobody should be
 * given this session any more: opening failed, the connection is gone, or a request went unanswered. Those who are using
 * it may go on; when the last of them is done it is closed.
 */
export function openSession(open: Promise<OpenRaw>, address: BrokerAddress, onUnusable: () => void): OpenSession {
  let phase: CallPhase = 'connect';
  let opened = false;
  let proven = false;
  let unusable = false;
  let closedFor: Error | null = null;
  let raw: RawConnection | null = null;
  let inFlight = 0;

  const retire = () => {
    if (unusable) return;
    unusable = true;
    onUnusable();
  };
  const close = (reason: Error) => {
    retire();
    closedFor ??= reason;
    raw?.destroy(reason);
  };

  async function start(): Promise<Session> {
    const connection = await (await open)(address);
    if (closedFor !== null) throw closedFor;
    raw = connection;
    connection.ending.then(retire);
    await connection.connect();
    const ranges = await askRanges(connection);
    phase = 'authenticate';
    await connection.authenticate(ranges);
    if (closedFor !== null) throw closedFor;
    phase = 'request';
    opened = true;
    return {
      ranges,
      get proven() {
        return proven;
      },
      send: (api, version, request, options) => send(connection, api, version, request, options),
    };
  }

  async function send<A extends Api>(
    connection: RawConnection,
    api: A,
    version: number,
    request: RequestOf<A>,
    options: CallOptions,
  ): Promise<ResponseOf<A>> {
    inFlight++;
    try {
      const answer = connection.send(api, version, request);
      answer.catch(() => {});
      const answered = await withDeadline(answer, options);
      proven = true;
      return answered;
    } catch (error) {
      // Requests of one connection are answered in order, so behind an unanswered one the next would wait as well.
      // Bytes that are not what they should be leave the connection as it is.
      if (!(error instanceof ProtocolError)) retire();
      throw error;
    } finally {
      inFlight--;
      if (unusable && inFlight === 0) close(new Error('connection given up after an unanswered request'));
    }
  }

  const ready = start();
  ready.catch(close);
  return {
    ready,
    close,
    gone: ready.then(
      () => raw?.gone,
      () => raw?.gone,
    ),
    get phase() {
      return phase;
    },
    get opened() {
      return opened;
    },
  };
}

/** v0 is understood by every broker, so there is no second try; it may be asked before logging in. */
async function askRanges(connection: RawConnection): Promise<ApiRanges> {
  const { apiKeys } = await connection.send(apiVersions, 0, {});
  return new Map(apiKeys.map(({ apiKey, minVersion, maxVersion }) => [apiKey, { min: minVersion, max: maxVersion }]));
}
