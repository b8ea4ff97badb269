import { offsetFetch } from '../../../src/kafka/protocol/apis/09-offset-fetch.ts';
import { findCoordinator } from '../../../src/kafka/protocol/apis/10-find-coordinator.ts';
import { describeGroups } from '../../../src/kafka/protocol/apis/15-describe-groups.ts';
import { listGroups } from '../../../src/kafka/protocol/apis/16-list-groups.ts';
import { deleteGroups } from '../../../src/kafka/protocol/apis/42-delete-groups.ts';
import { consumerGroupDescribe } from '../../../src/kafka/protocol/apis/69-consumer-group-describe.ts';
import { shareGroupDescribe } from '../../../src/kafka/protocol/apis/77-share-group-describe.ts';
import { streamsGroupDescribe } from '../../../src/kafka/protocol/apis/89-streams-group-describe.ts';
import { describeShareGroupOffsets } from '../../../src/kafka/protocol/apis/90-describe-share-group-offsets.ts';
import {
  type Ask,
  type AskedCluster,
  coordinatorOf,
  from,
  GROUPS,
  inVersions,
  notCoordinatorOf,
  one,
  type Question,
  UNKNOWN_ID,
} from './asked.ts';

const atCoordinators =
  (ask: (cluster: AskedCluster, group: string, broker: number) => Promise<unknown>): Ask =>
  async (cluster) => {
    const answers = [];
    for (const group of GROUPS) answers.push({ group, answer: await ask(cluster, group, coordinatorOf(group)) });
    return answers;
  };

const half = coordinatorOf('common-half');

export const groupQuestions: readonly Question[] = [
  ...[8, 9].map((version) =>
    one(
      `OffsetFetch v${version} of all topics`,
      atCoordinators((cluster, groupId, broker) =>
        cluster.ask(broker, offsetFetch, version, { groups: [{ groupId, topics: null }] }),
      ),
    ),
  ),
  one('OffsetFetch of many groups', (cluster) =>
    cluster.ask(half, offsetFetch, 8, { groups: GROUPS.map((groupId) => ({ groupId, topics: null })) }),
  ),
  one('OffsetFetch of named partitions', (cluster) => {
    const topics = [
      { name: 'common.prices', partitionIndexes: [0, 1, 9] },
      { name: 'nowhere', partitionIndexes: [0] },
    ];
    return cluster.ask(half, offsetFetch, 8, { requireStable: true, groups: [{ groupId: 'common-half', topics }] });
  }),
  ...['common-half', 'nobody'].map((groupId) =>
    one(`OffsetFetch of ${groupId} before v8`, async (cluster) => {
      const topics = [{ name: 'common.prices', partitionIndexes: [0, 1] }];
      const answers = [];
      for (const version of [1, 2, 5, 7]) {
        for (const broker of [coordinatorOf(groupId), notCoordinatorOf(groupId)]) {
          answers.push(await cluster.ask(broker, offsetFetch, version, { groupId, topics }));
          if (version > 1) answers.push(await cluster.ask(broker, offsetFetch, version, { groupId, topics: null }));
        }
      }
      return answers;
    }),
  ),
  one('OffsetFetch at another broker', (cluster) => {
    const broker = notCoordinatorOf('common-half');
    return cluster.ask(broker, offsetFetch, 9, { groups: [{ groupId: 'common-half', topics: null }] });
  }),
  from(4.1, 'OffsetFetch by topic id', async (cluster) => {
    const topics = [
      { topicId: await cluster.topicId('common.prices'), partitionIndexes: [0, 1] },
      { topicId: UNKNOWN_ID, partitionIndexes: [0] },
    ];
    return cluster.ask(half, offsetFetch, 10, { groups: [{ groupId: 'common-half', topics }] });
  }),
  one('FindCoordinator of one group', async (cluster) => {
    const answers = [];
    for (const version of [0, 1, 3]) {
      for (const key of ['common-half', 'nobody'])
        answers.push(await cluster.ask(1, findCoordinator, version, { key }));
    }
    return answers;
  }),
  one('FindCoordinator of many groups', (cluster) =>
    cluster.ask(2, findCoordinator, cluster.newest(findCoordinator), { coordinatorKeys: GROUPS }),
  ),
  one('FindCoordinator of a transactional id', (cluster) =>
    cluster
      .ask(2, findCoordinator, 4, { coordinatorKeys: ['common-settled', 'nobody'], keyType: 1 })
      .then(({ coordinators, ...rest }) => ({
        ...rest,
        // The simulator keeps them with the groups, a real cluster in __transaction_state: another broker may lead there.
        coordinators: coordinators.map(({ nodeId, ...coordinator }) => ({ ...coordinator, known: nodeId > 0 })),
      })),
  ),
  one('FindCoordinator of an unknown kind', (cluster) => cluster.ask(1, findCoordinator, 3, { key: 'x', keyType: 7 })),
  from(4.1, 'FindCoordinator of a share key that is none', (cluster) =>
    cluster.ask(1, findCoordinator, 6, { coordinatorKeys: ['junk'], keyType: 2 }),
  ),
  one(
    'DescribeGroups',
    atCoordinators((cluster, group, broker) =>
      inVersions(describeGroups, 0, (_, version) =>
        cluster.ask(broker, describeGroups, version, { groups: [group], includeAuthorizedOperations: true }),
      )(cluster),
    ),
  ),
  one('DescribeGroups at another broker', (cluster) =>
    cluster.ask(notCoordinatorOf('common-half'), describeGroups, 5, { groups: ['common-half'] }),
  ),
  ...[
    {},
    { statesFilter: ['Empty'] },
    { statesFilter: ['empty'] },
    { statesFilter: ['Stable'] },
    { statesFilter: ['Drowsy'] },
    { typesFilter: ['classic'] },
    { typesFilter: ['Classic'] },
    { typesFilter: ['consumer'] },
  ].map((filter) =>
    one(`ListGroups ${JSON.stringify(filter)}`, (cluster) =>
      Promise.all([1, 2, 3].map((broker) => cluster.ask(broker, listGroups, 5, filter))),
    ),
  ),
  one(
    'ListGroups in every version',
    inVersions(listGroups, 0, (cluster, version) => cluster.ask(half, listGroups, version, {})),
  ),
  one('DeleteGroups of what is not there', async (cluster) => [
    await cluster.ask(coordinatorOf('nobody'), deleteGroups, 2, { groupsNames: ['nobody'] }),
    await cluster.ask(notCoordinatorOf('nobody'), deleteGroups, 2, { groupsNames: ['nobody'] }),
  ]),
  one(
    'ConsumerGroupDescribe of others',
    atCoordinators((cluster, group, broker) =>
      cluster.ask(broker, consumerGroupDescribe, 0, { groupIds: [group], includeAuthorizedOperations: true }),
    ),
  ),
  from(
    4.1,
    'ShareGroupDescribe of others',
    atCoordinators((cluster, group, broker) => cluster.ask(broker, shareGroupDescribe, 1, { groupIds: [group] })),
  ),
  from(
    4.3,
    'StreamsGroupDescribe of others',
    atCoordinators((cluster, group, broker) => cluster.ask(broker, streamsGroupDescribe, 0, { groupIds: [group] })),
  ),
  from(4.3, 'ShareGroupDescribe at another broker and without a name', async (cluster) => [
    await cluster.ask(notCoordinatorOf('common-half'), shareGroupDescribe, 1, { groupIds: ['common-half'] }),
    await cluster.ask(1, shareGroupDescribe, 1, { groupIds: [''] }),
  ]),
  from(
    4.1,
    'DescribeShareGroupOffsets of others',
    atCoordinators((cluster, groupId, broker) =>
      cluster.ask(broker, describeShareGroupOffsets, cluster.newest(describeShareGroupOffsets), {
        groups: [{ groupId, topics: [{ topicName: 'common.orders', partitions: [0] }] }],
      }),
    ),
  ),
];
