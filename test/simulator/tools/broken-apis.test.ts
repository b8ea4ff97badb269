import { describe, it } from 'vitest';
import { errorCode, type FaultAction } from '../../../src/simulator/faults.ts';
import type { ScenarioInput } from '../../../src/simulator/scenario/schema.ts';
import { type Expected, holds, lag, leavesNothingBehind, neverLooksWell, type Plant, withBroken } from './broken.ts';

leavesNothingBehind();

/** Strikes broker 2 unless the case says otherwise; null: every broker. */
interface Where {
  readonly broker?: number | null;
  readonly topic?: string;
  readonly partition?: number;
  readonly group?: string;
}

const plant =
  (api: string, action: FaultAction, { broker = 2, ...where }: Where = {}): Plant =>
  (cluster) =>
    cluster.fault({ api, action, ...where, ...(broker === null ? {} : { broker }) });

type Question = 'all' | 'cluster' | 'status' | { readonly group: string };

interface Case {
  readonly api: string;
  readonly asked: Question;
  readonly where?: Where;
  readonly scenario?: Partial<ScenarioInput>;
  readonly expected: Expected;
}

const ask = ({ asked, scenario, expected }: Case, broken: Plant) =>
  withBroken(
    broken,
    async (server) => {
      if (asked === 'cluster') return holds(await server.call('kafka_describe_cluster'), expected);
      if (asked === 'status') return holds(await server.call('kafka_server_status'), expected);
      const answer = await lag(server, asked === 'all' ? undefined : asked.group);
      holds(answer, expected);
      neverLooksWell(answer);
    },
    scenario,
  );

const nameOf = (asked: Question) => (typeof asked === 'string' ? asked : `group ${asked.group}`);
const named = <C extends Case>(cases: readonly C[], faultOf: (each: C) => string) =>
  cases.map((each) => [`${each.api} ${faultOf(each)}, asked about ${nameOf(each.asked)}`, each] as const);

const late = (what: string) =>
  new RegExp(`^${what} \\| broker 2 \\(127\\.0\\.0\\.1:\\d+\\) did not answer in time \\| 2$`);

/** One API of one broker hangs, and with it everything behind on the same connection. */
const hanging: readonly Case[] = [
  {
    api: 'ListGroups',
    asked: 'all',
    expected: { gaps: [late('groups coordinated by broker 2')], text: [/^2 of 2 groups lag, at least/] },
  },
  {
    api: 'ListGroups',
    asked: { group: 'billing' },
    expected: { gaps: [late('groups coordinated by broker 2')], text: [/^billing: unknown/] },
  },
  {
    api: 'DescribeGroups',
    asked: { group: 'billing' },
    expected: {
      gaps: [late('members of group billing'), late('committed offsets of group billing')],
      text: [/^billing: unknown/],
    },
  },
  {
    api: 'ConsumerGroupDescribe',
    asked: { group: 'search' },
    expected: { gaps: [late('members of group search')], text: [/^search: unknown/] },
  },
  {
    api: 'ShareGroupDescribe',
    asked: { group: 'shipping' },
    expected: { gaps: [late('members of group shipping')], text: [/^shipping: unknown/] },
  },
  {
    api: 'OffsetFetch',
    asked: 'all',
    expected: {
      gaps: [late('committed offsets of 2 groups'), late('share offsets of group shipping')],
      text: [/^2 of 5 groups lag, at least .* the lag of 3 groups is unknown/],
    },
  },
  {
    api: 'OffsetFetch',
    asked: { group: 'billing' },
    expected: { gaps: [late('committed offsets of group billing')], text: [/^billing: unknown/] },
  },
  {
    api: 'DescribeShareGroupOffsets',
    asked: 'all',
    expected: {
      gaps: [late('share offsets of group shipping')],
      only: true,
      text: [/^4 of 5 groups lag, .* the lag of 1 group is unknown/],
    },
  },
  {
    api: 'ListOffsets',
    asked: 'all',
    expected: {
      gaps: [late('high watermark of 2 partitions led by broker 2')],
      text: [/^5 of 5 groups lag, at least/],
    },
  },
  {
    api: 'ListOffsets',
    asked: { group: 'invoices' },
    expected: {
      gaps: [late('high watermark of 1 partition led by broker 2')],
      text: [/^invoices: \w+, lag at least/, "orders-1: its end offset can't be had"],
    },
  },
  {
    api: 'Fetch',
    asked: { group: 'invoices' },
    expected: {
      gaps: [late('log start and last stable offset of 1 partition led by broker 2')],
      text: [/^invoices: \w+, lag \d+/],
    },
  },
  {
    api: 'DescribeConfigs',
    asked: { group: 'billing' },
    expected: { gaps: [late('settings of topics and brokers')], text: [/^billing: \w+, lag \d+/] },
  },
  {
    api: 'Metadata',
    where: { broker: 1 },
    asked: 'all',
    expected: { gaps: [/^groups coordinated by broker 1 \| broker 127\.\S+ did not answer in time \| 1$/] },
  },
  {
    api: 'Metadata',
    where: { broker: 1 },
    asked: 'cluster',
    expected: {
      gaps: [/^API versions of broker 1 \| .* did not answer in time \| 1$/],
      text: ['2 of 3 brokers answer'],
    },
  },
  { api: 'Metadata', where: { broker: 1 }, asked: 'status', expected: { text: ['Kafka reachable'] } },
  {
    api: 'Metadata',
    where: { broker: null },
    asked: 'all',
    expected: { isError: true, text: ['No Kafka broker could be reached', 'did not answer in time'] },
  },
  {
    api: 'DescribeCluster',
    where: { broker: 1 },
    asked: 'cluster',
    expected: { gaps: [/^fenced brokers \| .* did not answer in time/], text: ['2 of 3 brokers answer'] },
  },
  {
    api: 'ApiVersions',
    asked: 'cluster',
    expected: { gaps: [late('API versions of broker 2')], only: true, text: ['2 of 3 brokers answer'] },
  },
];

describe.concurrent('hangs', () => {
  it.each(named(hanging, () => 'hangs'))('%s', (_, each) => ask(each, plant(each.api, { kind: 'hang' }, each.where)));
});

interface Coded extends Case {
  readonly error: string;
}

/** With the broker that said it. */
const said = (what: string, error: string, broker = 2) => `${what} | broker ${broker} answered ${error} | ${broker}`;

const coded: readonly Coded[] = [
  {
    api: 'Metadata',
    error: 'UNKNOWN_SERVER_ERROR',
    where: { broker: 1 },
    asked: 'all',
    expected: { only: true, text: [/^5 of 5 groups lag, \d/] },
  },
  {
    api: 'Metadata',
    error: 'REBOOTSTRAP_REQUIRED',
    where: { broker: null },
    asked: 'all',
    expected: { isError: true, text: ['The cluster metadata could not be read: REBOOTSTRAP_REQUIRED'] },
  },
  {
    api: 'Metadata',
    error: 'REBOOTSTRAP_REQUIRED',
    where: { broker: null },
    asked: 'status',
    expected: { text: ['Kafka unreachable', 'REBOOTSTRAP_REQUIRED'] },
  },
  {
    api: 'Metadata',
    error: 'LEADER_NOT_AVAILABLE',
    where: { broker: null, topic: 'orders' },
    asked: { group: 'billing' },
    expected: {
      text: [/^billing: unknown, lag unknown/, "orders-0: its end offset can't be had: LEADER_NOT_AVAILABLE"],
    },
  },
  {
    api: 'Metadata',
    error: 'LEADER_NOT_AVAILABLE',
    where: { broker: null, topic: 'orders' },
    asked: 'cluster',
    expected: { text: ['LEADER_NOT_AVAILABLE'] },
  },
  {
    api: 'DescribeCluster',
    error: 'CLUSTER_AUTHORIZATION_FAILED',
    where: { broker: null },
    asked: 'cluster',
    expected: {
      gaps: [/^fenced brokers \| 127\.0\.0\.1:\d+ answered CLUSTER_AUTHORIZATION_FAILED \| null$/],
      only: true,
      text: ['3 of 3 brokers answer'],
    },
  },
  {
    api: 'ListGroups',
    error: 'COORDINATOR_LOAD_IN_PROGRESS',
    asked: 'all',
    expected: {
      gaps: [said('groups coordinated by broker 2', 'COORDINATOR_LOAD_IN_PROGRESS')],
      only: true,
      text: [/^2 of 2 groups lag, .* Partial: 1 part/],
    },
  },
  {
    api: 'ListGroups',
    error: 'COORDINATOR_LOAD_IN_PROGRESS',
    asked: { group: 'billing' },
    expected: {
      gaps: [said('groups coordinated by broker 2', 'COORDINATOR_LOAD_IN_PROGRESS')],
      text: [/^billing: unknown, which is not a lag of zero/],
    },
  },
  {
    api: 'ListGroups',
    error: 'COORDINATOR_NOT_AVAILABLE',
    where: { broker: null },
    asked: 'all',
    expected: { isError: true, text: ['No group could be read: broker 1 answered COORDINATOR_NOT_AVAILABLE'] },
  },
  {
    api: 'DescribeGroups',
    error: 'NOT_COORDINATOR',
    asked: { group: 'billing' },
    expected: {
      gaps: [said('members of group billing', 'NOT_COORDINATOR')],
      only: true,
      text: [/^billing: \w+, lag \d+/, 'Partial: 1 part'],
    },
  },
  {
    api: 'ConsumerGroupDescribe',
    error: 'COORDINATOR_LOAD_IN_PROGRESS',
    asked: { group: 'search' },
    expected: {
      gaps: [said('members of group search', 'COORDINATOR_LOAD_IN_PROGRESS')],
      only: true,
      text: [/^search: \w+, lag \d+/],
    },
  },
  {
    api: 'ShareGroupDescribe',
    error: 'GROUP_AUTHORIZATION_FAILED',
    asked: { group: 'shipping' },
    expected: {
      gaps: [said('members of group shipping', 'GROUP_AUTHORIZATION_FAILED')],
      only: true,
      text: [/^shipping: \w+, lag \d+/],
    },
  },
  {
    api: 'OffsetFetch',
    error: 'COORDINATOR_LOAD_IN_PROGRESS',
    asked: 'all',
    expected: {
      gaps: [
        said('committed offsets of group billing', 'COORDINATOR_LOAD_IN_PROGRESS'),
        said('committed offsets of group search', 'COORDINATOR_LOAD_IN_PROGRESS'),
      ],
      only: true,
      text: [/^3 of 5 groups lag, \d+ records in all; the lag of 2 groups is unknown/],
    },
  },
  {
    api: 'OffsetFetch',
    error: 'NOT_COORDINATOR',
    where: { group: 'billing' },
    asked: { group: 'billing' },
    expected: {
      gaps: [said('committed offsets of group billing', 'NOT_COORDINATOR')],
      only: true,
      text: [/^billing: unknown, which is not a lag of zero/],
    },
  },
  {
    api: 'OffsetFetch',
    error: 'NOT_COORDINATOR',
    where: { group: 'billing' },
    asked: { group: 'search' },
    expected: { only: true, text: [/^search: \w+, lag \d+/] },
  },
  {
    api: 'OffsetFetch',
    error: 'UNSTABLE_OFFSET_COMMIT',
    where: { topic: 'orders', partition: 1 },
    asked: { group: 'billing' },
    expected: {
      text: [/^billing: \w+, lag at least \d+/, "orders-1: its committed offset can't be had: UNSTABLE_OFFSET_COMMIT"],
    },
  },
  {
    api: 'OffsetFetch',
    error: 'COORDINATOR_NOT_AVAILABLE',
    where: { broker: null },
    scenario: { groups: [{ name: 'billing', topics: ['orders'], members: [{ client_id: 'c', per_s: 5 }] }] },
    asked: 'all',
    expected: {
      gaps: [said('committed offsets of group billing', 'COORDINATOR_NOT_AVAILABLE')],
      text: [/^The lag of 1 group is unknown\. Worst: billing \(unknown\)/],
    },
  },
  {
    api: 'DescribeShareGroupOffsets',
    error: 'COORDINATOR_NOT_AVAILABLE',
    asked: { group: 'shipping' },
    expected: {
      gaps: [said('share offsets of group shipping', 'COORDINATOR_NOT_AVAILABLE')],
      only: true,
      text: [/^shipping: unknown, which is not a lag of zero/],
    },
  },
  {
    api: 'DescribeShareGroupOffsets',
    error: 'UNKNOWN_TOPIC_OR_PARTITION',
    where: { topic: 'payments', partition: 1 },
    asked: { group: 'shipping' },
    expected: { text: [/^shipping: \w+, lag at least \d+/, /payments-1: .*UNKNOWN_TOPIC_OR_PARTITION/] },
  },
  {
    api: 'ListOffsets',
    error: 'TOPIC_AUTHORIZATION_FAILED',
    where: { topic: 'orders' },
    asked: 'all',
    expected: { text: [/^5 of 5 groups lag, at least \d+/] },
  },
  {
    api: 'ListOffsets',
    error: 'KAFKA_STORAGE_ERROR',
    where: { topic: 'orders', partition: 1 },
    asked: { group: 'invoices' },
    expected: {
      text: [/^invoices: \w+, lag at least \d+/, "orders-1: its end offset can't be had: KAFKA_STORAGE_ERROR"],
    },
  },
  {
    api: 'ListOffsets',
    error: 'NOT_LEADER_OR_FOLLOWER',
    asked: { group: 'invoices' },
    expected: {
      text: [/^invoices: \w+, lag at least/, "orders-1: its end offset can't be had: NOT_LEADER_OR_FOLLOWER"],
    },
  },
  {
    api: 'Fetch',
    error: 'KAFKA_STORAGE_ERROR',
    where: { topic: 'orders' },
    asked: { group: 'invoices' },
    expected: {
      gaps: [said('log start and last stable offset of 1 partition led by broker 2', 'KAFKA_STORAGE_ERROR')],
      only: true,
      text: [/^invoices: \w+, lag \d+/],
    },
  },
  {
    api: 'Fetch',
    error: 'KAFKA_STORAGE_ERROR',
    asked: 'all',
    expected: {
      gaps: [
        said('log start and last stable offset of 2 partitions led by broker 2', 'KAFKA_STORAGE_ERROR'),
        /^commit history of 3 groups \| __consumer_offsets-1 can't be read: KAFKA_STORAGE_ERROR/,
      ],
      only: true,
      text: [/^5 of 5 groups lag, \d/],
    },
  },
  {
    api: 'DescribeConfigs',
    error: 'CLUSTER_AUTHORIZATION_FAILED',
    asked: { group: 'billing' },
    expected: {
      gaps: [
        said('settings of topic orders', 'CLUSTER_AUTHORIZATION_FAILED'),
        said('settings of brokers', 'CLUSTER_AUTHORIZATION_FAILED'),
      ],
      only: true,
      text: [/^billing: \w+, lag \d+/],
    },
  },
];

describe('answers an error code', () => {
  it.each(named(coded, ({ error }) => `answers ${error}`))('%s', (_, each) =>
    ask(each, plant(each.api, { kind: 'error', code: errorCode(each.error) }, each.where)),
  );
});
