import { describe, expect, it } from 'vitest';
import type { ScenarioInput } from '../../../src/simulator/scenario/schema.ts';
import { type Expected, holds, lag, leavesNothingBehind, neverLooksWell, withBroken } from './broken.ts';

leavesNothingBehind();

type Denial = NonNullable<ScenarioInput['denied']>[number];

const denied = (...denials: readonly Denial[]): Partial<ScenarioInput> => ({ denied: [...denials] });
const nothing = () => {};

const topic = (name: string, ...operations: Denial['operations']): Denial => ({ resource: 'topic', name, operations });
const group = (name: string): Denial => ({ resource: 'group', name, operations: ['describe'] });
const cluster = (...operations: Denial['operations']): Denial => ({ resource: 'cluster', operations });

/** What a client that may do everything else is told; null: about all groups. */
const cases: readonly (readonly [denial: string, asked: string | null, denials: readonly Denial[], Expected])[] = [
  [
    'DESCRIBE_CONFIGS on the cluster',
    'billing',
    [cluster('describe_configs')],
    {
      gaps: [/^settings of brokers \| broker \d answered CLUSTER_AUTHORIZATION_FAILED \| \d$/],
      only: true,
      text: [/^billing: \w+, lag \d+/],
    },
  ],
  ['DESCRIBE on the cluster', null, [cluster('describe')], { only: true, text: [/^5 of 5 groups lag/] }],
  ['READ on a topic', 'billing', [topic('orders', 'read')], { only: true, text: [/^billing: \w+, lag \d+/] }],
  [
    'everything on a topic',
    'billing',
    [topic('orders', 'describe', 'read')],
    { text: [/^billing: unknown, lag unknown/, 'this client may not DESCRIBE the topic'] },
  ],
  [
    'everything on a topic',
    'fraud',
    [topic('orders', 'describe', 'read')],
    { only: true, text: [/^fraud: \w+, lag \d+/] },
  ],
  [
    'everything on a topic that a share group reads',
    'shipping',
    [topic('payments', 'describe', 'read')],
    { text: [/^shipping: unknown/] },
  ],
  [
    'READ on __consumer_offsets',
    'billing',
    [topic('__consumer_offsets', 'read')],
    {
      gaps: ['commit history of group billing | this client may not READ the topic __consumer_offsets | null'],
      only: true,
      text: [/^billing: \w+, lag \d+/],
    },
  ],
  [
    'everything on __consumer_offsets',
    'billing',
    [topic('__consumer_offsets', 'describe', 'read')],
    {
      gaps: [/^commit history of group billing \| this client may not DESCRIBE and READ the topic __consumer_offsets/],
      only: true,
      text: [/^billing: \w+, lag \d+/],
    },
  ],
  [
    'everything on __consumer_offsets',
    null,
    [topic('__consumer_offsets', 'describe', 'read')],
    { gaps: [/^commit history of 5 groups \| this client may not DESCRIBE and READ/], text: [/^5 of 5 groups lag/] },
  ],
  [
    'a group, though the cluster may be described',
    null,
    [group('billing')],
    {
      gaps: ['committed offsets of group billing | broker 2 answered GROUP_AUTHORIZATION_FAILED | 2'],
      only: true,
      text: [/^4 of 5 groups lag, \d+ records in all; the lag of 1 group is unknown/],
    },
  ],
  [
    'a group, though the cluster may be described',
    'billing',
    [group('billing')],
    {
      gaps: [
        'members of group billing | broker 2 answered GROUP_AUTHORIZATION_FAILED | 2',
        'committed offsets of group billing | broker 2 answered GROUP_AUTHORIZATION_FAILED | 2',
      ],
      only: true,
      text: [/^billing: unknown, which is not a lag of zero/],
    },
  ],
  [
    'a group and the cluster, so that no list has it',
    'billing',
    [group('billing'), cluster('describe')],
    {
      gaps: ['group billing | this client may not DESCRIBE it | 2'],
      text: [/^billing: unknown, which is not a lag of zero/],
    },
  ],
  [
    'another group and the cluster',
    'search',
    [group('billing'), cluster('describe')],
    { only: true, text: [/^search: \w+, lag \d+/] },
  ],
];

describe('kafka_diagnose_lag without', () => {
  it.each(cases)('%s, asked about %s', (_, asked, denials, expected) =>
    withBroken(
      nothing,
      async (server) => {
        const answer = await lag(server, asked ?? undefined);
        holds(answer, expected);
        neverLooksWell(answer);
      },
      denied(...denials),
    ),
  );
});

describe('kafka_describe_cluster without', () => {
  it.each<[string, readonly Denial[], Expected]>([
    [
      'DESCRIBE on the cluster',
      [cluster('describe', 'describe_configs')],
      { only: true, text: ['3 of 3 brokers answer'] },
    ],
    ['a topic', [topic('orders', 'describe')], { text: ['2 topics, 6 partitions'] }],
    ['any topic', [topic('*', 'describe')], { text: ['0 topics, 0 partitions; this client is shown no topic'] }],
  ])('%s', (_, denials, expected) =>
    withBroken(
      nothing,
      async (server) => holds(await server.call('kafka_describe_cluster'), expected),
      denied(...denials),
    ),
  );
});

it('kafka_server_status needs no right', () =>
  withBroken(
    nothing,
    async (server) => {
      const answer = await server.call('kafka_server_status');
      holds(answer, { text: ['Kafka reachable'] });
      expect(answer.content.problems).toEqual([]);
    },
    denied(topic('*', 'describe', 'read'), group('*'), cluster('describe', 'describe_configs')),
  ));
