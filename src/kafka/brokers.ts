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

/** Servers to ask before giving up: one that hangs may not blank the answer. */
const MAX_ATTEMPTS = 3;

/** A link that answers, and what it said about the topics. */
export interface Located {
  readonly link: BrokerLink;
  readonly metadata: Metadata;
}

/**
 * Metadata for the named topics, or for all when `topics` is null, from the first bootstrap server that answers. An open
 * connection whose broker hangs is given up, and the next server asked. Throws the error of the last one when none answers.
 */
export async function locate(call: Call, topics: readonly string[] | null): Promise<Located> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const link = await call.bootstrap();
    const metadata = await askMetadata(call, link, topics);
    if (metadata !== null) return { link, metadata };
  }
  throw call.lastError();
}

/** The same from a link that has answered before. Throws KnownFailure when it does not any more. */
export async function readMetadata(call: Call, link: BrokerLink, topics: readonly string[]): Promise<Metadata> {
  const answer = await askMetadata(call, link, topics);
  if (answer === null) throw unread(call.gaps.at(-1)?.why ?? 'it did not answer');
  return answer;
}

async function askMetadata(call: Call, link: BrokerLink, topics: readonly string[] | null): Promise<Metadata | null> {
  const request = {
    topics: topics === null ? null : topics.map((name) => ({ name })),
    allowAutoTopicCreation: false,
    includeTopicAuthorizedOperations: true,
  };
  const answer = await call.ask(link.address, metadata, request, 'the cluster metadata');
  if (answer !== null && answer.errorCode !== 0) throw unread(errorName(answer.errorCode));
  return answer;
}

const unread = (why: string) =>
  new KnownFailure(
    `The cluster metadata could not be read: ${why}.`,
    'The brokers that were asked went away between connecting and answering, or they are overloaded.',
    'Try again; kafka_server_status tests every configured address.',
  );

export function brokersOf({ brokers }: Metadata): Brokers {
  const all = brokers.map(({ nodeId, host, port, rack }) => ({ nodeId, host, port, rack }));
  return { all, byId: new Map(all.map((broker) => [broker.nodeId, broker])) };
}
