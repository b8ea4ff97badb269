import type { Api, RequestOf, ResponseOf } from '../../../src/kafka/protocol/api.ts';
import { offsetsPartition } from '../../../src/kafka/protocol/offsets-partition.ts';

/** A cluster that has loaded resources/scenarios/common.json, as a client sees it. */
export interface AskedCluster {
  /** One request in one version to the broker with an id. */
  ask<A extends Api>(broker: number, api: A, version: number, request: RequestOf<A>): Promise<ResponseOf<A>>;
  /** The newest version that the release and the codec have. */
  newest(api: Api): number;
  /** The moment from which the scenario counts. */
  readonly startMs: number;
  /** The cluster's own id of a topic. */
  topicId(name: string): Promise<string>;
  /** Who keeps a transactional id. */
  transactionCoordinator(transactionalId: string): Promise<number>;
}

/** Something that is asked of two clusters, whose answers have to be the same. What is asked leaves nothing behind but an empty group. */
export interface Question {
  readonly name: string;
  /** Not answered alike before this release, or not at all. */
  readonly since?: number;
  ask(cluster: AskedCluster): Promise<unknown>;
}

/** Leaders of the partitions of the scenario. */
export const LEADERS = {
  'common.orders': [1, 2, 3, 1],
  'common.prices': [2, 3],
  'common.trimmed': [3, 2, 1],
  'common.payments': [3, 1, 2],
  'common.empty': [2],
} as const;
type Topic = keyof typeof LEADERS;

/** A partition and the broker that leads it. */
export interface Led {
  readonly topic: Topic;
  readonly partition: number;
  readonly leader: number;
}

/** Every partition of the scenario. */
export const partitions: readonly Led[] = (
  ['common.orders', 'common.prices', 'common.trimmed', 'common.payments', 'common.empty'] as const
).flatMap((topic) => LEADERS[topic].map((leader, partition) => ({ topic, partition, leader })));

/** The groups of the scenario, and one that is not there. */
export const GROUPS = ['common-behind', 'common-at-end', 'common-half', 'common-overtaken', 'other-ledger', 'nobody'];

/** `__consumer_offsets` has four partitions, and partition n is led by broker n modulo 3 plus 1. */
export const coordinatorOf = (group: string) => (offsetsPartition(group, 4) % 3) + 1;
export const notCoordinatorOf = (group: string) => (coordinatorOf(group) % 3) + 1;

/** An id that no topic has. */
export const UNKNOWN_ID = 'AAAAAAAAAAAAAAAAAAAAAQ';

export type Ask = Question['ask'];

/** A question to every release, and one to releases from one on. */
export const one = (name: string, ask: Ask): Question => ({ name, ask });
export const from = (since: number, name: string, ask: Ask): Question => ({ name, since, ask });

/** Versions of an API from the oldest worth asking to the newest of the release. */
export const inVersions =
  (api: Api, oldest: number, ask: (cluster: AskedCluster, version: number) => Promise<unknown>): Ask =>
  async (cluster) => {
    const answers = [];
    for (let version = oldest; version <= cluster.newest(api); version += 1) {
      answers.push({ version, answer: await ask(cluster, version) });
    }
    return answers;
  };
