import { int32, int64, string, struct } from '../../codec/schema.ts';
import { defineCoordinatorRecord } from './record-type.ts';

/**
 * A share group (KIP-932) and its epoch. The hash came with 4.1, in the same version: what the early access of 3.9 and 4.0
 * wrote is not readable.
 */
export const shareGroupMetadata = defineCoordinatorRecord({
  id: 11,
  type: 'ShareGroupMetadata',
  key: struct({ groupId: string() }),
  value: struct({ epoch: int32(), metadataHash: int64() }),
  valueVersions: [0, 0],
  flexibleFrom: 0,
});
