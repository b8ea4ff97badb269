import { array, int8, int32, string, struct } from '../../codec/schema.ts';
import { defineCoordinatorRecord } from './record-type.ts';

const taskIds = array(
  struct({
    subtopologyId: string(),
    partitions: array(int32()),
    // Written as null in the definition, which Kafka's generator takes for an empty list [bytecode of 4.4.0].
    assignmentEpochs: array(int32(), { nullable: '0+', tag: 0, tagged: '0+' }),
  }),
);

/**
 * The tasks that a member of a group of the streams protocol has. While tasks are pending revocation it holds others up.
 * `state` is 1 stable, 2 has to revoke, 3 waits for what others still have, 127 unknown: one more than in a consumer group.
 */
export const streamsGroupCurrentMemberAssignment = defineCoordinatorRecord({
  id: 22,
  type: 'StreamsGroupCurrentMemberAssignment',
  key: struct({ groupId: string(), memberId: string() }),
  value: struct({
    memberEpoch: int32(),
    previousMemberEpoch: int32(),
    state: int8(),
    activeTasks: taskIds,
    standbyTasks: taskIds,
    warmupTasks: taskIds,
    activeTasksPendingRevocation: taskIds,
    standbyTasksPendingRevocation: taskIds,
    warmupTasksPendingRevocation: taskIds,
  }),
  valueVersions: [0, 0],
  flexibleFrom: 0,
});
