import { API, type Client } from 'kafka-ts';
import type { Api } from 'kafka-ts/dist/utils/api.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SimulatedCluster, startSimulatedCluster } from '../../../src/simulator/cluster.ts';
import { rangesOf } from '../../../src/simulator/releases.ts';
import { scenario, ZERO_MS } from '../build.ts';
import { clientOf } from './kafka-ts-client.ts';

const members = [{ client_id: 'reader', per_s: 5 }];
const group = (name: string, type: 'classic' | 'consumer' | 'share' | 'streams') => ({
  name,
  type,
  topics: ['orders'],
  members,
});

const cluster = scenario({
  brokers: [{ id: 1 }],
  topics: [
    {
      name: 'orders',
      partitions: 2,
      rates: [
        { from_s: -60, per_s: 10 },
        { from_s: -50, per_s: 0 },
      ],
    },
  ],
  groups: [
    group('old', 'classic'),
    group('modern', 'consumer'),
    group('sharing', 'share'),
    group('flowing', 'streams'),
  ],
  transactions: [
    { transactional_id: 'tx', producer_id: 7, topic: 'orders', partition: 0, from_s: -40, outcome: 'open' },
  ],
  quotas: [{ entity: { user: 'alice', 'client-id': null }, values: { producer_byte_rate: 1024.5 } }],
});

describe.each(['3.0', '3.9', '4.0', '4.3', '4.4'] as const)(
  'kafka-ts reads what %s answers, in every version',
  (release) => {
    let simulated: SimulatedCluster;
    let client: ReturnType<Client['createCluster']>;
    beforeAll(async () => {
      simulated = await startSimulatedCluster({ ...cluster, release }, { startMs: ZERO_MS });
      client = clientOf(simulated).createCluster();
      await client.connect();
    });
    afterAll(async () => {
      await client?.disconnect();
      await simulated?.close();
    });

    const uuid = (topic: string) =>
      Buffer.from(simulated.state.topic(topic)?.topicId ?? '', 'base64url').toString('hex');
    let names = 0;
    const freshName = () => `fresh-${++names}`;

    /** Asks in each version that both have, and fails when there is none although the release has the API. */
    async function eachOf<Request, Response>(
      newest: Api<Request, Response>,
      request: (version: number) => Request,
      check: (response: Response, version: number) => void,
    ): Promise<void> {
      const range = rangesOf(release).get(newest.apiKey);
      if (range === undefined) return;
      let asked = 0;
      for (let api: Api<Request, Response> | undefined = newest; api !== undefined; api = api.fallback) {
        const { fallback: _older, ...only } = api;
        if (only.apiVersion < range.min || only.apiVersion > range.max) continue;
        check(await client.sendRequest(only, request(only.apiVersion)), only.apiVersion);
        asked += 1;
      }
      expect(asked).toBeGreaterThan(0);
    }

    /** The same with one request for all versions. */
    const each = <Request, Response>(
      newest: Api<Request, Response>,
      request: Request,
      check: (response: Response, version: number) => void,
    ) => eachOf(newest, () => request, check);

    const orders = { id: null, name: 'orders' };
    const partition = {
      partition: 0,
      currentLeaderEpoch: -1,
      fetchOffset: 0n,
      lastFetchedEpoch: -1,
      logStartOffset: -1n,
      partitionMaxBytes: 1_000_000,
    };
    const listed = { name: 'orders', partitions: [{ partitionIndex: 0, currentLeaderEpoch: -1, timestamp: -1n }] };

    it('about the cluster', async () => {
      await each(API.API_VERSIONS, {}, ({ versions }) => {
        const told = new Map(versions.map(({ apiKey, minVersion: min, maxVersion: max }) => [apiKey, { min, max }]));
        expect(told).toEqual(rangesOf(release));
      });
      await each(API.METADATA, { topics: [orders] }, ({ brokers, topics }) => {
        expect(brokers.map(({ nodeId }) => nodeId)).toEqual([1]);
        expect(topics[0]?.partitions.map(({ leaderId }) => leaderId)).toEqual([1, 1]);
      });
      await each(API.DESCRIBE_CLUSTER, { includeClusterAuthorizedOperations: true }, ({ brokers }) => {
        expect(brokers).toHaveLength(1);
      });
      const quorum = { topics: [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }] };
      await each(API.DESCRIBE_QUORUM, quorum, ({ topics }) => {
        expect(topics[0]?.partitions[0]?.currentVoters).toHaveLength(1);
      });
      await each(API.DESCRIBE_LOG_DIRS, { topics: null }, ({ results }) => {
        expect(results[0]?.topics.map(({ name }) => name)).toContain('orders');
      });
      const quotas = { components: [{ entityType: 'user', matchType: 0, match: 'alice' }], strict: false };
      await each(API.DESCRIBE_CLIENT_QUOTAS, quotas, ({ entries }) => {
        expect(entries?.[0]?.values).toMatchObject([{ key: 'producer_byte_rate', value: 1024.5 }]);
      });
    });

    it('about records', async () => {
      const read = (version: number) => ({
        maxWaitMs: 0,
        minBytes: 0,
        maxBytes: 1_000_000,
        isolationLevel: 0,
        sessionId: 0,
        sessionEpoch: -1,
        rackId: '',
        forgottenTopicsData: [],
        topics: [{ topicId: version >= 13 ? uuid('orders') : '', topicName: 'orders', partitions: [partition] }],
      });
      await eachOf(API.FETCH, read, ({ responses }) => {
        const batches = responses[0]?.partitions[0]?.records ?? [];
        const offsets = batches.flatMap(({ baseOffset, records }) =>
          records.map(({ offsetDelta }) => Number(baseOffset) + offsetDelta),
        );
        expect(offsets.slice(0, 50)).toEqual(Array.from({ length: 50 }, (_, index) => index));
      });
      await each(API.LIST_OFFSETS, { replicaId: -1, isolationLevel: 0, topics: [listed] }, ({ topics }) => {
        expect(Number(topics[0]?.partitions[0]?.offset)).toBeGreaterThanOrEqual(51);
      });
      const batch = {
        ...{ index: 0, baseOffset: 0n, partitionLeaderEpoch: -1, attributes: 0, lastOffsetDelta: 0 },
        ...{ baseTimestamp: BigInt(ZERO_MS), maxTimestamp: BigInt(ZERO_MS) },
        ...{ producerId: -1n, producerEpoch: -1, baseSequence: -1 },
        records: [{ attributes: 0, timestampDelta: 0n, offsetDelta: 0, key: 'k', value: 'v', headers: [] }],
      };
      const topicData = () => [{ name: 'orders', topicId: uuid('orders'), partitionData: [batch] }];
      let end = Number(simulated.state.partition('orders', 0)?.log.end(ZERO_MS));
      await eachOf(
        API.PRODUCE,
        () => ({ transactionalId: null, acks: -1, timeoutMs: 100, topicData: topicData() }),
        ({ responses }) => {
          expect(Number(responses[0]?.partitionResponses[0]?.baseOffset)).toBe(end);
          end += 1;
        },
      );
      await each(
        API.INIT_PRODUCER_ID,
        { transactionalId: null, transactionTimeoutMs: 100, producerId: -1n, producerEpoch: -1 },
        ({ producerId }) => expect(producerId).toBeGreaterThan(0n),
      );
      await each(API.DESCRIBE_PRODUCERS, { topics: [{ name: 'orders', partitionIndexes: [0] }] }, ({ topics }) => {
        expect(topics[0]?.partitions[0]?.activeProducers[0]).toMatchObject({
          producerId: 7n,
          currentTxnStartOffset: 50n,
        });
      });
    });

    it('about transactions', async () => {
      await each(API.LIST_TRANSACTIONS, { stateFilters: [], producerIdFilters: [] }, ({ transactionStates }) => {
        expect(transactionStates).toMatchObject([
          { transactionalId: 'tx', producerId: 7n, transactionState: 'Ongoing' },
        ]);
      });
      await each(API.DESCRIBE_TRANSACTIONS, { transactionalIds: ['tx'] }, ({ transactionStates }) => {
        expect(transactionStates[0]).toMatchObject({ topics: [{ topic: 'orders', partitions: [0] }] });
      });
    });

    it('about groups', async () => {
      await each(API.FIND_COORDINATOR, { keyType: 0, keys: ['old'] }, ({ coordinators }) => {
        expect(coordinators[0]?.nodeId).toBe(1);
      });
      await each(API.LIST_GROUPS, {}, ({ groups }) => {
        expect(groups.map(({ groupId }) => groupId)).toContain('old');
      });
      await each(API.DESCRIBE_GROUPS, { groups: ['old'], includeAuthorizedOperations: true }, ({ groups }) => {
        expect(groups[0]).toMatchObject({ groupState: 'Stable', protocolData: 'range' });
      });
      const committed = () => [{ name: 'orders', topicId: uuid('orders'), partitionIndexes: [0, 1] }];
      await eachOf(
        API.OFFSET_FETCH,
        () => ({ groups: [{ groupId: 'old', topics: committed() }], requireStable: false }),
        ({ groups }) => expect(groups[0]?.topics[0]?.partitions[1]?.committedOffset).toBe(50n),
      );
      const described = [
        [API.CONSUMER_GROUP_DESCRIBE, 'modern'],
        [API.SHARE_GROUP_DESCRIBE, 'sharing'],
        [API.STREAMS_GROUP_DESCRIBE, 'flowing'],
      ] as const;
      for (const [api, name] of described) {
        await each<
          { groupIds: string[]; includeAuthorizedOperations: boolean },
          { groups: { groupState: string; members: unknown[] }[] }
        >(api, { groupIds: [name], includeAuthorizedOperations: true }, ({ groups }) => {
          expect(groups[0]?.groupState).toBe('Stable');
          expect(groups[0]?.members).toHaveLength(1);
        });
      }
      const shared = { groups: [{ groupId: 'sharing', topics: null }] };
      await each(API.DESCRIBE_SHARE_GROUP_OFFSETS, shared, ({ groups }) => {
        const [first, second] = groups[0]?.topics[0]?.partitions ?? [];
        expect(Number(first?.startOffset)).toBeGreaterThan(50);
        expect(second).toMatchObject({ startOffset: 50n, leaderEpoch: 0 });
      });
    });

    it('to members', async () => {
      const commit = () => ({
        groupId: 'committing',
        ...{ generationIdOrMemberEpoch: -1, memberId: '', groupInstanceId: null },
        topics: [
          {
            ...{ name: 'orders', topicId: uuid('orders') },
            partitions: [{ partitionIndex: 0, committedOffset: 3n, committedLeaderEpoch: -1, committedMetadata: 'm' }],
          },
        ],
      });
      await eachOf(API.OFFSET_COMMIT, commit, ({ topics }) => {
        expect(topics[0]?.partitions[0]?.errorCode).toBe(0);
      });
      const expected = (groupId: string) => {
        const memberId = `${groupId}-member`;
        simulated.state.groupOrNew(groupId).membership.expect(memberId);
        return memberId;
      };
      const join = (version: number) => ({
        ...{ groupId: `join-${version}`, memberId: expected(`join-${version}`), groupInstanceId: null },
        ...{ sessionTimeoutMs: 10_000, rebalanceTimeoutMs: 10_000, protocolType: 'consumer', reason: null },
        protocols: [{ name: 'range', metadata: { version: 0, topics: ['orders'] } }],
      });
      await eachOf(API.JOIN_GROUP, join, ({ generationId, memberId, leader, members }) => {
        expect([generationId, leader, members.map((each) => each.memberId)]).toEqual([1, memberId, [memberId]]);
      });
      const member = (version: number) => ({
        ...{ groupId: `join-${version}`, memberId: `join-${version}-member` },
        ...{ generationId: 1, groupInstanceId: null },
      });
      // All versions of the others speak to the member that joined in the newest.
      const newest = rangesOf(release).get(API.JOIN_GROUP.apiKey)?.max ?? 0;
      const { memberId } = member(newest);
      const sync = {
        ...member(newest),
        ...{ protocolType: 'consumer', protocolName: 'range' },
        assignments: [{ memberId, assignment: { orders: [0, 1] } }],
      };
      await each(API.SYNC_GROUP, sync, ({ assignment }) => expect(assignment).toEqual({ orders: [0, 1] }));
      await each(API.HEARTBEAT, member(newest), ({ errorCode }) => expect(errorCode).toBe(0));
      const joined = [...simulated.state.groups.keys()].filter((name) => name.startsWith('join-'));
      await eachOf(
        API.LEAVE_GROUP,
        () => {
          const groupId = joined.shift() ?? '';
          return { groupId, members: [{ memberId: `${groupId}-member`, groupInstanceId: null, reason: null }] };
        },
        ({ errorCode }) => expect(errorCode).toBe(0),
      );
    });

    it('to those who change things', async () => {
      const create = () => ({
        topics: [{ name: freshName(), numPartitions: 1, replicationFactor: 1 }],
        timeoutMs: 100,
      });
      await eachOf(API.CREATE_TOPICS, create, ({ topics }, version) => {
        if (version >= 5) expect(topics[0]).toMatchObject({ _numPartitions: 1, _replicationFactor: 1 });
      });
      const grow = { topics: [{ name: 'orders', count: 5, assignments: null }], timeoutMs: 100, validateOnly: true };
      await each(API.CREATE_PARTITIONS, grow, ({ results }) => expect(results[0]?.name).toBe('orders'));
      const alter = {
        resources: [
          {
            resourceType: 2,
            resourceName: 'orders',
            configs: [{ name: 'retention.ms', configOperation: 0, value: '777777777' }],
          },
        ],
        validateOnly: false,
      };
      await each(API.INCREMENTAL_ALTER_CONFIGS, alter, ({ responses }) =>
        expect(responses[0]?.resourceName).toBe('orders'),
      );
      const settings = {
        resources: [{ resourceType: 2, resourceName: 'orders', configurationKeys: ['retention.ms'] }],
        includeSynonyms: true,
      };
      await each(API.DESCRIBE_CONFIGS, settings, ({ results }) => {
        expect(results[0]?.configs[0]).toMatchObject({ name: 'retention.ms', value: '777777777', configSource: 1 });
      });
      const gone = [...simulated.state.topics.keys()].filter((name) => name.startsWith('fresh-'));
      await eachOf(
        API.DELETE_TOPICS,
        () => ({ topics: [{ name: gone.shift() ?? '', topicId: null }], timeoutMs: 100 }),
        ({ responses }) => expect(responses).toHaveLength(1),
      );
      const passing = (version: number) => {
        const name = `passing-${version}`;
        simulated.state.groupOrNew(name);
        return { groupsNames: [name] };
      };
      await eachOf(API.DELETE_GROUPS, passing, ({ results }, version) => {
        expect(results).toMatchObject([{ groupId: `passing-${version}`, errorCode: 0 }]);
      });
    });
  },
);
