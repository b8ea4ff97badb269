import { array, int32, string, struct, uuid } from '../../codec/schema.ts';
import { defineCoordinatorRecord } from './record-type.ts';

const topicPartitions = struct({ topicId: uuid(), topicName: string(), partitions: array(int32()) });

/**
 * For which partitions of a share group the share coordinator keeps offsets and acknowledgements, is setting them up, or is
 * deleting them. The first list came with 4.1, in the same version: what the early access of 4.0 wrote is not readable.
 */
export const shareGroupStatePartitionMetadata = defineCoordinatorRecord({
  id: 15,
  type: 'ShareGroupStatePartitionMetadata',
  key: struct({ groupId: string() }),
  value: struct({
    initializingTopics: array(topicPartitions),
    initializedTopics: array(topicPartitions),
    deletingTopics: array(struct({ topicId: uuid(), topicName: string() })),
  }),
  valueVersions: [0, 0],
  flexibleFrom: 0,
});
