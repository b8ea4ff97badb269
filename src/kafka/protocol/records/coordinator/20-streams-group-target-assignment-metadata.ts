import { int32, int64, string, struct } from '../../codec/schema.ts';
import { defineCoordinatorRecord } from './record-type.ts';

/** The epoch for which the coordinator last computed the tasks of a streams group; when is told from 4.3 on, 0 not told. */
export const streamsGroupTargetAssignmentMetadata = defineCoordinatorRecord({
  id: 20,
  type: 'StreamsGroupTargetAssignmentMetadata',
  key: struct({ groupId: string() }),
  value: struct({ assignmentEpoch: int32(), assignmentTimestamp: int64({ default: 0n, tag: 0, tagged: '0+' }) }),
  valueVersions: [0, 0],
  flexibleFrom: 0,
});
