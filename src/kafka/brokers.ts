import { KnownFailure } from '../failure.ts';
import type { Call } from './call.ts';
import type { BrokerAddress } from './connection/address.ts';
import type { BrokerLink } from './connection/connections.ts';
import type { ResponseOf } from './protocol/api.ts';
import { metadata } from './protocol/apis/03-metadata.ts';
import { errorName } from './protocol/errors.ts';

export type Metadata = ResponseOf<typeof metadata>;

/** What one Metadata answer says about where things are. */
export interface Brokers {
  readonly byId: ReadonlyMap<number, BrokerAddress>;
  readonly all: readonly BrokerAddress[];
}

/** When every server hangs, the cause is due in under 5 s; kafka_server_status gives up after 4.5 s. */
const LOCATE_TIMEOUT_MS = 4_000;

/** The share of the time left that each server in turn may take: one that hangs may not blank the answer. */
const PATIENCE = [0.55, 0.6, 1];

/** A link that answers, and what it said about the topics. */
export interface Located {
  readonly link: BrokerLink;
  readonly metadata: Metadata;
}

/**
 * Metadata for the named topics, or for all when `topics` is null, from the first bootstrap server that answers. An open
 * connection whose broker hangs is given up, and the next server asked. Never creates a topic. Throws the error of the last
 * one when none answers, KnownFailure when one refuses.
 */
export async function locate(call: Call, topics: readonly string[] | null): Promise<Located> {
  const request = {
    topics: topics === null ? null : topics.map((name) => ({ name })),
    allowAutoTopicCreation: false,
    includeTopicAuthorizedOperations: true,
  };
  const end = performance.now() + LOCATE_TIMEOUT_MS;
  for (const share of PATIENCE) {
    const link = await call.bootstrap(end - performance.now());
    const timeoutMs = (end - performance.now()) * share;
    const answer = await call.ask(link.address, metadata, request, null, { timeoutMs });
    if (answer !== null && answer.errorCode !== 0) throw refused(errorName(answer.errorCode));
    if (answer !== null) return { link, metadata: answer };
  }
  throw call.lastError();
}

const refused = (why: string) =>
  new KnownFailure(
    `The cluster metadata could not be read: ${why}.`,
    'The broker that was asked is starting, stopping or overloaded.',
    'Try again; kafka_server_status tests every configured address.',
  );

export function brokersOf({ brokers }: Metadata): Brokers {
  const all = brokers.map(({ nodeId, host, port, rack }) => ({ nodeId, host, port, rack }));
  return { all, byId: new Map(all.map((broker) => [broker.nodeId, broker])) };
}
