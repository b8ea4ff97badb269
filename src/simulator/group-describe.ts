import { ZERO_UUID } from '../kafka/protocol/codec/scalars.ts';
import { authorizedOperations, OPERATIONS_NOT_ASKED } from './authorized-operations.ts';
import { errorCode } from './faults.ts';
import { namedGroupError } from './guards.ts';
import type { Served } from './served.ts';
import type { TopicPartition } from './state/assign.ts';
import type { GroupType, SimulatedGroup } from './state/group.ts';

/** A group of the wanted 4.x type, or the words with which its coordinator refuses. */
export function findGroup(
  served: Served,
  groupId: string,
  type: GroupType,
):
  | { readonly group: SimulatedGroup }
  | { readonly group: null; readonly error: number; readonly message: string | null } {
  if (type === 'consumer' && isPreview(served))
    return { group: null, error: errorCode('UNSUPPORTED_VERSION'), message: null };
  const error = namedGroupError(served, groupId, 'describe');
  if (error !== 0) return { group: null, error, message: type === 'share' ? shareMessage(error) : null };
  const group = served.cluster.groups.get(groupId);
  if (group?.type === type) return { group };
  const message = group === undefined ? `Group ${groupId} not found.` : `Group ${groupId} is not a ${type} group.`;
  return { group: null, error: errorCode('GROUP_ID_NOT_FOUND'), message };
}

/** Before 4.0 the consumer protocol had to be switched on, which a scenario does by having such a group. */
function isPreview({ cluster, broker }: Served): boolean {
  return Number(broker.release) < 4 && ![...cluster.groups.values()].some(({ type }) => type === 'consumer');
}

/** Only requests about share groups say it in words. */
export const shareMessage = (error: number): string | null =>
  error === errorCode('NOT_COORDINATOR') ? 'This is not the correct coordinator.' : null;

/** What stands in the place of a group that is refused. */
export const NO_GROUP = {
  groupState: '',
  groupEpoch: 0,
  assignmentEpoch: 0,
  assignorName: '',
  members: [],
};

/** Partitions as the 4.x protocols write assignments. */
export function assignmentOf({ cluster }: Served, partitions: readonly TopicPartition[]) {
  const topics = new Map<string, number[]>();
  for (const { topic, partition } of partitions) topics.set(topic, [...(topics.get(topic) ?? []), partition]);
  return {
    topicPartitions: [...topics].map(([topicName, indexes]) => ({
      topicId: cluster.topic(topicName)?.topicId ?? ZERO_UUID,
      topicName,
      partitions: indexes,
    })),
  };
}

/** State and epochs: an empty group is one epoch ahead of its last assignment, as seen on 4.3.1. */
export function headOf({ nowMs, cluster }: Served, group: SimulatedGroup, includeAuthorizedOperations: boolean) {
  const groupState = group.state(nowMs);
  const groupEpoch = group.generation(nowMs);
  return {
    groupState,
    groupEpoch,
    assignmentEpoch: groupState === 'Empty' ? groupEpoch - 1 : groupEpoch,
    authorizedOperations: includeAuthorizedOperations
      ? authorizedOperations(cluster, 'group', group.name)
      : OPERATIONS_NOT_ASKED,
  };
}
