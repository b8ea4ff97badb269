import { int32, int64, string, struct } from '../../codec/schema.ts';
import { defineCoordinatorRecord } from './record-type.ts';

/** The epoch for which the coordinator last computed the assignment of a share group; when is told from 4.3 on, 0 not told. */
export const shareGroupTargetAssignmentMetadata = defineCoordinatorRecord({
  id: 12,
  type: 'ShareGroupTargetAssignmentMetadata',
  key: struct({ groupId: string() }),
  value: struct({ assignmentEpoch: int32(), assignmentTimestamp: int64({ default: 0n, tag: 0, tagged: '0+' }) }),
  valueVersions: [0, 0],
  flexibleFrom: 0,
});
