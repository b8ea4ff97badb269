import { describe, expect, it } from 'vitest';
import type { MemberObservation } from '../../../src/domain/lag/observation.ts';
import { generationsOf, type TailEvent } from '../../../src/kafka/history/generations.ts';
import { written } from './batches.ts';

const valueVersion = 0;
const key = { groupId: 'g' };

const member = (memberId: string, clientId: string): MemberObservation => ({
  memberId,
  clientId,
  host: '10.0.0.9',
  instanceId: null,
  epoch: 1,
  assignment: [],
  target: null,
  subscribed: null,
  subscribedRegex: null,
});

const classic = (atMs: number, generation: number, ids: readonly string[]): TailEvent => [
  written(atMs, {
    type: 'GroupMetadata',
    key: { group: 'g' },
    valueVersion: 3,
    value: {
      protocolType: 'consumer',
      generation,
      protocol: ids.length === 0 ? null : 'range',
      leader: ids[0] ?? null,
      currentStateTimestamp: BigInt(atMs),
      members: ids.map((memberId) => ({
        memberId,
        groupInstanceId: memberId === 'fixed' ? 'instance-1' : null,
        clientId: `client of ${memberId}`,
        clientHost: '/10.0.0.7',
        rebalanceTimeout: 300_000,
        sessionTimeout: 45_000,
        subscription: Buffer.alloc(0),
        assignment: Buffer.alloc(0),
      })),
    },
  }),
];

/** Generation number and members, as `3: a b`. */
const told = (events: readonly TailEvent[], present: readonly MemberObservation[] | null = []) =>
  generationsOf(events, present).map(
    ({ atMs, generation, members }) => `${atMs}/${generation}: ${members.map(({ memberId }) => memberId).join(' ')}`,
  );

describe('a classic group', () => {
  it.each<[what: string, events: readonly TailEvent[], expected: readonly string[]]>([
    ['one generation a record', [classic(1, 1, ['a']), classic(2, 2, ['a', 'b'])], ['1/1: a', '2/2: a b']],
    ['an empty generation is one', [classic(1, 3, ['a']), classic(2, 4, [])], ['1/3: a', '2/4: ']],
    ['generation 0 is how 4.x makes a group', [classic(1, 0, []), classic(2, 1, ['a'])], ['2/1: a']],
    ['written again unchanged it is none', [classic(1, 1, ['a']), classic(2, 1, ['a'])], ['1/1: a']],
    [
      'the same generation with another member is one',
      [classic(1, 1, ['a']), classic(2, 1, ['b'])],
      ['1/1: a', '2/1: b'],
    ],
    [
      'a group that is deleted has no generation',
      [classic(1, 1, ['a']), [written(2, { type: 'GroupMetadata', key: { group: 'g' }, value: null })]],
      ['1/1: a'],
    ],
  ])('%s', (_what, events, expected) => {
    expect(told(events)).toEqual(expected);
  });

  it('has its members with their timeouts and instances', () => {
    expect(generationsOf([classic(1, 1, ['a', 'fixed'])], null)[0]?.members).toEqual([
      {
        memberId: 'a',
        clientId: 'client of a',
        host: '10.0.0.7',
        instanceId: null,
        sessionTimeoutMs: 45_000,
        rebalanceTimeoutMs: 300_000,
      },
      expect.objectContaining({ memberId: 'fixed', instanceId: 'instance-1' }),
    ]);
  });
});

const kinds = {
  consumer: {
    epoch: (atMs: number, epoch: number) =>
      written(atMs, { type: 'ConsumerGroupMetadata', key, valueVersion, value: { epoch } }),
    joins: (atMs: number, memberId: string, sessionTimeoutMs: number | null = null) =>
      written(atMs, {
        type: 'ConsumerGroupMemberMetadata',
        key: { ...key, memberId },
        valueVersion,
        value: {
          instanceId: 'i',
          rackId: null,
          clientId: 'c',
          clientHost: '/h',
          subscribedTopicNames: [],
          subscribedTopicRegex: null,
          rebalanceTimeoutMs: 300_000,
          serverAssignor: null,
          classicMemberMetadata: sessionTimeoutMs === null ? null : { sessionTimeoutMs, supportedProtocols: [] },
        },
      }),
    leaves: (atMs: number, memberId: string) =>
      written(atMs, { type: 'ConsumerGroupMemberMetadata', key: { ...key, memberId }, value: null }),
    told: { instanceId: 'i', rebalanceTimeoutMs: 300_000 },
  },
  share: {
    epoch: (atMs: number, epoch: number) =>
      written(atMs, { type: 'ShareGroupMetadata', key, valueVersion, value: { epoch, metadataHash: 0n } }),
    joins: (atMs: number, memberId: string) =>
      written(atMs, {
        type: 'ShareGroupMemberMetadata',
        key: { ...key, memberId },
        valueVersion,
        value: { rackId: null, clientId: 'c', clientHost: '/h', subscribedTopicNames: [] },
      }),
    leaves: (atMs: number, memberId: string) =>
      written(atMs, { type: 'ShareGroupMemberMetadata', key: { ...key, memberId }, value: null }),
    told: { instanceId: null, rebalanceTimeoutMs: null },
  },
  streams: {
    epoch: (atMs: number, epoch: number) =>
      written(atMs, {
        type: 'StreamsGroupMetadata',
        key,
        valueVersion,
        value: { epoch, metadataHash: 0n, lastAssignmentConfigs: [] },
      }),
    joins: (atMs: number, memberId: string) =>
      written(atMs, {
        type: 'StreamsGroupMemberMetadata',
        key: { ...key, memberId },
        valueVersion,
        value: {
          instanceId: 'i',
          rackId: null,
          clientId: 'c',
          clientHost: '/h',
          rebalanceTimeoutMs: 300_000,
          topologyEpoch: 1,
          processId: 'p',
          userEndpoint: null,
          clientTags: [],
        },
      }),
    leaves: (atMs: number, memberId: string) =>
      written(atMs, { type: 'StreamsGroupMemberMetadata', key: { ...key, memberId }, value: null }),
    told: { instanceId: 'i', rebalanceTimeoutMs: 300_000 },
  },
};

describe.each(Object.entries(kinds))(
  'a group of the %s protocol',
  (_name, { epoch, joins, leaves, told: expected }) => {
    it.each<[what: string, events: readonly TailEvent[], present: readonly string[], expected: readonly string[]]>([
      [
        'members come',
        [
          [joins(1, 'a'), epoch(1, 1)],
          [joins(2, 'b'), epoch(2, 2)],
        ],
        ['a', 'b'],
        ['1/1: a', '2/2: a b'],
      ],
      [
        'members go',
        [
          [joins(1, 'a'), epoch(1, 1)],
          [leaves(2, 'a'), epoch(2, 2)],
        ],
        [],
        ['1/1: a', '2/2: '],
      ],
      [
        'tombstones behind the epoch',
        [
          [joins(1, 'a'), epoch(1, 1)],
          [epoch(2, 2), leaves(2, 'a')],
        ],
        [],
        ['1/1: a', '2/2: '],
      ],
      ['one that came before the window and is there now', [[joins(5, 'b'), epoch(5, 7)]], ['a', 'b'], ['5/7: a b']],
      [
        'one that came before the window and left in it',
        [
          [joins(5, 'b'), epoch(5, 7)],
          [leaves(6, 'a'), epoch(6, 8)],
        ],
        ['b'],
        ['5/7: a b', '6/8: b'],
      ],
      [
        'changes that were written at once',
        [[joins(1, 'a'), epoch(1, 1), leaves(1, 'a'), joins(1, 'b'), epoch(1, 2)]],
        ['b'],
        ['1/1: a', '1/2: b'],
      ],
      ['only members, no epoch', [[joins(1, 'a')]], ['a'], []],
    ])('%s', (_what, events, present, generations) => {
      expect(
        told(
          events,
          present.map((id) => member(id, 'c')),
        ).map((line) => line.split(' ').sort().join(' ')),
      ).toEqual(generations.map((line) => line.split(' ').sort().join(' ')));
    });

    it('tells of a member what is written down, and of one from before the window what is known', () => {
      const events = [
        [leaves(1, 'lost'), joins(1, 'new'), epoch(1, 2)],
        [leaves(2, 'gone'), epoch(2, 3)],
      ];
      const [first, second] = generationsOf(events, [member('old', 'client')]);
      const unknown = { instanceId: null, sessionTimeoutMs: null, rebalanceTimeoutMs: null };
      expect(second?.members.map(({ memberId }) => memberId).sort()).toEqual(['new', 'old']);
      expect(first?.members).toEqual(
        expect.arrayContaining([
          { memberId: 'old', clientId: 'client', host: '10.0.0.9', ...unknown },
          { memberId: 'gone', clientId: null, host: null, ...unknown },
          { memberId: 'new', clientId: 'c', host: 'h', ...unknown, ...expected },
        ]),
      );
    });
  },
);

it('a member that still uses the classic protocol in a consumer group tells its session timeout', () => {
  const { joins, epoch } = kinds.consumer;
  const [generation] = generationsOf([[joins(1, 'a', 10_000), joins(1, 'b'), epoch(1, 1)]], null);
  expect(generation?.members.map(({ sessionTimeoutMs }) => sessionTimeoutMs)).toEqual([10_000, null]);
});
