import { API } from 'kafka-ts';
import { describe } from 'vitest';
import { fetch } from '../../../src/kafka/protocol/apis/01-fetch.ts';
import { listOffsets } from '../../../src/kafka/protocol/apis/02-list-offsets.ts';
import { metadata } from '../../../src/kafka/protocol/apis/03-metadata.ts';
import { offsetFetch } from '../../../src/kafka/protocol/apis/09-offset-fetch.ts';
import { findCoordinator } from '../../../src/kafka/protocol/apis/10-find-coordinator.ts';
import { describeGroups } from '../../../src/kafka/protocol/apis/15-describe-groups.ts';
import { listGroups } from '../../../src/kafka/protocol/apis/16-list-groups.ts';
import { apiVersions } from '../../../src/kafka/protocol/apis/18-api-versions.ts';
import { describeConfigs } from '../../../src/kafka/protocol/apis/32-describe-configs.ts';
import { describeLogDirs } from '../../../src/kafka/protocol/apis/35-describe-log-dirs.ts';
import { describeClientQuotas } from '../../../src/kafka/protocol/apis/48-describe-client-quotas.ts';
import { describeQuorum } from '../../../src/kafka/protocol/apis/55-describe-quorum.ts';
import { describeCluster } from '../../../src/kafka/protocol/apis/60-describe-cluster.ts';
import { describeProducers } from '../../../src/kafka/protocol/apis/61-describe-producers.ts';
import { describeTransactions } from '../../../src/kafka/protocol/apis/65-describe-transactions.ts';
import { listTransactions } from '../../../src/kafka/protocol/apis/66-list-transactions.ts';
import { consumerGroupDescribe } from '../../../src/kafka/protocol/apis/69-consumer-group-describe.ts';
import { shareGroupDescribe } from '../../../src/kafka/protocol/apis/77-share-group-describe.ts';
import { streamsGroupDescribe } from '../../../src/kafka/protocol/apis/89-streams-group-describe.ts';
import { describeShareGroupOffsets } from '../../../src/kafka/protocol/apis/90-describe-share-group-offsets.ts';
import { sameBytes } from '../../support/kafka-ts.ts';

const groupIds = { groupIds: ['orders-app', 'größe'], includeAuthorizedOperations: true };
const groups = [
  { groupId: 'a', topics: [{ topicName: 't', partitions: [0, 7] }] },
  { groupId: 'b', topics: null },
];
const partition = {
  partition: 3,
  currentLeaderEpoch: 5,
  fetchOffset: 9_007_199_254_740_993n,
  lastFetchedEpoch: 4,
  logStartOffset: 2n,
  partitionMaxBytes: 1024,
};
const fetched = {
  maxWaitMs: 0,
  minBytes: 1,
  maxBytes: 4096,
  isolationLevel: 1,
  sessionId: 0,
  sessionEpoch: -1,
  rackId: 'az1',
};
const listed = {
  replicaId: -1,
  isolationLevel: 1,
  topics: [{ name: 'orders', partitions: [{ partitionIndex: 1, currentLeaderEpoch: -1, timestamp: -2n }] }],
  timeoutMs: 1500,
};
const resources = [
  { resourceType: 2, resourceName: 'orders', configurationKeys: null },
  { resourceType: 4, resourceName: '', configurationKeys: ['log.dirs'] },
];
const configs = { resources, includeSynonyms: true, includeDocumentation: true };

describe('requests have the bytes that kafka-ts gives them', () => {
  const uuid = '0123456789abcdeffedcba9876543210';
  const topicId = Buffer.from(uuid, 'hex').toString('base64url');
  sameBytes(
    fetch,
    {
      ...fetched,
      topics: [{ topic: 'orders', topicId, partitions: [partition] }],
      forgottenTopicsData: [{ topic: 'old', topicId, partitions: [1] }],
    },
    API.FETCH,
    {
      ...fetched,
      topics: [{ topicId: uuid, topicName: 'orders', partitions: [partition] }],
      forgottenTopicsData: [{ topicId: uuid, topicName: 'old', partitions: [1] }],
    },
  );
  sameBytes(listOffsets, listed, API.LIST_OFFSETS, listed);
  sameBytes(
    metadata,
    {
      topics: [{ name: 'orders' }],
      allowAutoTopicCreation: false,
      includeClusterAuthorizedOperations: true,
      includeTopicAuthorizedOperations: true,
    },
    API.METADATA,
    {
      topics: [{ id: null, name: 'orders' }],
      allowTopicAutoCreation: false,
      includeClusterAuthorizedOperations: true,
      includeTopicAuthorizedOperations: true,
    },
  );
  sameBytes(
    offsetFetch,
    {
      groupId: 'orders-app',
      topics: [{ name: 'orders', partitionIndexes: [0, 1] }],
      groups: [{ groupId: 'orders-app', topics: [{ name: 'orders', topicId, partitionIndexes: [0, 1] }] }],
      requireStable: true,
    },
    API.OFFSET_FETCH,
    {
      groups: [{ groupId: 'orders-app', topics: [{ name: 'orders', topicId: uuid, partitionIndexes: [0, 1] }] }],
      requireStable: true,
    },
  );
  sameBytes(findCoordinator, { key: 'orders-app', keyType: 1, coordinatorKeys: ['orders-app'] }, API.FIND_COORDINATOR, {
    keyType: 1,
    keys: ['orders-app'],
  });
  sameBytes(describeGroups, { groups: groupIds.groupIds, includeAuthorizedOperations: true }, API.DESCRIBE_GROUPS, {
    groups: groupIds.groupIds,
    includeAuthorizedOperations: true,
  });
  const filters = { statesFilter: ['Stable', 'Empty'], typesFilter: ['consumer'] };
  sameBytes(listGroups, filters, API.LIST_GROUPS, filters);
  const software = { clientSoftwareName: 'kafka-architect', clientSoftwareVersion: '0.1.0' };
  sameBytes(apiVersions, software, API.API_VERSIONS, software);
  sameBytes(describeConfigs, configs, API.DESCRIBE_CONFIGS, configs);
  const cluster = { includeClusterAuthorizedOperations: true, endpointType: 1, includeFencedBrokers: true };
  sameBytes(describeCluster, cluster, API.DESCRIBE_CLUSTER, cluster);
  sameBytes(consumerGroupDescribe, groupIds, API.CONSUMER_GROUP_DESCRIBE, groupIds);
  sameBytes(shareGroupDescribe, groupIds, API.SHARE_GROUP_DESCRIBE, groupIds);
  sameBytes(describeShareGroupOffsets, { groups }, API.DESCRIBE_SHARE_GROUP_OFFSETS, { groups });
  const logDirs = { topics: [{ topic: 'orders', partitions: [0, 3] }] };
  sameBytes(describeLogDirs, logDirs, API.DESCRIBE_LOG_DIRS, logDirs);
  sameBytes(describeLogDirs, { topics: null }, API.DESCRIBE_LOG_DIRS, { topics: null });
  const quotas = {
    components: [
      { entityType: 'user', matchType: 0, match: 'alice' },
      { entityType: 'client-id', matchType: 1, match: null },
    ],
    strict: true,
  };
  sameBytes(describeClientQuotas, quotas, API.DESCRIBE_CLIENT_QUOTAS, quotas);
  const quorum = { topics: [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }] };
  sameBytes(describeQuorum, quorum, API.DESCRIBE_QUORUM, quorum);
  const producers = { topics: [{ name: 'orders', partitionIndexes: [0, 7] }] };
  sameBytes(describeProducers, producers, API.DESCRIBE_PRODUCERS, producers);
  const transactionalIds = { transactionalIds: ['payments-1', 'größe'] };
  sameBytes(describeTransactions, transactionalIds, API.DESCRIBE_TRANSACTIONS, transactionalIds);
  const transactions = {
    stateFilters: ['Ongoing'],
    producerIdFilters: [9_007_199_254_740_993n],
    durationFilter: 60_000n,
    transactionalIdPattern: 'payments-.*',
  };
  sameBytes(listTransactions, transactions, API.LIST_TRANSACTIONS, transactions);
  sameBytes(streamsGroupDescribe, groupIds, API.STREAMS_GROUP_DESCRIBE, groupIds);
});
