import type { RequestOf } from '../../../src/kafka/protocol/api.ts';
import { createTopics } from '../../../src/kafka/protocol/apis/19-create-topics.ts';
import { deleteTopics } from '../../../src/kafka/protocol/apis/20-delete-topics.ts';
import { initProducerId } from '../../../src/kafka/protocol/apis/22-init-producer-id.ts';
import { createPartitions } from '../../../src/kafka/protocol/apis/37-create-partitions.ts';
import { incrementalAlterConfigs } from '../../../src/kafka/protocol/apis/44-incremental-alter-configs.ts';
import { inVersions, one, type Question, UNKNOWN_ID } from './asked.ts';

type NewTopic = RequestOf<typeof createTopics>['topics'][number];

const newTopics: readonly (readonly [string, Partial<NewTopic>])[] = [
  ['as asked', {}],
  ['with the defaults of the broker', { numPartitions: -1, replicationFactor: -1 }],
  ['without partitions', { numPartitions: 0 }],
  ['with −2 partitions', { numPartitions: -2 }],
  ['without replicas', { replicationFactor: 0 }],
  ['with −2 replicas', { replicationFactor: -2 }],
  ['with more replicas than brokers', { replicationFactor: 4 }],
  ['that is there', { name: 'common.orders' }],
  ['with a space', { name: 'bad name' }],
  ['without a name', { name: '' }],
  ['named .', { name: '.' }],
  ['named ..', { name: '..' }],
  ['with a long name', { name: 'x'.repeat(250) }],
  ['whose metrics would collide', { name: 'common_orders' }],
  ['named __cluster_metadata', { name: '__cluster_metadata' }],
  ['with a setting', { configs: [{ name: 'retention.ms', value: '5000' }] }],
  ['with an unknown setting', { configs: [{ name: 'no.such.name', value: '5000' }] }],
  ['with a setting that is no number', { configs: [{ name: 'retention.ms', value: 'x' }] }],
  ['with a setting of null', { configs: [{ name: 'retention.ms', value: null }] }],
  ['with a setting out of range', { configs: [{ name: 'min.insync.replicas', value: '0' }] }],
  ['with a policy that is none', { configs: [{ name: 'cleanup.policy', value: 'shred' }] }],
  ['with a flag that is none', { configs: [{ name: 'preallocate', value: 'maybe' }] }],
  ['on chosen brokers', assigned([1, 2], [2, 3])],
  ['on chosen brokers, with a count', { ...assigned([1, 2]), numPartitions: 2 }],
  ['on chosen brokers, with a factor', { ...assigned([1, 2]), replicationFactor: 2 }],
  ['on chosen brokers unevenly', assigned([1, 2], [2])],
  ['on an unknown broker', assigned([1, 9])],
  ['twice on a broker', assigned([1, 1])],
  ['on no broker', assigned([])],
];

function assigned(...replicas: number[][]): Partial<NewTopic> {
  const assignments = replicas.map((brokerIds, partitionIndex) => ({ partitionIndex, brokerIds }));
  return { numPartitions: -1, replicationFactor: -1, assignments };
}

const newTopic: NewTopic = { name: 'new.topic', numPartitions: 2, replicationFactor: 2, assignments: [], configs: [] };

type Growth = RequestOf<typeof createPartitions>['topics'][number];

const growths: readonly (readonly [string, Partial<Growth>])[] = [
  ['more', { count: 6 }],
  ['as many', { count: 4 }],
  ['fewer', { count: 2 }],
  ['none', { count: 0 }],
  ['of a topic that is not there', { name: 'nowhere' }],
  ['on chosen brokers', { count: 5, assignments: [{ brokerIds: [1, 2, 3] }] }],
  ['on chosen brokers, too few', { assignments: [{ brokerIds: [1, 2, 3] }] }],
  ['on chosen brokers unevenly', { count: 5, assignments: [{ brokerIds: [1, 2] }] }],
  ['on an unknown broker', { count: 5, assignments: [{ brokerIds: [1, 2, 9] }] }],
  ['twice on a broker', { count: 5, assignments: [{ brokerIds: [1, 1, 2] }] }],
];

const [SET, DELETE, APPEND, SUBTRACT] = [0, 1, 2, 3];

const changes: readonly (readonly [string, string, readonly (readonly [string, number, string | null])[]])[] = [
  ['set', 'common.orders', [['retention.ms', SET, '1000']]],
  ['deleted', 'common.orders', [['retention.ms', DELETE, null]]],
  ['appended to', 'common.orders', [['cleanup.policy', APPEND, 'compact']]],
  ['subtracted from', 'common.orders', [['cleanup.policy', SUBTRACT, 'delete']]],
  ['appended to though no list', 'common.orders', [['retention.ms', APPEND, '5']]],
  ['subtracted from though no list', 'common.orders', [['retention.ms', SUBTRACT, '5']]],
  ['unknown', 'common.orders', [['no.such.name', SET, '5']]],
  ['unknown and deleted', 'common.orders', [['no.such.name', DELETE, null]]],
  ['no number', 'common.orders', [['retention.ms', SET, 'x']]],
  ['out of range', 'common.orders', [['min.insync.replicas', SET, '0']]],
  ['set to null', 'common.orders', [['retention.ms', SET, null]]],
  [
    'set twice',
    'common.orders',
    [
      ['retention.ms', SET, '5'],
      ['retention.ms', SET, '6'],
    ],
  ],
  ['of a topic that is not there', 'nowhere', [['retention.ms', SET, '5']]],
  ['of all topics', '', [['retention.ms', SET, '5']]],
  ['none at all', 'common.orders', []],
];

/** Nothing is done, since it is only to be validated or refused. */
export const changeQuestions: readonly Question[] = [
  ...newTopics.map(([what, wanted]) =>
    one(`CreateTopics ${what}`, (cluster) =>
      cluster.ask(2, createTopics, 7, { validateOnly: true, topics: [{ ...newTopic, ...wanted }] }),
    ),
  ),
  one('CreateTopics twice', (cluster) =>
    cluster.ask(2, createTopics, 7, { validateOnly: true, topics: [newTopic, newTopic] }),
  ),
  one(
    'CreateTopics in every version',
    inVersions(createTopics, 2, (cluster, version) =>
      cluster.ask(2, createTopics, version, {
        validateOnly: true,
        topics: [newTopic, { ...newTopic, name: 'common.orders' }],
      }),
    ),
  ),
  ...growths.map(([what, wanted]) =>
    one(`CreatePartitions ${what}`, (cluster) =>
      cluster.ask(2, createPartitions, 3, {
        ...{ validateOnly: true, timeoutMs: 10_000 },
        topics: [{ name: 'common.orders', count: 6, assignments: null, ...wanted }],
      }),
    ),
  ),
  ...changes.map(([what, resourceName, configs]) =>
    one(`IncrementalAlterConfigs: a setting ${what}`, (cluster) =>
      cluster.ask(1, incrementalAlterConfigs, 1, {
        validateOnly: true,
        resources: [
          {
            ...{ resourceType: 2, resourceName },
            configs: configs.map(([name, configOperation, value]) => ({ name, configOperation, value })),
          },
        ],
      }),
    ),
  ),
  one('IncrementalAlterConfigs: a topic twice', (cluster) => {
    const resource = { resourceType: 2, resourceName: 'common.orders', configs: [] };
    return cluster.ask(1, incrementalAlterConfigs, 1, { validateOnly: true, resources: [resource, resource] });
  }),
  one('DeleteTopics of what is not there', async (cluster) => [
    await cluster.ask(1, deleteTopics, 6, { timeoutMs: 5_000, topics: [{ name: 'nowhere' }, { topicId: UNKNOWN_ID }] }),
    await cluster.ask(1, deleteTopics, 5, { timeoutMs: 5_000, topicNames: ['nowhere', ''] }),
    await cluster.ask(1, deleteTopics, 6, { timeoutMs: 5_000, topics: [{ name: 'nowhere' }, { name: 'nowhere' }] }),
  ]),
  one('InitProducerId', (cluster) =>
    cluster.ask(1, initProducerId, 4, { transactionalId: null, transactionTimeoutMs: 1_000 }),
  ),
  one('InitProducerId with an empty transactional id', (cluster) =>
    cluster.ask(1, initProducerId, 4, { transactionalId: '', transactionTimeoutMs: 1_000 }),
  ),
];
