import { API } from 'kafka-ts';
import { Encoder } from 'kafka-ts/dist/utils/encoder.js';
import { describe, expect, it } from 'vitest';
import { type Api, codecOf, type RequestOf } from '../../../src/kafka/protocol/api.ts';
import { fetch } from '../../../src/kafka/protocol/apis/01-fetch.ts';
import { listOffsets } from '../../../src/kafka/protocol/apis/02-list-offsets.ts';
import { metadata } from '../../../src/kafka/protocol/apis/03-metadata.ts';
import { offsetFetch } from '../../../src/kafka/protocol/apis/09-offset-fetch.ts';
import { findCoordinator } from '../../../src/kafka/protocol/apis/10-find-coordinator.ts';
import { describeGroups } from '../../../src/kafka/protocol/apis/15-describe-groups.ts';
import { listGroups } from '../../../src/kafka/protocol/apis/16-list-groups.ts';
import { apiVersions } from '../../../src/kafka/protocol/apis/18-api-versions.ts';
import { describeConfigs } from '../../../src/kafka/protocol/apis/32-describe-configs.ts';
import { describeCluster } from '../../../src/kafka/protocol/apis/60-describe-cluster.ts';
import { consumerGroupDescribe } from '../../../src/kafka/protocol/apis/69-consumer-group-describe.ts';
import { shareGroupDescribe } from '../../../src/kafka/protocol/apis/77-share-group-describe.ts';
import { describeShareGroupOffsets } from '../../../src/kafka/protocol/apis/90-describe-share-group-offsets.ts';

/** kafka-ts chains its versions of an API, newest first. */
interface Theirs<Request> {
  readonly apiVersion: number;
  readonly fallback?: Theirs<Request>;
  readonly request: (encoder: Encoder, request: Request) => Encoder;
}

/** The same request in every version that both have: the bytes of kafka-ts 1.5.0 are the judge. */
function sameBytes<A extends Api, Request>(api: A, ours: RequestOf<A>, newest: Theirs<Request>, theirs: Request): void {
  describe(api.name, () => {
    const [min, max] = api.versions;
    for (let their: Theirs<Request> | undefined = newest; their; their = their.fallback) {
      const { apiVersion, request } = their;
      if (apiVersion < min || apiVersion > max) continue;
      it(`v${apiVersion}`, () => {
        const bytes = request(new Encoder(), theirs).value();
        expect(codecOf(api, apiVersion).request.encode(ours).toString('hex')).toBe(bytes.toString('hex'));
      });
    }
  });
}

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
      topics: [{ topic: 'orders', partitions: [partition] }],
      forgottenTopicsData: [{ topic: 'old', partitions: [1] }],
    },
    API.FETCH,
    {
      ...fetched,
      topics: [{ topicId, topicName: 'orders', partitions: [partition] }],
      forgottenTopicsData: [{ topicId, topicName: 'old', partitions: [1] }],
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
});
