import { array, string, struct } from '../../codec/schema.ts';
import { defineCoordinatorRecord } from './record-type.ts';

/** A member of a share group (KIP-932) and what it subscribes to; a tombstone when it leaves. */
export const shareGroupMemberMetadata = defineCoordinatorRecord({
  id: 10,
  type: 'ShareGroupMemberMetadata',
  key: struct({ groupId: string(), memberId: string() }),
  value: struct({
    rackId: string({ nullable: '0+' }),
    clientId: string(),
    clientHost: string(),
    subscribedTopicNames: array(string()),
  }),
  valueVersions: [0, 0],
  flexibleFrom: 0,
});
