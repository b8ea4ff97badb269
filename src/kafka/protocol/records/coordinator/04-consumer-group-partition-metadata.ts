import { array, int32, string, struct, uuid } from '../../codec/schema.ts';
import { defineCoordinatorRecord } from './record-type.ts';

/** The topics of a group of the consumer protocol as it saw them. From 4.1 on a hash in ConsumerGroupMetadata has its place. */
export const consumerGroupPartitionMetadata = defineCoordinatorRecord({
  id: 4,
  type: 'ConsumerGroupPartitionMetadata',
  key: struct({ groupId: string() }),
  value: struct({
    topics: array(
      struct({
        topicId: uuid(),
        topicName: string(),
        numPartitions: int32(),
        partitionMetadata: array(struct({ partition: int32(), racks: array(string()) })),
      }),
    ),
  }),
  valueVersions: [0, 0],
  flexibleFrom: 0,
});
