import { replicationLatencyMs } from '../partitions/limits.ts';
import { count } from '../words.ts';
import type { Computed } from './computed.ts';

interface Leaders {
  readonly leadersOnBroker: number;
  /** Of each leader: RF − 1. Rao's example has one. */
  readonly followers?: number;
  readonly otherBrokers: number;
}

const SOURCE = 'Jun Rao, confluent.io: how to choose the number of partitions';

/** Partitions that one broker replicates to one other: `leaders × followers ÷ other brokers`. Source: Jun Rao. */
export const partitionsPerPair = ({ leadersOnBroker, followers = 1, otherBrokers }: Leaders): Computed => ({
  value: (leadersOnBroker * followers) / otherBrokers,
  formula: `${count(leadersOnBroker, 'leader')}${followers === 1 ? '' : ` × ${count(followers, 'follower')}`} ÷ ${count(otherBrokers, 'other broker')}`,
  source: SOURCE,
});

/** What that adds to the time until a record may be read: about 20 ms for each 1,000 of them, ms. Source: Jun Rao. */
export const addedLatencyMs = (leaders: Leaders): Computed => ({
  value: replicationLatencyMs(leaders.leadersOnBroker, leaders.followers ?? 1, leaders.otherBrokers),
  formula: `20 ms × ${partitionsPerPair(leaders).formula} ÷ 1,000`,
  source: SOURCE,
});
