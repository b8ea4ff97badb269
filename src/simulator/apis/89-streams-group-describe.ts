import { streamsGroupDescribe } from '../../kafka/protocol/apis/89-streams-group-describe.ts';
import { findGroup, headOf, NO_GROUP } from '../group-describe.ts';
import { serve } from '../served.ts';
import type { TopicPartition } from '../state/assign.ts';

/** One subtopology that reads all topics of the group. */
const SUBTOPOLOGY = '0';

export const serveStreamsGroupDescribe = serve(
  streamsGroupDescribe,
  ({ groupIds, includeAuthorizedOperations }, served) => ({
    throttleTimeMs: 0,
    groups: groupIds.map((groupId) => {
      const found = findGroup(served, groupId, 'streams');
      if (found.group === null) return { groupId, ...NO_GROUP, errorCode: found.error, errorMessage: found.message };
      const { group } = found;
      const head = headOf(served, group, includeAuthorizedOperations);
      return {
        groupId,
        errorCode: 0,
        ...head,
        topology: {
          epoch: 1,
          subtopologies: [
            {
              subtopologyId: SUBTOPOLOGY,
              sourceTopics: group.subscribed(),
              repartitionSinkTopics: [],
              stateChangelogTopics: [],
              repartitionSourceTopics: [],
            },
          ],
        },
        members: group.members(served.nowMs).map((member) => ({
          memberId: member.memberId,
          memberEpoch: member.epoch,
          instanceId: member.instanceId,
          rackId: member.rack,
          clientId: member.clientId,
          clientHost: member.clientHost,
          topologyEpoch: 1,
          processId: member.memberId,
          userEndpoint: null,
          clientTags: [],
          taskOffsets: [],
          taskEndOffsets: [],
          assignment: tasksOf(member.assignment),
          targetAssignment: tasksOf(member.target),
          isClassic: false,
        })),
      };
    }),
  }),
);

/** A task is a subtopology and a partition number, whatever topics it reads. */
function tasksOf(partitions: readonly TopicPartition[]) {
  const numbers = [...new Set(partitions.map(({ partition }) => partition))].sort((a, b) => a - b);
  const active = numbers.length === 0 ? [] : [{ subtopologyId: SUBTOPOLOGY, partitions: numbers }];
  return { activeTasks: active, standbyTasks: [], warmupTasks: [] };
}
