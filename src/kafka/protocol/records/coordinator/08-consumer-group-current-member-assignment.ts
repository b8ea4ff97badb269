import { array, int8, int32, string, struct, uuid } from '../../codec/schema.ts';
import { defineCoordinatorRecord } from './record-type.ts';

const topicPartitions = struct({
  topicId: uuid(),
  partitions: array(int32()),
  // Written as null in the definition, which Kafka's generator takes for an empty list [bytecode of 4.4.0].
  assignmentEpochs: array(int32(), { nullable: '0+', tag: 0, tagged: '0+' }),
});

/**
 * What a member of a group of the consumer protocol has. While partitions are pending revocation it holds the rebalance up.
 * `state` is 0 stable, 1 has to revoke, 2 waits for what others still have, 127 unknown. `assignmentEpochs` (4.3) say since
 * when it has each partition.
 */
export const consumerGroupCurrentMemberAssignment = defineCoordinatorRecord({
  id: 8,
  type: 'ConsumerGroupCurrentMemberAssignment',
  key: struct({ groupId: string(), memberId: string() }),
  value: struct({
    memberEpoch: int32(),
    previousMemberEpoch: int32(),
    state: int8(),
    assignedPartitions: array(topicPartitions),
    partitionsPendingRevocation: array(topicPartitions),
  }),
  valueVersions: [0, 0],
  flexibleFrom: 0,
});
