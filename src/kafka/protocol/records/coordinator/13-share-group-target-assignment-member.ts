import { array, int32, string, struct, uuid } from '../../codec/schema.ts';
import { defineCoordinatorRecord } from './record-type.ts';

/** What a member of a share group is to have. Several members may have the same partition. */
export const shareGroupTargetAssignmentMember = defineCoordinatorRecord({
  id: 13,
  type: 'ShareGroupTargetAssignmentMember',
  key: struct({ groupId: string(), memberId: string() }),
  value: struct({ topicPartitions: array(struct({ topicId: uuid(), partitions: array(int32()) })) }),
  valueVersions: [0, 0],
  flexibleFrom: 0,
});
