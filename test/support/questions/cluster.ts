import type { ResponseOf } from '../../../src/kafka/protocol/api.ts';
import { metadata } from '../../../src/kafka/protocol/apis/03-metadata.ts';
import { saslHandshake } from '../../../src/kafka/protocol/apis/17-sasl-handshake.ts';
import { apiVersions } from '../../../src/kafka/protocol/apis/18-api-versions.ts';
import { describeLogDirs } from '../../../src/kafka/protocol/apis/35-describe-log-dirs.ts';
import { describeClientQuotas } from '../../../src/kafka/protocol/apis/48-describe-client-quotas.ts';
import { describeQuorum } from '../../../src/kafka/protocol/apis/55-describe-quorum.ts';
import { describeCluster } from '../../../src/kafka/protocol/apis/60-describe-cluster.ts';
import { apis } from '../../../src/kafka/protocol/apis/index.ts';
import { inVersions, one, type Question, UNKNOWN_ID } from './asked.ts';

/** Only what the simulator serves: a real broker has more. */
const servedKeys = new Set(apis.map(({ key }) => key));

/** Topics that a real cluster makes when they are needed; the simulator keeps their content elsewhere. */
const isOwn = ({ name }: { readonly name: string | null }) =>
  name === '__transaction_state' || name === '__share_group_state';

/** Who won the election, how far the log is and where controllers listen is the affair of each quorum. */
const quorumShape = ({ topics, nodes, ...answer }: ResponseOf<typeof describeQuorum>) => ({
  ...answer,
  nodes: nodes.map(({ nodeId, listeners }) => ({ nodeId, listeners: listeners.map(({ name }) => name) })),
  topics: topics.map(({ topicName, partitions }) => ({
    topicName,
    partitions: partitions.map(({ partitionIndex, errorCode, errorMessage, leaderId, currentVoters, observers }) => ({
      ...{ partitionIndex, errorCode, errorMessage, hasLeader: leaderId > 0 },
      voters: currentVoters.map(({ replicaId }) => replicaId),
      observers,
    })),
  })),
});

export const clusterQuestions: readonly Question[] = [
  one(
    'ApiVersions',
    inVersions(apiVersions, 0, (cluster, version) =>
      cluster
        .ask(1, apiVersions, version, { clientSoftwareName: 'test', clientSoftwareVersion: '1' })
        .then((answer) => ({ ...answer, apiKeys: answer.apiKeys.filter(({ apiKey }) => servedKeys.has(apiKey)) })),
    ),
  ),
  one('ApiVersions of a client without a name', (cluster) =>
    cluster.ask(1, apiVersions, 3, { clientSoftwareName: '', clientSoftwareVersion: '' }),
  ),
  one(
    'Metadata of all topics',
    inVersions(metadata, 0, (cluster, version) =>
      cluster
        .ask(2, metadata, version, {
          topics: version === 0 ? [] : null,
          includeTopicAuthorizedOperations: true,
          includeClusterAuthorizedOperations: true,
        })
        .then((answer) => ({ ...answer, topics: answer.topics.filter((topic) => !isOwn(topic)) })),
    ),
  ),
  one('Metadata of named topics', (cluster) => {
    const topics = ['common.orders', 'nowhere', 'bad name!', ''].map((name) => ({ name }));
    return cluster.ask(1, metadata, 12, { topics });
  }),
  one('Metadata of no topic', (cluster) => cluster.ask(1, metadata, 12, { topics: [] })),
  one('Metadata by topic id', async (cluster) => {
    const ids = [await cluster.topicId('common.orders'), UNKNOWN_ID];
    return cluster.ask(3, metadata, 12, { topics: ids.map((topicId) => ({ name: null, topicId })) });
  }),
  one(
    'DescribeCluster',
    inVersions(describeCluster, 0, (cluster, version) =>
      cluster.ask(1, describeCluster, version, {
        includeClusterAuthorizedOperations: true,
        includeFencedBrokers: version >= 2,
      }),
    ),
  ),
  one('DescribeCluster for controllers', (cluster) => cluster.ask(1, describeCluster, 1, { endpointType: 2 })),
  one(
    'DescribeLogDirs',
    inVersions(describeLogDirs, 1, (cluster, version) =>
      cluster.ask(1, describeLogDirs, version, { topics: null }).then(({ results, ...answer }) => ({
        ...answer,
        results: results.map(({ topics, ...dir }) => ({ ...dir, topics: topics.filter((topic) => !isOwn(topic)) })),
      })),
    ),
  ),
  one('DescribeLogDirs of some, and of what is not there', (cluster) => {
    const topics = [
      { topic: 'common.orders', partitions: [0, 99] },
      { topic: 'nowhere', partitions: [0] },
    ];
    return cluster.ask(1, describeLogDirs, 4, { topics });
  }),
  one('DescribeLogDirs of nothing', (cluster) => cluster.ask(1, describeLogDirs, 4, { topics: [] })),
  ...[
    { topicName: '__cluster_metadata', partitionIndex: 0 },
    { topicName: 'common.orders', partitionIndex: 0 },
    { topicName: '__cluster_metadata', partitionIndex: 1 },
  ].map(({ topicName, partitionIndex }) =>
    one(
      `DescribeQuorum of ${topicName}-${partitionIndex}`,
      inVersions(describeQuorum, 0, (cluster, version) =>
        cluster
          .ask(1, describeQuorum, version, { topics: [{ topicName, partitions: [{ partitionIndex }] }] })
          .then(quorumShape),
      ),
    ),
  ),
  ...(
    [
      ['all', []],
      ['one', [{ entityType: 'user', matchType: 0, match: 'alice' }]],
      ['an unknown entity type', [{ entityType: 'planet', matchType: 0, match: 'mars' }]],
      ['an unknown match type', [{ entityType: 'user', matchType: 9, match: null }]],
      ['an exact match without a name', [{ entityType: 'user', matchType: 0, match: null }]],
      [
        'a type twice',
        [
          { entityType: 'user', matchType: 2, match: null },
          { entityType: 'user', matchType: 2, match: null },
        ],
      ],
    ] as const
  ).map(([what, components]) =>
    one(`DescribeClientQuotas of ${what}`, (cluster) =>
      cluster.ask(1, describeClientQuotas, 1, { components: [...components], strict: true }),
    ),
  ),
  one('SaslHandshake on a listener without', (cluster) => cluster.ask(1, saslHandshake, 1, { mechanism: 'PLAIN' })),
];
