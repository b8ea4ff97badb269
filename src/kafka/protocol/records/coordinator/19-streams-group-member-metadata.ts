import { array, int32, string, struct, uint16 } from '../../codec/schema.ts';
import { defineCoordinatorRecord } from './record-type.ts';

/** A member of a group of the streams protocol; a tombstone when it leaves. Members with one `processId` share a process. */
export const streamsGroupMemberMetadata = defineCoordinatorRecord({
  id: 19,
  type: 'StreamsGroupMemberMetadata',
  key: struct({ groupId: string(), memberId: string() }),
  value: struct({
    instanceId: string({ nullable: '0+' }),
    rackId: string({ nullable: '0+' }),
    clientId: string(),
    clientHost: string(),
    rebalanceTimeoutMs: int32({ default: -1 }),
    topologyEpoch: int32(),
    processId: string(),
    userEndpoint: struct({ host: string(), port: uint16() }, { nullable: '0+', default: null }),
    clientTags: array(struct({ key: string(), value: string() })),
  }),
  valueVersions: [0, 0],
  flexibleFrom: 0,
});
