import { expect, test } from 'vitest';
import { member } from './build.ts';
import type { ObservedCase } from './observed-faults.ts';
import { curve, every, generation, historyMember, judge, NOW } from './scene.ts';

/** Evidence of the planted faults of test/live/lag-faults where a verdict was wrong at first. */

const empty = { state: 'Empty', members: [] };

/** Epoch 2 of 3 holds partitions that the other waits for. */
const reconciling = {
  type: 'consumer',
  state: 'Reconciling',
  groupEpoch: 3,
  members: [
    { ...member('slow', [0, 1]), epoch: 2, target: [{ topic: 't', partition: 0 }] },
    { ...member('new', []), epoch: 3, target: [{ topic: 't', partition: 1 }] },
  ],
} as const;

const keepsUp = { committed: 599, end: 600, commits: every(3, 598, 5, (at) => at), ends: curve((at) => at) };

const joinedAt = (second: number) => [
  generation(100, 2, [historyMember('slow')]),
  generation(second, 3, [historyMember('slow'), historyMember('new')]),
];

const cases: readonly ObservedCase[] = [
  {
    row: '3',
    name: 'an administrator set the offsets of a group that never had members a moment ago, all in one request',
    scene: {
      span: 1,
      group: empty,
      partitions: Array.from({ length: 5 }, () => ({ committed: 1, end: 20, commits: [[NOW - 5, 1]] as const })),
    },
    primary: 'LAG-NO-ACTIVE-MEMBERS',
    status: 'no_active_members',
  },
  {
    row: '3',
    name: 'an administrator moved the offsets of a stopped group a moment ago, all in one request',
    scene: {
      span: 1,
      group: empty,
      partitions: Array.from({ length: 5 }, () => ({
        committed: 450,
        end: 700,
        commits: [...every(100, 400, 5, (at) => at), [NOW - 5, 450]] as const,
      })),
      generations: [generation(1, 1, [historyMember('c1')]), generation(401, 2, [])],
    },
    primary: 'LAG-NO-ACTIVE-MEMBERS',
    status: 'no_active_members',
  },
  {
    row: '11',
    name: 'the old position is committed to the new topic, so that the newest commit has its id',
    scene: {
      group: empty,
      topic: { topicId: 'new' },
      partitions: [
        {
          committed: 500,
          end: 50,
          commits: every(560, 566, 1, () => 500),
          topicIds: ['old', 'old', 'old', 'old', 'old', 'old', 'new'],
        },
      ],
      generations: [generation(1, 1, [historyMember('c1')]), generation(567, 2, [])],
    },
    primary: 'LAG-TOPIC-RECREATED',
    status: 'committed_beyond_end',
  },
  {
    row: '27',
    name: 'paused, and a second look some seconds after the history was read',
    scene: {
      span: 5,
      toSeconds: NOW - 5,
      partitions: [
        {
          committed: 500,
          end: 1_000,
          commits: [...every(100, 500, 1, (at) => at), ...every(501, 595, 1, () => 500)],
          ends: curve((at) => 1.6 * at),
          before: { committed: 500, end: 992 },
        },
      ],
    },
    primary: 'LAG-PAUSED',
  },
  {
    row: '4',
    name: 'killed and restarted within its session: one member gives way to the next, and nobody sees it Empty',
    scene: {
      partitions: [{ committed: 200, end: 1_000, commits: every(400, 480, 5, (at) => at - 280) }],
      generations: [500, 510, 520, 530, 540, 550, 560, 570, 580, 590].map((at, number) =>
        generation(at, number, [historyMember('c1', { memberId: `c1-${at}`, sessionTimeoutMs: 10_000 })]),
      ),
    },
    primary: 'LAG-CRASH-LOOP',
    status: 'crash_looping',
  },
  {
    row: '3',
    name: 'max.poll.interval.ms runs from the poll, which was before the last commit of its records',
    scene: {
      group: empty,
      partitions: [{ committed: 500, end: 1_000, commits: every(500, 555, 5, (at) => at - 55) }],
      generations: [
        generation(1, 1, [historyMember('c1', { rebalanceTimeoutMs: 20_000, sessionTimeoutMs: 10_000 })]),
        generation(574, 2, []),
      ],
    },
    primary: 'LAG-POLL-INTERVAL-EXCEEDED',
  },
  {
    row: '6',
    name: 'a burst two minutes ago is no rate of now: three a second are written since, eight read',
    scene: {
      fromSeconds: 480,
      partitions: [
        {
          committed: 800,
          end: 1_640,
          commits: every(495, 595, 5, (at) => 8 * (at - 495)),
          ends: [
            [480, 0],
            [540, 1_460],
          ],
          unread: 490,
        },
      ],
    },
    primary: 'LAG-CATCHING-UP',
    status: 'draining',
  },
  {
    row: '16',
    name: 'a handler of ten seconds holds a join up, where heartbeats are sent each second',
    scene: {
      group: reconciling,
      partitions: [keepsUp, keepsUp],
      generations: joinedAt(590),
      cluster: { consumerHeartbeatIntervalMs: 1_000 },
    },
    primary: null,
  },
  {
    row: '16',
    name: 'and one of twenty is told',
    scene: {
      group: reconciling,
      partitions: [keepsUp, keepsUp],
      generations: joinedAt(580),
      cluster: { consumerHeartbeatIntervalMs: 1_000 },
    },
    primary: 'LAG-MEMBER-NOT-RECONCILING',
  },
];

test.each(cases)('$row $name', ({ scene, primary, status }) => {
  const result = judge(scene);
  expect(result.primary?.rule ?? null).toBe(primary);
  if (status !== undefined) expect(result.status).toBe(status);
});

test('a recreated topic whose group stands beyond its end is no matter of the past', () => {
  const recreated = cases.find(({ row }) => row === '11');
  expect(recreated === undefined ? null : judge(recreated.scene).primary?.severity).toBe('high');
});
