import { int32, int64, string, struct } from '../../codec/schema.ts';
import { defineCoordinatorRecord } from './record-type.ts';

/** How far a group has read a partition, as very old brokers wrote it. Newer ones read it and write OffsetCommit. */
export const legacyOffsetCommit = defineCoordinatorRecord({
  id: 0,
  type: 'LegacyOffsetCommit',
  key: struct({ group: string(), topic: string(), partition: int32() }),
  value: struct({ offset: int64(), metadata: string(), commitTimestamp: int64() }),
  valueVersions: [0, 0],
  flexibleFrom: Number.POSITIVE_INFINITY,
});
