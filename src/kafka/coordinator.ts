import { type Brokers, brokersOf, type Metadata } from './brokers.ts';
import type { Call } from './call.ts';
import type { BrokerAddress } from './connection/address.ts';
import type { BrokerLink } from './connection/connections.ts';
import { findCoordinator as findCoordinatorApi } from './protocol/apis/10-find-coordinator.ts';
import { errorName } from './protocol/errors.ts';
import { offsetsPartition } from './protocol/offsets-partition.ts';

export const OFFSETS_TOPIC = '__consumer_offsets';

/** Why there is no coordinator that could be asked. The group may well exist. */
export interface NoCoordinator {
  readonly why: string;
}

/**
 * The coordinator of a group is the leader of its partition of `__consumer_offsets`. Read from metadata, since
 * FindCoordinator creates that topic on a cluster that does not have it yet. `none`: the topic does not exist, so no group
 * does. `not told`: this client may not describe the topic.
 */
export function findCoordinator(
  metadata: Metadata,
  brokers: Brokers,
  group: string,
): BrokerAddress | NoCoordinator | 'none' | 'not told' {
  const topic = metadata.topics.find(({ name }) => name === OFFSETS_TOPIC);
  const error = topic === undefined ? 'UNKNOWN_TOPIC_OR_PARTITION' : errorName(topic.errorCode);
  if (error === 'UNKNOWN_TOPIC_OR_PARTITION') return 'none';
  if (topic === undefined || topic.partitions.length === 0) return 'not told';
  const index = offsetsPartition(group, topic.partitions.length);
  const leader = topic.partitions.find(({ partitionIndex }) => partitionIndex === index)?.leaderId ?? -1;
  const address = brokers.byId.get(leader);
  if (address !== undefined) return address;
  return { why: `its coordinator is not available: ${OFFSETS_TOPIC}-${index}, which holds this group, has no leader` };
}

/** Partitions of `__consumer_offsets` without a leader. The groups in them are missing from every list, without an error. */
export function partitionsWithoutCoordinator(metadata: Metadata): readonly number[] {
  const { byId } = brokersOf(metadata);
  const topic = metadata.topics.find(({ name }) => name === OFFSETS_TOPIC);
  return (topic?.partitions ?? [])
    .filter(({ leaderId }) => !byId.has(leaderId))
    .map(({ partitionIndex }) => partitionIndex)
    .sort((a, b) => a - b);
}

/** Asks the cluster. */
export async function askForCoordinator(
  call: Call,
  link: BrokerLink,
  brokers: Brokers,
  group: string,
): Promise<BrokerAddress | NoCoordinator> {
  const manyKeys = (link.version(findCoordinatorApi) ?? 0) >= 4;
  const request = manyKeys ? { coordinatorKeys: [group] } : { key: group };
  const answer = await call.ask(link.address, findCoordinatorApi, request, 'the coordinator of a group');
  if (answer === null) return { why: 'its coordinator could not be asked for' };
  const found = answer.coordinators[0] ?? answer;
  const address = brokers.byId.get(found.nodeId);
  if (found.errorCode === 0 && address !== undefined) return address;
  const reason = found.errorCode === 0 ? `broker ${found.nodeId} is not live` : errorName(found.errorCode);
  return { why: `its coordinator is not available: ${reason}` };
}
