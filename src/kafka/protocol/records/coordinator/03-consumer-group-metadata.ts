import { int32, int64, string, struct } from '../../codec/schema.ts';
import { defineCoordinatorRecord } from './record-type.ts';

/**
 * A group of the consumer protocol (KIP-848) and its epoch, which rises with every change of members, subscriptions or
 * topics. `metadataHash` (4.1) stands for the topics as the group saw them; 0 means none.
 */
export const consumerGroupMetadata = defineCoordinatorRecord({
  id: 3,
  type: 'ConsumerGroupMetadata',
  key: struct({ groupId: string() }),
  value: struct({ epoch: int32(), metadataHash: int64({ default: 0n, tag: 0, tagged: '0+' }) }),
  valueVersions: [0, 0],
  flexibleFrom: 0,
});
