import { KnownFailure } from '../failure.ts';
import type { Call } from './call.ts';
import type { BrokerAddress, BrokerLink } from './connection/connections.ts';
import type { ResponseOf } from './protocol/api.ts';
import { metadata } from './protocol/apis/03-metadata.ts';
import { errorName } from './protocol/errors.ts';

export type Metadata = ResponseOf<typeof metadata>;

/** What one Metadata answer says about where things are. */
export interface Brokers {
  readonly byId: ReadonlyMap<number, BrokerAddress>;
  readonly all: readonly BrokerAddress[];
}

/**
 * Metadata for the named topics, or for all when `topics` is null, from the given link. Never creates a topic.
 * Throws KnownFailure when the broker does not answer or refuses.
 */
export async function readMetadata(call: Call, link: BrokerLink, topics: readonly string[] | null): Promise<Metadata> {
  const answer = await call.ask(
    link.address,
    metadata,
    {
      topics: topics === null ? null : topics.map((name) => ({ name })),
      allowAutoTopicCreation: false,
      includeTopicAuthorizedOperations: true,
    },
    'the cluster metadata',
  );
  if (answer === null || answer.errorCode !== 0) {
    const why = answer === null ? (call.gaps.at(-1)?.why ?? 'it did not answer') : errorName(answer.errorCode);
    throw new KnownFailure(
      `The cluster metadata could not be read: ${why}.`,
      'The broker went away between connecting and answering, or it is overloaded.',
      'Try again; kafka_server_status tests every configured address.',
    );
  }
  return answer;
}

export function brokersOf({ brokers }: Metadata): Brokers {
  const all = brokers.map(({ nodeId, host, port, rack }) => ({ nodeId, host, port, rack }));
  return { all, byId: new Map(all.map((broker) => [broker.nodeId, broker])) };
}
