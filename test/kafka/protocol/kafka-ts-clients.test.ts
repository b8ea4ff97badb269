import { API } from 'kafka-ts';
import { describe } from 'vitest';
import { produce } from '../../../src/kafka/protocol/apis/00-produce.ts';
import { offsetCommit } from '../../../src/kafka/protocol/apis/08-offset-commit.ts';
import { joinGroup } from '../../../src/kafka/protocol/apis/11-join-group.ts';
import { heartbeat } from '../../../src/kafka/protocol/apis/12-heartbeat.ts';
import { leaveGroup } from '../../../src/kafka/protocol/apis/13-leave-group.ts';
import { syncGroup } from '../../../src/kafka/protocol/apis/14-sync-group.ts';
import { saslHandshake } from '../../../src/kafka/protocol/apis/17-sasl-handshake.ts';
import { createTopics } from '../../../src/kafka/protocol/apis/19-create-topics.ts';
import { deleteTopics } from '../../../src/kafka/protocol/apis/20-delete-topics.ts';
import { initProducerId } from '../../../src/kafka/protocol/apis/22-init-producer-id.ts';
import { saslAuthenticate } from '../../../src/kafka/protocol/apis/36-sasl-authenticate.ts';
import { createPartitions } from '../../../src/kafka/protocol/apis/37-create-partitions.ts';
import { deleteGroups } from '../../../src/kafka/protocol/apis/42-delete-groups.ts';
import { incrementalAlterConfigs } from '../../../src/kafka/protocol/apis/44-incremental-alter-configs.ts';
import { writeSubscription } from '../../../src/kafka/protocol/consumer-protocol.ts';
import { encodeBatch } from '../../../src/kafka/protocol/records/encode.ts';
import { sameBytes } from '../../support/kafka-ts.ts';

const uuid = '0123456789abcdeffedcba9876543210';
const topicId = Buffer.from(uuid, 'hex').toString('base64url');
const NO_BYTES = Buffer.alloc(0);

const member = { memberId: 'consumer-1', groupInstanceId: 'pod-1' };
const generation = { groupId: 'orders-app', generationId: 7, ...member };

describe('what producers send has the bytes that kafka-ts gives it', () => {
  const batch = {
    partitionLeaderEpoch: 5,
    lastOffsetDelta: 3,
    producerId: 4_294_967_296n,
    producerEpoch: 2,
    baseSequence: 9,
  };
  const records = encodeBatch({
    ...batch,
    baseOffset: 0n,
    baseTimestamp: 1_700_000_000_000,
    maxTimestamp: 1_700_000_000_090,
    isTransactional: true,
    records: [
      {
        offset: 0n,
        timestamp: 1_700_000_000_000,
        key: Buffer.from('größe'),
        value: Buffer.alloc(300, 'x'),
        headers: [{ key: 'trace', value: Buffer.from('abc') }],
      },
      { offset: 3n, timestamp: 1_700_000_000_090, key: null, value: null },
    ],
  });
  const theirs = {
    ...batch,
    baseOffset: 0n,
    attributes: 0x10,
    baseTimestamp: 1_700_000_000_000n,
    maxTimestamp: 1_700_000_000_090n,
    records: [
      {
        attributes: 0,
        timestampDelta: 0n,
        offsetDelta: 0,
        key: 'größe',
        value: 'x'.repeat(300),
        headers: [{ key: 'trace', value: 'abc' }],
      },
      { attributes: 0, timestampDelta: 90n, offsetDelta: 3, key: null, value: null, headers: [] },
    ],
  };
  const head = { transactionalId: 'payments-1', acks: -1, timeoutMs: 30_000 };
  sameBytes(
    produce,
    { ...head, topicData: [{ name: 'orders', topicId, partitionData: [{ index: 2, records }] }] },
    API.PRODUCE,
    { ...head, topicData: [{ name: 'orders', topicId: uuid, partitionData: [{ index: 2, ...theirs }] }] },
  );
  const init = { transactionalId: 'payments-1', transactionTimeoutMs: 60_000, producerId: 12n, producerEpoch: 3 };
  sameBytes(initProducerId, init, API.INIT_PRODUCER_ID, init);
});

describe('what members of a group send has the bytes that kafka-ts gives it', () => {
  const commit = { groupId: 'orders-app', generationIdOrMemberEpoch: 7, ...member };
  const partitions = [
    { partitionIndex: 0, committedOffset: 9_007_199_254_740_993n, committedLeaderEpoch: 4, committedMetadata: null },
    { partitionIndex: 1, committedOffset: 0n, committedLeaderEpoch: -1, committedMetadata: 'größe' },
  ];
  sameBytes(offsetCommit, { ...commit, topics: [{ name: 'orders', topicId, partitions }] }, API.OFFSET_COMMIT, {
    ...commit,
    topics: [{ name: 'orders', topicId: uuid, partitions }],
  });

  const join = {
    groupId: 'orders-app',
    sessionTimeoutMs: 45_000,
    rebalanceTimeoutMs: 300_000,
    ...member,
    protocolType: 'consumer',
    reason: 'restarted',
  };
  const metadata = { version: 0, topics: ['orders', 'größe'] };
  const subscription = writeSubscription({ topics: metadata.topics, userData: NO_BYTES }, 0);
  sameBytes(joinGroup, { ...join, protocols: [{ name: 'range', metadata: subscription }] }, API.JOIN_GROUP, {
    ...join,
    protocols: [{ name: 'range', metadata }],
  });

  const sync = { ...generation, protocolType: 'consumer', protocolName: 'range' };
  const assignment = Buffer.from(
    '0000 00000001 00066f7264657273 00000002 00000000 00000002 00000000'.replaceAll(' ', ''),
    'hex',
  );
  sameBytes(syncGroup, { ...sync, assignments: [{ memberId: 'consumer-1', assignment }] }, API.SYNC_GROUP, {
    ...sync,
    assignments: [{ memberId: 'consumer-1', assignment: { orders: [0, 2] } }],
  });

  sameBytes(heartbeat, generation, API.HEARTBEAT, generation);
  const leave = { groupId: 'orders-app', members: [{ ...member, reason: 'closed' }] };
  sameBytes(leaveGroup, { ...leave, memberId: member.memberId }, API.LEAVE_GROUP, leave);
});

describe('what clients send to be known has the bytes that kafka-ts gives it', () => {
  const mechanism = { mechanism: 'SCRAM-SHA-512' };
  sameBytes(saslHandshake, mechanism, API.SASL_HANDSHAKE, mechanism);
  const token = { authBytes: Buffer.from('n,,n=user,r=nonce') };
  sameBytes(saslAuthenticate, token, API.SASL_AUTHENTICATE, token);
});

describe('what administrators send has the bytes that kafka-ts gives it', () => {
  const create = {
    topics: [
      {
        name: 'orders',
        numPartitions: -1,
        replicationFactor: -1,
        assignments: [{ partitionIndex: 0, brokerIds: [1, 2, 3] }],
        configs: [
          { name: 'retention.ms', value: '3600000' },
          { name: 'cleanup.policy', value: null },
        ],
      },
    ],
    timeoutMs: 15_000,
    validateOnly: true,
  };
  sameBytes(createTopics, create, API.CREATE_TOPICS, create);
  sameBytes(
    deleteTopics,
    { topics: [{ name: 'orders', topicId }], topicNames: ['orders'], timeoutMs: 15_000 },
    API.DELETE_TOPICS,
    { topics: [{ name: 'orders', topicId: uuid }], timeoutMs: 15_000 },
  );
  const more = {
    topics: [
      { name: 'orders', count: 12, assignments: [{ brokerIds: [1, 2] }] },
      { name: 'payments', count: 6, assignments: null },
    ],
    timeoutMs: 15_000,
    validateOnly: true,
  };
  sameBytes(createPartitions, more, API.CREATE_PARTITIONS, more);
  const names = { groupsNames: ['orders-app', 'größe'] };
  sameBytes(deleteGroups, names, API.DELETE_GROUPS, names);
  const changes = {
    resources: [
      {
        resourceType: 2,
        resourceName: 'orders',
        configs: [
          { name: 'retention.ms', configOperation: 0, value: '3600000' },
          { name: 'cleanup.policy', configOperation: 1, value: null },
        ],
      },
    ],
    validateOnly: true,
  };
  sameBytes(incrementalAlterConfigs, changes, API.INCREMENTAL_ALTER_CONFIGS, changes);
});
