import { array, int32, int64, string, struct } from '../../codec/schema.ts';
import { defineCoordinatorRecord } from './record-type.ts';

/**
 * A group of the streams protocol (KIP-1071), its epoch, and (4.2) the topology whose topics it has checked and the settings
 * of the last assignment. Epochs of -1 mean none; -2 in `storedDescriptionTopologyEpoch` (4.4) that nobody knows.
 */
export const streamsGroupMetadata = defineCoordinatorRecord({
  id: 17,
  type: 'StreamsGroupMetadata',
  key: struct({ groupId: string() }),
  value: struct({
    epoch: int32(),
    metadataHash: int64(),
    validatedTopologyEpoch: int32({ default: -1, tag: 0, tagged: '0+' }),
    // Written as null in the definition, which Kafka's generator takes for an empty list [bytecode of 4.4.0].
    lastAssignmentConfigs: array(struct({ key: string(), value: string() }), { nullable: '0+', tag: 1, tagged: '0+' }),
    storedDescriptionTopologyEpoch: int32({ default: -1, tag: 2, tagged: '0+' }),
    failedDescriptionTopologyEpoch: int32({ default: -1, tag: 3, tagged: '0+' }),
  }),
  valueVersions: [0, 0],
  flexibleFrom: 0,
});
