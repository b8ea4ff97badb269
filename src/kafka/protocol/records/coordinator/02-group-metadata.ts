import { array, bytes, int32, int64, string, struct } from '../../codec/schema.ts';
import { defineCoordinatorRecord } from './record-type.ts';

/**
 * A group of the classic protocol as it stands after a rebalance: one record a generation, so that they tell how often it
 * rebalanced and who came and went. An empty group has no members and no protocol; a tombstone means that it is gone.
 *
 * - v1 rebalance timeout; v2 when the state last changed; v3 static members; v4 flexible, written by no release so far
 *
 * Subscription and assignment are in the format of the consumer protocol where `protocolType` is `consumer`.
 */
export const groupMetadata = defineCoordinatorRecord({
  id: 2,
  type: 'GroupMetadata',
  key: struct({ group: string() }),
  value: struct({
    protocolType: string(),
    generation: int32(),
    protocol: string({ nullable: '0+' }),
    leader: string({ nullable: '0+' }),
    currentStateTimestamp: int64({ versions: '2+', default: -1n }),
    members: array(
      struct({
        memberId: string(),
        groupInstanceId: string({ versions: '3+', nullable: '3+', default: null }),
        clientId: string(),
        clientHost: string(),
        rebalanceTimeout: int32({ versions: '1+', default: -1 }),
        sessionTimeout: int32(),
        subscription: bytes(),
        assignment: bytes(),
      }),
    ),
  }),
  valueVersions: [0, 4],
  flexibleFrom: 4,
});
