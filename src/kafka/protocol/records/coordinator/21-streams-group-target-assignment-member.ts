import { array, int32, string, struct } from '../../codec/schema.ts';
import { defineCoordinatorRecord } from './record-type.ts';

const taskIds = array(struct({ subtopologyId: string(), partitions: array(int32()) }));

/** The tasks that a member of a group of the streams protocol is to have. */
export const streamsGroupTargetAssignmentMember = defineCoordinatorRecord({
  id: 21,
  type: 'StreamsGroupTargetAssignmentMember',
  key: struct({ groupId: string(), memberId: string() }),
  value: struct({ activeTasks: taskIds, standbyTasks: taskIds, warmupTasks: taskIds }),
  valueVersions: [0, 0],
  flexibleFrom: 0,
});
