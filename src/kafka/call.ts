import type { Gap } from '../domain/gap.ts';
import { named } from '../domain/named.ts';
import { addressText, type BrokerAddress } from './connection/address.ts';
import type { BrokerLink, Connections } from './connection/connections.ts';
import type { CallOptions } from './connection/deadline.ts';
import { explainBrokerFailure } from './failures/failures.ts';
import type { Api, RequestOf, ResponseOf } from './protocol/api.ts';
import { apiVersions } from './protocol/apis/18-api-versions.ts';

/** A healthy broker answers a read in milliseconds; silence of 3 s is reported as a gap and not waited for again. */
const BROKER_TIMEOUT_MS = 3_000;

interface AskOptions {
  readonly timeoutMs?: number;
  /** The broker passes this request on to others, so silence is no verdict on itself: it may be asked again. */
  readonly passedOn?: boolean;
}

/**
 * The requests of one tool call. A broker that fails once is not asked again within the call; what it owed becomes a
 * gap, and the rest of the answer goes on.
 */
export interface Call {
  readonly gaps: readonly Gap[];
  /** Requests sent so far, connection set-up not counted. */
  readonly requests: number;
  /** A link to any live bootstrap server. Throws what `Connections.bootstrap` throws when none answers. */
  bootstrap(timeoutMs: number): Promise<BrokerLink>;
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
  /** A link to a broker that has just answered; null when it did not, with a gap. An open connection proves nothing. */
  reach(broker: BrokerAddress, what: string): Promise<BrokerLink | null>;
  addGap(gap: Gap): void;
  /** The error of the broker that failed last; null when none did. */
  lastError(): unknown;
}

export function startCall(connections: Connections, signal: AbortSignal): Call {
  const gaps: Gap[] = [];
  const failed = new Map<string, string>();
  let requests = 0;
  let lastError: unknown = null;

  const nameOf = (broker: BrokerAddress) =>
    broker.nodeId === null
      ? `broker ${named(`${broker.host}:${broker.port}`)}`
      : `broker ${broker.nodeId} (${named(`${broker.host}:${broker.port}`)})`;

  /** Runs one step against a broker; cancellation ends the whole call, anything else only this broker's part. */
  async function attempt<T>(
    broker: BrokerAddress,
    what: string | null,
    step: () => Promise<T>,
    passedOn = false,
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
      if (!passedOn) failed.set(addressText(broker), why);
      return missing(why);
    }
  }

  const link = (broker: BrokerAddress) => connections.broker(broker, { signal, timeoutMs: BROKER_TIMEOUT_MS });

  return {
    gaps,
    get requests() {
      return requests;
    },
    bootstrap: (timeoutMs) => connections.bootstrap({ signal, timeoutMs }),
    ask: (broker, api, request, what, { timeoutMs = BROKER_TIMEOUT_MS, passedOn = false } = {}) =>
      attempt(
        broker,
        what,
        async () => {
          const connected = await link(broker);
          requests += 1;
          return connected.send(api, request, { signal, timeoutMs });
        },
        passedOn,
      ),
    version: async (broker, api) => (await attempt(broker, null, () => link(broker)))?.version(api) ?? null,
    reach: (broker, what) =>
      attempt(broker, what, async () => {
        requests += 1;
        return askForLife(await link(broker), { signal, timeoutMs: BROKER_TIMEOUT_MS });
      }),
    addGap: (gap) => gaps.push(gap),
    lastError: () => lastError,
  };
}

/** The same link, once its broker has answered the cheapest of all requests. Throws what `send` throws. */
export async function askForLife(link: BrokerLink, options: CallOptions): Promise<BrokerLink> {
  await link.send(apiVersions, { clientSoftwareName: 'kafka-architect', clientSoftwareVersion: '1' }, options);
  return link;
}
