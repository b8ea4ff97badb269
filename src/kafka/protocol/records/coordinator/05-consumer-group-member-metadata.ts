import { array, bytes, int32, string, struct } from '../../codec/schema.ts';
import { defineCoordinatorRecord } from './record-type.ts';

/**
 * A member of a group of the consumer protocol and what it subscribes to; a tombstone when it leaves. A member that still
 * uses the classic protocol has `classicMemberMetadata`.
 */
export const consumerGroupMemberMetadata = defineCoordinatorRecord({
  id: 5,
  type: 'ConsumerGroupMemberMetadata',
  key: struct({ groupId: string(), memberId: string() }),
  value: struct({
    instanceId: string({ nullable: '0+' }),
    rackId: string({ nullable: '0+' }),
    clientId: string(),
    clientHost: string(),
    subscribedTopicNames: array(string()),
    subscribedTopicRegex: string({ nullable: '0+' }),
    rebalanceTimeoutMs: int32({ default: -1 }),
    serverAssignor: string({ nullable: '0+' }),
    // Written as null in the definition, which Kafka's generator takes for an empty struct [bytecode of 4.4.0].
    classicMemberMetadata: struct(
      {
        sessionTimeoutMs: int32(),
        supportedProtocols: array(struct({ name: string(), metadata: bytes() })),
      },
      { nullable: '0+', tag: 0, tagged: '0+' },
    ),
  }),
  valueVersions: [0, 0],
  flexibleFrom: 0,
});
