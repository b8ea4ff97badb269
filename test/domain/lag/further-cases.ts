import { bounds, member, offset } from './build.ts';
import type { ObservedCase } from './observed-faults.ts';
import { curve, every, generation, historyMember, NOW, type ScenePartition } from './scene.ts';

/** Verdicts that no planted fault of the table shows, written from the rules. */

const steady = (perSecond: number) => curve((at) => perSecond * at);

const keepsUp = (leader = 1): ScenePartition => ({
  committed: 5_980,
  end: 6_000,
  leader,
  commits: every(3, 598, 5, (at) => 10 * at),
  ends: steady(10),
});

const fallsBehind = (leader = 1): ScenePartition => ({
  committed: 2_990,
  end: 6_000,
  leader,
  commits: every(3, 598, 5, (at) => 5 * at),
  ends: steady(10),
});

/** One record a second, all read. */
const quiet = (): ScenePartition => ({
  committed: 598,
  end: 600,
  commits: every(3, 598, 5, (at) => at),
  ends: steady(1),
});

const owners = (count: number) => Array.from({ length: count }, (_, at) => member(`c${at}`, [at]));
const hour = 3_600;
const nowSince = (seconds: number) => NOW - seconds;

export const further: readonly ObservedCase[] = [
  {
    row: 'L4',
    name: 'the offset went back and has not passed its old value',
    scene: {
      partitions: [
        {
          committed: 2_500,
          end: 6_000,
          commits: [...every(450, 500, 5, (at) => 10 * at), ...every(505, 599, 5, (at) => 1_000 + (at - 505) * 15)],
          ends: steady(10),
        },
      ],
      generations: [
        generation(1, 1, [historyMember('c1')]),
        generation(501, 2, []),
        generation(504, 3, [historyMember('c1', { memberId: 'c1-2' })]),
      ],
    },
    primary: 'LAG-MOVED-BACKWARDS',
    status: 'moved_backwards',
  },
  {
    row: 'L4',
    name: 'look-alike: it went back and passed its old value again',
    scene: {
      partitions: [
        {
          ...keepsUp(),
          commits: [...every(400, 450, 5, (at) => 10 * at), [452, 4_000], ...every(455, 598, 5, (at) => 10 * at)],
        },
      ],
    },
    primary: null,
  },
  {
    row: 'L5',
    name: 'as many members as partitions, all behind: the handler',
    scene: {
      group: { members: owners(3) },
      partitions: [fallsBehind(), fallsBehind(), fallsBehind()],
      targetMinutes: 60,
    },
    primary: 'LAG-FALLING-BEHIND',
  },
  {
    row: 'L5',
    name: 'more members did not read more: the sink',
    scene: {
      group: { members: owners(4) },
      partitions: [fallsBehind(), fallsBehind(), fallsBehind(), fallsBehind()],
      generations: [
        generation(10, 1, [historyMember('c0'), historyMember('c1')]),
        generation(
          300,
          2,
          ['c0', 'c1', 'c2', 'c3'].map((name) => historyMember(name)),
        ),
      ],
    },
    primary: 'LAG-FALLING-BEHIND',
  },
  {
    row: 'L6',
    name: 'catching up, the end before the loss',
    scene: {
      partitions: [
        {
          committed: 5_000,
          end: 7_000,
          commits: every(300, 599, 1, (at) => 5_000 - (599 - at) * 15),
          ends: curve((at) => 7_000 - (NOW - at) * 5),
          unread: 200,
        },
      ],
    },
    primary: 'LAG-CATCHING-UP',
    status: 'draining',
  },
  {
    row: 'L7',
    name: 'a count alone: one look',
    scene: { history: false, partitions: [{ committed: 10, end: 5_000 }] },
    primary: 'LAG-BACKLOG',
    status: 'lagging',
  },
  {
    row: 'L7',
    name: 'a backlog that does not shrink',
    scene: {
      partitions: [
        { committed: 2_980, end: 6_000, commits: every(3, 598, 5, (at) => 10 * at - 3_000), ends: steady(10) },
      ],
    },
    primary: 'LAG-BACKLOG',
    status: 'steady',
  },
  {
    row: 'L8',
    name: 'retention of 1 h, first unread 50 min old, reading half of what comes in: 20 min',
    scene: { partitions: [{ ...fallsBehind(), unread: nowSince((50 * hour) / 60), retentionMs: hour * 1_000 }] },
    primary: 'LAG-RETENTION-RISK',
    secondary: ['LAG-FALLING-BEHIND'],
    status: 'growing',
  },
  {
    row: 'L8',
    name: 'look-alike: as old, and it keeps up with a backlog',
    scene: {
      partitions: [
        {
          committed: 2_980,
          end: 6_000,
          commits: every(3, 598, 5, (at) => 10 * at - 3_000),
          ends: steady(10),
          unread: nowSince((50 * hour) / 60),
          retentionMs: hour * 1_000,
        },
      ],
    },
    primary: 'LAG-BACKLOG',
    secondary: [],
  },
  {
    row: 'L12',
    name: 'Empty and silent at two looks, no history',
    scene: {
      history: false,
      span: 5,
      group: { state: 'Empty', members: [] },
      partitions: [{ committed: 10, end: 60, before: { committed: 10, end: 40 } }],
    },
    primary: 'LAG-NO-ACTIVE-MEMBERS',
  },
  {
    row: 'L12',
    name: 'Empty and committing at two looks, no history',
    scene: {
      history: false,
      span: 5,
      group: { state: 'Empty', members: [] },
      partitions: [{ committed: 110, end: 160, before: { committed: 10, end: 40 } }],
    },
    primary: 'LAG-EMPTY-BUT-COMMITTING',
  },
  {
    row: 'L12',
    name: 'offsets were deleted: expired, while the topic is there',
    scene: {
      group: { state: 'Empty', members: [] },
      partitions: [{ committed: null, end: 500, forgotten: 300 }],
    },
    primary: 'LAG-OFFSETS-FORGOTTEN',
  },
  {
    row: 'L12',
    name: 'an empty group whose offsets expire within the hour',
    scene: {
      group: { state: 'Empty', members: [] },
      partitions: [{ committed: 500, end: 500 }],
      generations: [generation(1, 1, [historyMember('c1')]), generation(10, 2, [])],
      cluster: { offsetsRetentionMinutes: 30 },
    },
    primary: 'LAG-OFFSETS-EXPIRING',
  },
  {
    row: 'L13',
    name: 'a group of a type that is not known',
    scene: {
      history: false,
      group: { type: 'unknown', state: 'Stable', members: null, offsets: null },
      partitions: [],
    },
    primary: 'LAG-GROUP-UNREADABLE',
    status: 'unknown',
  },
  {
    row: 'L13',
    name: 'look-alike: the broker does not tell the type, and offsets are there',
    scene: { group: { type: 'unknown', members: null }, partitions: [keepsUp()] },
    primary: null,
    status: 'caught_up',
  },
  {
    row: 'L13',
    name: 'look-alike: the group of Connect workers never commits',
    scene: { group: { protocolType: 'connect', members: [member('worker', [])], offsets: [] }, partitions: [] },
    primary: null,
    status: 'unknown',
  },
  {
    row: 'L22',
    name: 'look-alike: members that are joining tell no subscription yet',
    scene: {
      group: { state: 'PreparingRebalance', members: [{ ...member('c1', []), subscribed: [] }] },
      partitions: [keepsUp()],
    },
    primary: null,
  },
  {
    row: 'L16',
    name: 'one member has three partitions, another one',
    scene: {
      group: { members: [member('c1', [0, 1, 2]), member('c2', [3])] },
      partitions: [keepsUp(), keepsUp(), keepsUp(), keepsUp()],
    },
    primary: 'LAG-UNEVEN-ASSIGNMENT',
    status: 'caught_up',
  },
  {
    row: 'L16',
    name: 'look-alike: three and two is even',
    scene: {
      group: { members: [member('c1', [0, 1, 2]), member('c2', [3, 4])] },
      partitions: [keepsUp(), keepsUp(), keepsUp(), keepsUp(), keepsUp()],
    },
    primary: null,
  },
  {
    row: 'L18',
    name: 'even production, and only the partitions of one member are behind',
    scene: {
      group: { members: [member('c1', [0, 1]), member('c2', [2, 3])] },
      partitions: [fallsBehind(), fallsBehind(), keepsUp(), keepsUp()],
    },
    primary: 'LAG-SLOW-OWNER',
  },
  {
    row: 'L16',
    name: 'one member got the busy partitions and is the only one behind',
    scene: {
      group: { members: [member('c1', [0, 1]), member('c2', [2, 3]), member('c3', [4, 5])] },
      partitions: [fallsBehind(), fallsBehind(), ...[0, 1, 2, 3].map(() => quiet())],
    },
    primary: 'LAG-OVERLOADED-MEMBER',
  },
  {
    row: 'L19',
    name: 'a hanging transaction that a stopped group has not reached',
    scene: {
      group: { state: 'Empty', members: [] },
      partitions: [
        {
          committed: 100,
          stable: 500,
          end: 900,
          transactions: [{ startedMs: 100_000, state: 'Empty', coordinatorHasPartition: false }],
        },
      ],
    },
    primary: 'LAG-NO-ACTIVE-MEMBERS',
    secondary: ['LAG-HANGING-TRANSACTION'],
    status: 'no_active_members',
  },
  {
    row: 'L21',
    name: 'an autoscaler that goes up and down',
    scene: {
      group: { members: owners(2) },
      partitions: [keepsUp(), keepsUp()],
      generations: [2, 6, 2, 6, 2, 6, 2].map((size, at) =>
        generation(
          420 + at * 25,
          at + 1,
          Array.from({ length: size }, (_, each) =>
            historyMember(`c${each}`, { memberId: `${at}-${each}`, host: `10.0.${at}.${each}` }),
          ),
        ),
      ),
    },
    primary: 'LAG-REBALANCE-STORM',
  },
  {
    row: 'L22',
    name: 'a rebalance that does not end',
    scene: {
      group: { state: 'PreparingRebalance' },
      groupBefore: { state: 'PreparingRebalance' },
      span: 20,
      partitions: [
        {
          ...keepsUp(),
          committed: 5_030,
          commits: every(3, 503, 5, (at) => 10 * at),
          before: { committed: 5_030, end: 5_800 },
        },
      ],
      generations: [generation(1, 1, [historyMember('c1'), historyMember('c2')])],
    },
    primary: 'LAG-STUCK-REBALANCE',
    status: 'rebalancing',
  },
  {
    row: 'L22',
    name: 'look-alike: a rebalance of a few seconds',
    scene: { group: { state: 'PreparingRebalance' }, partitions: [keepsUp()] },
    primary: null,
  },
  {
    row: 'L24',
    name: 'a young group that has not committed yet',
    scene: {
      group: { offsets: [], members: [member('c1', [0])] },
      partitions: [],
      moreBounds: [bounds(0, [0, 500, 500])],
      generations: [generation(580, 1, [historyMember('c1')])],
    },
    primary: 'LAG-NEVER-COMMITTED',
  },
  {
    row: 'L28',
    name: 'all that lags is led by one broker, and several members are behind there',
    scene: {
      group: { members: owners(6) },
      partitions: [fallsBehind(2), fallsBehind(2), fallsBehind(2), keepsUp(1), keepsUp(3), keepsUp(1)],
    },
    primary: 'LAG-BROKER-SIDE',
  },
  {
    row: 'L29',
    name: 'lag after a deploy in which every member was replaced',
    scene: {
      group: { members: [member('c1', [0])] },
      partitions: [
        {
          committed: 500,
          end: 1_500,
          commits: every(450, 598, 5, (at) => at - 98),
          ends: curve((at) => at + 900),
          unread: 520,
        },
      ],
      generations: [
        generation(1, 1, [historyMember('c1')]),
        generation(400, 2, []),
        generation(440, 3, [historyMember('c1', { memberId: 'c1-2' })]),
      ],
    },
    primary: 'LAG-BACKLOG',
    secondary: ['LAG-MEMBERS-REPLACED'],
  },
  {
    row: 'L17',
    name: 'look-alike: an uneven topic on which the hottest partition keeps up',
    scene: {
      group: { members: owners(2) },
      partitions: [
        { committed: 59_500, end: 60_000, commits: every(5, 595, 5, (at) => 100 * at), ends: steady(100) },
        { committed: 595, end: 600, commits: every(5, 595, 5, (at) => at), ends: steady(1) },
      ],
    },
    primary: null,
    status: 'caught_up',
  },
  {
    row: '§1.8',
    name: 'loss goes before a blocked handler, which stays as context',
    scene: {
      group: { members: owners(2), offsets: [offset(0, 40), offset(1, 3_000)] },
      partitions: [
        { committed: 40, start: 100, end: 500 },
        { committed: 3_000, end: 6_000, commits: every(0, 300, 5, (at) => 10 * at), ends: steady(10) },
      ],
    },
    primary: 'LAG-OFFSETS-LOST-TO-RETENTION',
    secondary: ['LAG-STALLED'],
    status: 'offsets_lost_to_retention',
  },
];
