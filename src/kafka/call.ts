import { setMaxListeners } from 'node:events';
import type { Gap } from '../domain/gap.ts';
import { named } from '../domain/named.ts';
import { addressText, type BrokerAddress } from './connection/address.ts';
import type { BrokerLink, Connections } from './connection/connections.ts';
import type { CallOptions } from './connection/deadline.ts';
import { explainBrokerFailure } from './failures/failures.ts';
import type { Api, RequestOf, ResponseOf } from './protocol/api.ts';
import { apiVersions } from './protocol/apis/18-api-versions.ts';
import { releaseOf } from './release.ts';

/** A healthy broker answers a read in milliseconds; silence of 3 s is reported as a gap and not waited for again. */
const BROKER_TIMEOUT_MS = 3_000;

interface AskOptions {
  readonly timeoutMs?: number;
  /**
   * Silence is no verdict on the broker, which may be asked again: it passes this request on to others, or was given less time
   * than it may take.
   */
  readonly noVerdict?: boolean;
}

/**
 * The requests of one tool call. A broker that fails once is not asked again within the call; what it owed becomes a
 * gap, and the rest of the answer goes on.
 */
export interface Call {
  readonly gaps: readonly Gap[];
  /** What each broker did that failed, by address. */
  readonly failed: ReadonlyMap<string, string>;
  /** Brokers that the cluster has named. */
  readonly learned: readonly BrokerAddress[];
  /** Requests sent so far, connection set-up not counted. */
  readonly requests: number;
  /**
   * A link to somebody who can tell about the cluster: a bootstrap server, else a broker that the cluster has named. Addresses
   * in `except` and brokers that have failed are passed over; null when nobody is left. Throws what `Connections.bootstrap`
   * throws when none answers.
   */
  bootstrap(timeoutMs: number, except: ReadonlySet<string>): Promise<BrokerLink | null>;
  learn(brokers: readonly BrokerAddress[]): void;
  /**
   * The answer, or null when a gap was recorded instead. `what` says in the user's words what would be missing; null when
   * somebody else will be asked, so that nothing is missing yet.
   */
  ask<A extends Api>(
    broker: BrokerAddress,
    api: A,
    request: RequestOf<A>,
    what: string | null,
    options?: AskOptions,
  ): Promise<ResponseOf<A> | null>;
  /** The highest version both sides know, or null: the broker does not have the API, or was not reached. */
  version(broker: BrokerAddress, api: Api): Promise<number | null>;
  /** The release family of a broker, as it told when the connection was opened; null: older than 3.0, or not reached. */
  release(broker: BrokerAddress): Promise<string | null>;
  /** A link to a broker that has just answered; null when it did not, with a gap. An open connection proves nothing. */
  reach(broker: BrokerAddress, what: string): Promise<BrokerLink | null>;
  addGap(gap: Gap): void;
  /** Throws the reason of a cancellation; for long stretches of work in which nobody is asked. */
  throwIfCancelled(): void;
  /** The error of the broker that failed last; null when none did. */
  lastError(): unknown;
}

/** `before`: a call for the same answer, a moment ago. Brokers that failed in it are not waited for again. */
export function startCall(connections: Connections, signal: AbortSignal, before: Call | null = null): Call {
  // Every request under way listens for the cancellation; with many brokers that is more than Node expects.
  setMaxListeners(0, signal);
  const gaps: Gap[] = [];
  const failed = new Map(before?.failed);
  let learned = before?.learned ?? [];
  let requests = 0;
  let lastError: unknown = before?.lastError() ?? null;

  const nameOf = (broker: BrokerAddress) =>
    broker.nodeId === null
      ? `broker ${named(`${broker.host}:${broker.port}`)}`
      : `broker ${broker.nodeId} (${named(`${broker.host}:${broker.port}`)})`;

  /** Runs one step against a broker; cancellation ends the whole call, anything else only this broker's part. */
  async function attempt<T>(
    broker: BrokerAddress,
    what: string | null,
    step: () => Promise<T>,
    noVerdict = false,
  ): Promise<T | null> {
    signal.throwIfAborted();
    const missing = (why: string) => {
      if (what !== null) gaps.push({ what, why, broker: broker.nodeId });
      return null;
    };
    const before = failed.get(addressText(broker));
    if (before !== undefined) return missing(before);
    try {
      return await step();
    } catch (error) {
      signal.throwIfAborted();
      lastError = error;
      const why = `${nameOf(broker)} ${explainBrokerFailure(error)}`;
      if (!noVerdict) failed.set(addressText(broker), why);
      return missing(why);
    }
  }

  const link = (broker: BrokerAddress, timeoutMs = BROKER_TIMEOUT_MS) =>
    connections.broker(broker, { signal, timeoutMs });

  async function bootstrap(timeoutMs: number, except: ReadonlySet<string>): Promise<BrokerLink | null> {
    const usable = (address: BrokerAddress) => !except.has(addressText(address)) && !failed.has(addressText(address));
    const servers = connections.bootstrapServers.filter(usable);
    const others = learned.filter(usable);
    try {
      if (servers.length > 0) return await connections.bootstrap({ signal, timeoutMs }, servers);
    } catch (error) {
      lastError = error;
      if (signal.aborted || others.length === 0) throw error;
    }
    for (const broker of others) {
      const reached = await attempt(broker, null, () => link(broker, Math.min(timeoutMs, BROKER_TIMEOUT_MS)));
      if (reached !== null) return reached;
    }
    return null;
  }

  return {
    gaps,
    failed,
    get learned() {
      return learned;
    },
    get requests() {
      return requests;
    },
    bootstrap,
    learn(brokers) {
      learned = brokers;
    },
    ask: (broker, api, request, what, { timeoutMs = BROKER_TIMEOUT_MS, noVerdict = false } = {}) =>
      attempt(
        broker,
        what,
        async () => {
          const connected = await link(broker);
          requests += 1;
          return connected.send(api, request, { signal, timeoutMs });
        },
        noVerdict,
      ),
    version: async (broker, api) => (await attempt(broker, null, () => link(broker)))?.version(api) ?? null,
    release: async (broker) => {
      const connected = await attempt(broker, null, () => link(broker));
      return connected === null ? null : releaseOf(connected.ranges);
    },
    reach: (broker, what) =>
      attempt(broker, what, async () => {
        requests += 1;
        return askForLife(await link(broker), { signal, timeoutMs: BROKER_TIMEOUT_MS });
      }),
    addGap: (gap) => gaps.push(gap),
    throwIfCancelled: () => signal.throwIfAborted(),
    lastError: () => lastError,
  };
}

/** The same link, once its broker has answered the cheapest of all requests. Throws what `send` throws. */
export async function askForLife(link: BrokerLink, options: CallOptions): Promise<BrokerLink> {
  await link.send(apiVersions, { clientSoftwareName: 'kafka-architect', clientSoftwareVersion: '1' }, options);
  return link;
}
