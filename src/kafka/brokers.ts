import { KnownFailure } from '../failure.ts';
import type { Call } from './call.ts';
import { addressText, type BrokerAddress } from './connection/address.ts';
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

/** The share of the time left that each server in turn may take, the last of them for all others. */
const PATIENCE = [0.55, 0.6, 1];

/** A link that answers, and what it said about the topics. */
export interface Located {
  readonly link: BrokerLink;
  readonly metadata: Metadata;
}

/**
 * Metadata for the named topics, or for all when `topics` is null, from the first bootstrap server that answers; when none of
 * them does, from a broker that was named before. One that hangs, fails or refuses is given up, and the next is asked. Never
 * creates a topic. Throws the error of the last one when none answers, KnownFailure when one refused.
 */
export async function locate(call: Call, topics: readonly string[] | null): Promise<Located> {
  const request = {
    topics: topics === null ? null : topics.map((name) => ({ name })),
    allowAutoTopicCreation: false,
    includeTopicAuthorizedOperations: true,
  };
  const end = performance.now() + LOCATE_TIMEOUT_MS;
  const asked = new Set<string>();
  let refusal: KnownFailure | null = null;
  for (;;) {
    const link = await call.bootstrap(end - performance.now(), asked);
    if (link === null) throw refusal ?? call.lastError();
    const timeoutMs = (end - performance.now()) * (PATIENCE[asked.size] ?? 1);
    asked.add(addressText(link.address));
    const answer = await call.ask(link.address, metadata, request, null, { timeoutMs });
    if (answer === null) continue;
    if (answer.errorCode === 0) {
      call.learn(brokersOf(answer).all);
      return { link, metadata: answer };
    }
    refusal ??= refused(errorName(answer.errorCode));
  }
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
