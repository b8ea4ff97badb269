import { array, int32, string, struct, uuid } from '../../codec/schema.ts';
import { defineCoordinatorRecord } from './record-type.ts';

/** What a member of a group of the consumer protocol is to have, as the coordinator computed it. */
export const consumerGroupTargetAssignmentMember = defineCoordinatorRecord({
  id: 7,
  type: 'ConsumerGroupTargetAssignmentMember',
  key: struct({ groupId: string(), memberId: string() }),
  value: struct({ topicPartitions: array(struct({ topicId: uuid(), partitions: array(int32()) })) }),
  valueVersions: [0, 0],
  flexibleFrom: 0,
});
