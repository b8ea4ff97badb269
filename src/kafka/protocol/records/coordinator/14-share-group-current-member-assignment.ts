import { array, int8, int32, string, struct, uuid } from '../../codec/schema.ts';
import { defineCoordinatorRecord } from './record-type.ts';

/** What a member of a share group has. `state` is 0, stable: nothing is revoked there. */
export const shareGroupCurrentMemberAssignment = defineCoordinatorRecord({
  id: 14,
  type: 'ShareGroupCurrentMemberAssignment',
  key: struct({ groupId: string(), memberId: string() }),
  value: struct({
    memberEpoch: int32(),
    previousMemberEpoch: int32(),
    state: int8(),
    assignedPartitions: array(struct({ topicId: uuid(), partitions: array(int32()) })),
  }),
  valueVersions: [0, 0],
  flexibleFrom: 0,
});
