import { int32, int64, string, struct } from '../../codec/schema.ts';
import { defineCoordinatorRecord } from './record-type.ts';

/**
 * The epoch for which the coordinator last computed who is to have what. Below the group's epoch it still has to. When it was
 * done is told from 4.3 on; 0 means not told.
 */
export const consumerGroupTargetAssignmentMetadata = defineCoordinatorRecord({
  id: 6,
  type: 'ConsumerGroupTargetAssignmentMetadata',
  key: struct({ groupId: string() }),
  value: struct({ assignmentEpoch: int32(), assignmentTimestamp: int64({ default: 0n, tag: 0, tagged: '0+' }) }),
  valueVersions: [0, 0],
  flexibleFrom: 0,
});
