import { bounds, member, offset } from './build.ts';
import { curve, every, generation, historyMember, NOW, open, type Scene } from './scene.ts';

/** A fault that was planted on real brokers, or something that only looks like one, and the verdict that is right for it. */
export interface ObservedCase {
  /** Row of the table of observed faults. */
  readonly row: string;
  readonly name: string;
  readonly scene: Scene;
  /** Rule id; null: nothing is wrong. */
  readonly primary: string | null;
  readonly secondary?: readonly string[];
  readonly status?: string;
}

const ten = curve((at) => 10 * at);

/** Reads 10 records/s and commits every 5 s. */
const healthy = {
  committed: 5_980,
  end: 6_000,
  commits: every(3, 598, 5, (at) => 10 * at),
  ends: ten,
};

/** Stands at an offset from a second on, while 10 records/s come in. */
const standing = (at: number) => ({
  committed: at * 10,
  end: 6_000,
  commits: every(3, at, 5, (second) => 10 * second),
  ends: ten,
});

const two = { members: [member('c1', [0]), member('c2', [1])] };
const empty = { state: 'Empty', members: [] };

/** A member that comes and goes: up for so long, away for so long, with a new id each time. */
function flapping(from: number, to: number, up: number, down: number, more = {}, beside: readonly string[] = []) {
  const others = beside.map((name) => historyMember(name));
  const generations = [generation(from - 1, 1, others)];
  let number = 1;
  for (let at = from; at < to; at += up + down) {
    number += 1;
    generations.push(
      generation(at, number, [...others, historyMember('flapping', { memberId: `flapping-${at}`, ...more })]),
    );
    if (at + up >= to) break;
    number += 1;
    generations.push(generation(at + up, number, others));
  }
  return generations;
}

const poisoned = (at: number, since: number) => ({
  committed: at,
  end: at + 4_000,
  commits: [...every(since - 100, since, 5, (second) => at - (since - second)), [since + 1, at] as const],
  ends: curve((second) => at + 4_000 - (NOW - second) * 10),
});

/** Five of six partitions stand still while the sixth is read: turns of 17 s, one consumer of 25 records/s, 10 written to each. */
const sixInTurns = [0, 1, 2, 3, 4, 5].map((partition) => {
  const commits: [number, number][] = [];
  let offset = 1_000;
  for (let at = 0; at <= NOW - 5; at += 5) {
    if (Math.floor(at / 17) % 6 === partition) offset += 125;
    commits.push([at, offset]);
  }
  return {
    committed: offset,
    end: 9_000,
    commits,
    ends: curve((at) => 9_000 - (NOW - at) * 10),
  };
});

const txn = { startedMs: 480_000, lastTimestampMs: 590_000 };

export const observed: readonly ObservedCase[] = [
  {
    row: '1',
    name: 'healthy, auto-commit every 5 s: lag 20 at 10 records/s',
    scene: { partitions: [healthy] },
    primary: null,
    status: 'caught_up',
  },
  {
    row: '1',
    name: 'healthy, 4.x protocol',
    scene: { group: { type: 'consumer', groupEpoch: 3, assignmentEpoch: 3 }, partitions: [healthy] },
    primary: null,
    status: 'caught_up',
  },
  {
    row: '1b',
    name: 'slow topic, a record every 20 s, just after a record: auto-commit repeats',
    scene: {
      partitions: [
        {
          committed: 29,
          end: 30,
          commits: every(2, 597, 5, (at) => at / 20),
          ends: curve((at) => at / 20),
          unread: 600,
        },
      ],
    },
    primary: null,
    status: 'caught_up',
  },
  {
    row: '1b',
    name: 'slow topic, a record every 20 s, sync commits',
    scene: {
      span: 5,
      partitions: [
        {
          committed: 29,
          end: 30,
          before: { committed: 29, end: 29 },
          commits: every(21, 599, 20, (at) => at / 20),
          ends: curve((at) => at / 20),
        },
      ],
    },
    primary: null,
    status: 'caught_up',
  },
  {
    row: '2',
    name: 'too slow, batches of 20',
    scene: {
      partitions: [{ committed: 1_200, end: 6_000, commits: every(1, 599, 1, (at) => 2 * at), ends: ten }],
    },
    primary: 'LAG-FALLING-BEHIND',
    status: 'growing',
  },
  {
    row: '2',
    name: 'too slow, batches of 500 every 26 s: no commit in the last 20 s',
    scene: {
      span: 5,
      partitions: [
        {
          committed: 11_500,
          end: 60_000,
          before: { committed: 11_500, end: 59_500 },
          commits: every(8, 580, 26, (at) => 500 * Math.floor(at / 26) + 500),
          ends: curve((at) => 100 * at),
        },
      ],
    },
    primary: 'LAG-FALLING-BEHIND',
    status: 'growing',
  },
  {
    row: '2',
    name: 'look-alike: batches of 500 every 26 s that keep up',
    scene: {
      span: 5,
      partitions: [
        {
          committed: 11_000,
          end: 11_538,
          before: { committed: 11_000, end: 11_442 },
          commits: every(8, 574, 26, (at) => (500 * at) / 26),
          ends: curve((at) => (500 * at) / 26),
        },
      ],
    },
    primary: null,
    status: 'caught_up',
  },
  {
    row: '3',
    name: 'blocked handler: no commit for 67 s where one comes every 5 s',
    scene: { partitions: [standing(533)] },
    primary: 'LAG-STALLED',
    status: 'stalled',
  },
  {
    row: '3',
    name: 'blocked handler, 4.x protocol',
    scene: { group: { type: 'consumer', groupEpoch: 3, assignmentEpoch: 3 }, partitions: [standing(533)] },
    primary: 'LAG-STALLED',
  },
  {
    row: '3',
    name: 'blocked handler of the only member, a static one',
    scene: { group: { members: [{ ...member('c1', [0]), instanceId: 'i1' }] }, partitions: [standing(533)] },
    primary: 'LAG-STALLED',
  },
  {
    row: '3',
    name: 'one of two members blocked',
    scene: { group: two, partitions: [healthy, standing(533)] },
    primary: 'LAG-STALLED',
  },
  {
    row: '3',
    name: 'after max.poll.interval.ms of 40 s: Empty, and the silence before it was as long',
    scene: {
      group: empty,
      partitions: [standing(533)],
      generations: [generation(1, 1, [historyMember('c1', { rebalanceTimeoutMs: 40_000 })]), generation(575, 2, [])],
    },
    primary: 'LAG-POLL-INTERVAL-EXCEEDED',
    status: 'no_active_members',
  },
  {
    row: '3',
    name: 'one of two blocked, after max.poll.interval.ms: its partition moved, and the lag is gone',
    scene: {
      group: { members: [member('c1', [0, 1])] },
      partitions: [
        healthy,
        {
          ...healthy,
          commits: [...every(3, 503, 5, (at) => 10 * at), ...every(548, 598, 5, (at) => 10 * at)],
        },
      ],
      generations: [
        generation(1, 1, [historyMember('c1'), historyMember('c2', { rebalanceTimeoutMs: 40_000 })]),
        generation(545, 2, [historyMember('c1')]),
      ],
    },
    primary: 'LAG-MEMBER-LOST',
    status: 'caught_up',
  },
  {
    row: '3',
    name: 'blocked before its first commit: no offset, identical to never committed',
    scene: { partitions: [], group: { offsets: [] } },
    primary: 'LAG-NEVER-COMMITTED',
  },
  {
    row: '4a',
    name: 'poison, clean leave and restart after 3 s, two members: Empty at the look',
    scene: {
      group: empty,
      partitions: [
        { ...healthy, commits: every(420, 598, 3, (at) => 10 * at) },
        poisoned(200, 450),
        { ...healthy, commits: every(420, 598, 3, (at) => 10 * at) },
      ],
      generations: flapping(450, 599, 1, 1),
    },
    primary: 'LAG-CRASH-LOOP',
    secondary: ['LAG-POISON-RECORD'],
    status: 'crash_looping',
  },
  {
    row: '4a',
    name: 'the same under the 4.x protocol: epochs',
    scene: {
      group: { ...empty, type: 'consumer', groupEpoch: 90, assignmentEpoch: 89 },
      partitions: [{ ...healthy, commits: every(420, 598, 3, (at) => 10 * at) }, poisoned(200, 450)],
      generations: flapping(450, 599, 1, 1, { sessionTimeoutMs: null }),
    },
    primary: 'LAG-CRASH-LOOP',
    secondary: ['LAG-POISON-RECORD'],
  },
  {
    row: '4b',
    name: 'poison, killed JVM: Stable with the id of the dead member',
    scene: {
      group: { members: [member('flapping', [0])] },
      partitions: [{ ...poisoned(198, 470) }],
      generations: flapping(470, 599, 12, 4, { sessionTimeoutMs: 10_000 }),
    },
    primary: 'LAG-CRASH-LOOP',
    status: 'crash_looping',
  },
  {
    row: '4c',
    name: 'poison, retried in place: one partition stands while every sibling of its owner moves',
    scene: {
      group: { members: [member('c1', [0, 1, 2])] },
      partitions: [healthy, poisoned(200, 450), healthy],
    },
    primary: 'LAG-POISON-RECORD',
    status: 'stalled',
  },
  {
    row: '4d',
    name: 'poison, retried in place and committed each time',
    scene: {
      group: { members: [member('c1', [0, 1])] },
      partitions: [healthy, { ...poisoned(200, 450), epoch: null, commits: every(450, 599.5, 0.5, () => 200) }],
    },
    primary: 'LAG-POISON-RECORD',
  },
  {
    row: '4d',
    name: 'the same with one partition only',
    scene: { partitions: [{ ...poisoned(200, 450), epoch: null, commits: every(450, 599.5, 0.5, () => 200) }] },
    primary: 'LAG-POISON-RECORD',
  },
  {
    row: '5',
    name: '92 % to one key, four members with a partition each',
    scene: {
      group: { members: [0, 1, 2, 3].map((partition) => member(`c${partition}`, [partition])) },
      partitions: [
        {
          committed: 24_000,
          end: 55_200,
          commits: every(5, 595, 5, (at) => 40 * at),
          ends: curve((at) => 92 * at),
        },
        ...[1, 2, 3].map(() => ({
          committed: 1_590,
          end: 1_600,
          commits: every(3, 598, 5, (at) => 2.66 * at),
          ends: curve((at) => 2.66 * at),
        })),
      ],
    },
    primary: 'LAG-HOT-PARTITION',
  },
  {
    row: '6',
    name: 'one consumer of 25 records/s on six partitions of 10: five stand still at any time, none is stuck',
    scene: { group: { members: [member('c1', [0, 1, 2, 3, 4, 5])] }, partitions: sixInTurns },
    primary: 'LAG-TOO-FEW-CONSUMERS',
    status: 'growing',
  },
  {
    row: '6',
    name: 'look-alike: one owner in turns on two partitions, one silent for 85 s',
    scene: {
      group: { members: [member('c1', [0, 1])] },
      partitions: [
        { committed: 6_000, end: 6_000, commits: every(3, 598, 5, (at) => 10 * at), ends: ten },
        {
          committed: 5_140,
          end: 6_000,
          commits: [...every(0, 86, 86, (at) => 10 * at), ...every(172, 514, 86, (at) => 10 * at)],
          ends: ten,
        },
      ],
    },
    primary: null,
  },
  {
    row: '7',
    name: 'four members for two partitions',
    scene: {
      group: { members: [member('c1', [0]), member('c2', [1]), member('c3', []), member('c4', [])] },
      partitions: [healthy, healthy],
    },
    primary: 'LAG-IDLE-MEMBERS',
    status: 'caught_up',
  },
  {
    row: '7',
    name: 'the same under the 4.x protocol',
    scene: {
      group: {
        type: 'consumer',
        groupEpoch: 5,
        assignmentEpoch: 5,
        members: [
          { ...member('c1', [0]), epoch: 5, target: [{ topic: 't', partition: 0 }] },
          { ...member('c2', []), epoch: 5, target: [] },
        ],
      },
      partitions: [healthy],
    },
    primary: 'LAG-IDLE-MEMBERS',
  },
  {
    row: '8',
    name: 'members left cleanly',
    scene: {
      group: empty,
      partitions: [standing(533)],
      generations: [generation(1, 1, [historyMember('c1')]), generation(534, 2, [])],
    },
    primary: 'LAG-NO-ACTIVE-MEMBERS',
    secondary: [],
    status: 'no_active_members',
  },
  {
    row: '8',
    name: 'empty since before the history',
    scene: { group: empty, partitions: [{ committed: 100, end: 6_000, ends: ten }] },
    primary: 'LAG-NO-ACTIVE-MEMBERS',
  },
  {
    row: '8',
    name: 'look-alike: empty with nothing unread',
    scene: {
      group: empty,
      partitions: [{ committed: 6_000, end: 6_000 }],
      generations: [generation(1, 1, [historyMember('c1')]), generation(534, 2, [])],
    },
    primary: 'LAG-OFFSETS-EXPIRING',
    status: 'caught_up',
  },
  {
    row: '9',
    name: 'live and never commits: no offset at all, members older than the history',
    scene: { partitions: [], group: { offsets: [] } },
    primary: 'LAG-NEVER-COMMITTED',
    status: 'never_committed',
  },
  {
    row: '9',
    name: 'look-alike: lazy, a commit every 60 s',
    scene: {
      span: 5,
      partitions: [
        {
          committed: 10_900,
          end: 12_000,
          before: { committed: 10_900, end: 11_900 },
          commits: every(5, 545, 60, (at) => 20 * at),
          ends: curve((at) => 20 * at),
        },
      ],
    },
    primary: null,
    status: 'caught_up',
  },
  {
    row: '9',
    name: 'look-alike: lazy, two commits only so far',
    scene: {
      partitions: [
        {
          committed: 10_900,
          end: 12_000,
          commits: every(485, 545, 60, (at) => 20 * at),
          ends: curve((at) => 20 * at),
        },
      ],
    },
    primary: null,
  },
  {
    row: '9',
    name: 'look-alike: a partition where nothing was ever written has no offset',
    scene: { group: { members: [member('c1', [0, 1])] }, partitions: [healthy, { committed: null, end: 0 }] },
    primary: null,
    status: 'caught_up',
  },
  {
    row: '10',
    name: 'committed 40, log starts at 100, no members',
    scene: { group: empty, partitions: [{ committed: 40, start: 100, end: 500 }] },
    primary: 'LAG-OFFSETS-LOST-TO-RETENTION',
    secondary: [],
    status: 'offsets_lost_to_retention',
  },
  {
    row: '10',
    name: 'look-alike: committed exactly at the log start',
    scene: { group: empty, partitions: [{ committed: 100, start: 100, end: 500 }] },
    primary: 'LAG-NO-ACTIVE-MEMBERS',
  },
  {
    row: '10',
    name: 'live consumer: commits went 92 to 320 at once over the log start 300',
    scene: {
      partitions: [
        {
          committed: 350,
          start: 300,
          end: 350,
          commits: [...every(560, 568, 1, (at) => 20 + (at - 560) * 9), [569, 320], [570, 330], [571, 340], [572, 350]],
          ends: [
            [540, 300],
            [580, 350],
          ],
        },
      ],
    },
    primary: 'LAG-OFFSETS-LOST-TO-RETENTION',
    status: 'offsets_lost_to_retention',
  },
  {
    row: '11',
    name: 'recreated topic: the old position 500 on 50 records, the topic id tells',
    scene: {
      topic: { topicId: 'new' },
      partitions: [
        { committed: 500, end: 50, commits: every(560, 598, 5, (at) => at - 98), topicIds: ['old'], ends: [[590, 40]] },
      ],
    },
    primary: 'LAG-TOPIC-RECREATED',
    status: 'committed_beyond_end',
  },
  {
    row: '11',
    name: 'recreated topic, reset by now',
    scene: {
      topic: { topicId: 'new' },
      partitions: [
        {
          committed: 50,
          end: 50,
          commits: [
            [580, 490],
            [585, 500],
            [590, 50],
            [595, 50],
          ],
          topicIds: ['old', 'old', 'new'],
        },
      ],
    },
    primary: 'LAG-TOPIC-RECREATED',
    status: 'caught_up',
  },
  {
    row: '11',
    name: 'without topic ids (3.9): one look inside the commit interval proves little',
    scene: { partitions: [{ committed: 500, end: 50 }] },
    primary: 'LAG-COMMITTED-BEYOND-END',
    status: 'committed_beyond_end',
  },
  {
    row: '11',
    name: 'offsets of 5000 written to a topic of 50 records, for ever',
    scene: {
      group: empty,
      span: 10,
      partitions: [{ committed: 5_000, end: 50, before: { committed: 5_000, end: 50 } }],
    },
    primary: 'LAG-COMMITTED-BEYOND-END',
  },
  {
    row: '11',
    name: 'deleted topic: the live classic member is still assigned',
    scene: {
      missingTopics: ['t'],
      partitions: [{ committed: null, end: null, missing: 'UNKNOWN_TOPIC_OR_PARTITION' }],
    },
    primary: 'LAG-TOPIC-MISSING',
  },
  {
    row: '11',
    name: 'deleted topic of an empty group: nothing is left but the tombstones',
    scene: {
      group: empty,
      missingTopics: ['t'],
      partitions: [{ committed: null, end: null, missing: 'UNKNOWN_TOPIC_OR_PARTITION', forgotten: 550 }],
    },
    primary: 'LAG-TOPIC-MISSING',
  },
  {
    row: '12',
    name: 'open transaction of 120 s: C = LSO 20, HW 1817, the coordinator lists the partition',
    scene: {
      partitions: [
        {
          committed: 20,
          stable: 20,
          end: 1_817,
          commits: every(420, 599, 1, () => 20),
          ends: curve((at) => at * 3),
          transactions: [{ ...txn }],
        },
      ],
    },
    primary: 'LAG-OPEN-TRANSACTION',
    status: 'blocked_by_transaction',
  },
  {
    row: '12',
    name: 'look-alike: read_uncommitted goes on beyond the last stable offset',
    scene: { partitions: [{ ...healthy, stable: 20, transactions: [{ ...txn }] }] },
    primary: null,
    status: 'caught_up',
  },
  {
    row: '12',
    name: 'look-alike: a transaction of half a second on a busy topic',
    scene: {
      partitions: [{ ...healthy, stable: 5_980, transactions: [{ startedMs: 599_500, lastTimestampMs: 599_900 }] }],
    },
    primary: null,
    status: 'caught_up',
  },
  {
    row: '12',
    name: 'open or hanging: its coordinator could not be asked',
    scene: {
      span: 5,
      partitions: [
        {
          committed: 20,
          stable: 20,
          end: 1_817,
          before: { committed: 20, end: 1_700, stable: 20 },
          transactions: [{ ...txn, state: null, transactionalId: null, coordinatorHasPartition: null }],
        },
      ],
    },
    primary: 'LAG-BLOCKED-BY-TRANSACTION',
  },
  {
    row: '13',
    name: 'hanging transaction: the coordinator says Empty and lists no partition',
    scene: {
      partitions: [
        {
          committed: 20,
          stable: 20,
          end: 1_817,
          commits: every(420, 599, 1, () => 20),
          ends: curve((at) => at * 3),
          transactions: [{ lastTimestampMs: 480_000, state: 'Empty', coordinatorHasPartition: false }],
        },
      ],
    },
    primary: 'LAG-HANGING-TRANSACTION',
    status: 'blocked_by_transaction',
  },
  {
    row: '13',
    name: 'hanging transaction of a producer that no coordinator knows',
    scene: {
      partitions: [
        {
          committed: 20,
          stable: 20,
          end: 1_817,
          transactions: [
            { lastTimestampMs: 480_000, transactionalId: null, state: null, coordinatorHasPartition: false },
          ],
        },
      ],
    },
    primary: 'LAG-HANGING-TRANSACTION',
  },
  {
    row: '14',
    name: 'phantom lag: a marker is left',
    scene: { partitions: [{ committed: 119, end: 120, unread: 'none', commits: [[500, 119]] }] },
    primary: 'LAG-PHANTOM',
    status: 'caught_up',
  },
  {
    row: '14',
    name: 'phantom lag of 52 after an aborted transaction of 50',
    scene: {
      partitions: [{ committed: 119, end: 171, unread: 'none', commits: [[400, 119]], ends: curve(() => 171) }],
    },
    primary: 'LAG-PHANTOM',
    status: 'caught_up',
  },
  {
    row: '14',
    name: 'look-alike: one real unread record, 2 s old',
    scene: {
      partitions: [{ committed: 119, end: 120, unread: 598, commits: [[500, 119]], ends: curve(() => 119) }],
    },
    primary: null,
  },
  {
    row: '15',
    name: 'storm: a member lives 4 s and is back after 3 s, another stays',
    scene: {
      group: { members: [member('c1', [0])] },
      partitions: [
        {
          committed: 1_000,
          end: 1_400,
          commits: every(500, 598, 5, (at) => at + 400),
          ends: curve((at) => at * 2 + 200),
        },
      ],
      generations: flapping(495, 599, 4, 3, {}, ['c1']),
    },
    primary: 'LAG-REBALANCE-STORM',
    status: 'rebalancing',
  },
  {
    row: '15',
    name: 'storm of the 4.x protocol without a history: epoch 29, then 31',
    scene: {
      history: false,
      span: 5,
      group: { type: 'consumer', groupEpoch: 31, assignmentEpoch: 31 },
      groupBefore: { type: 'consumer', groupEpoch: 29, assignmentEpoch: 29 },
      partitions: [{ committed: 100, end: 120, before: { committed: 90, end: 100 } }],
    },
    primary: 'LAG-REBALANCE-STORM',
  },
  {
    row: '15',
    name: 'storm by max.poll.interval.ms of 6 s: five generations in 60 s',
    scene: {
      group: { members: [member('c1', [0])] },
      partitions: [healthy],
      generations: flapping(540, 599, 7, 13, { rebalanceTimeoutMs: 6_000 }, ['c1']),
    },
    primary: 'LAG-REBALANCE-STORM',
  },
  {
    row: '15',
    name: 'look-alike: a rolling deploy of three, each replaced once',
    scene: {
      group: { members: ['a', 'b', 'c'].map((name, at) => member(name, [at])) },
      partitions: [healthy, healthy, healthy],
      generations: rollingDeploy(),
    },
    primary: null,
    status: 'caught_up',
  },
  {
    row: '16',
    name: 'healthy regex subscription: no names, an assignment',
    scene: {
      group: {
        type: 'consumer',
        groupEpoch: 3,
        assignmentEpoch: 3,
        members: [{ ...member('c1', [0]), epoch: 3, subscribed: [], subscribedRegex: '^t.*' }],
      },
      partitions: [healthy],
    },
    primary: null,
  },
  {
    row: '16',
    name: 'a member that does not give up partitions: epoch 2 of 3; the one with the current epoch waits',
    scene: {
      group: reconciling(),
      partitions: [healthy, healthy, healthy, healthy],
      generations: [
        generation(100, 2, [historyMember('slow')]),
        generation(540, 3, [historyMember('slow'), historyMember('new')]),
      ],
    },
    primary: 'LAG-MEMBER-NOT-RECONCILING',
    status: 'rebalancing',
  },
  {
    row: '16',
    name: 'look-alike: a join that reconciles for 10 s',
    scene: {
      group: reconciling(),
      partitions: [healthy, healthy, healthy, healthy],
      generations: [
        generation(100, 2, [historyMember('slow')]),
        generation(590, 3, [historyMember('slow'), historyMember('new')]),
      ],
    },
    primary: null,
    status: 'caught_up',
  },
  {
    row: '16',
    name: 'frozen member of the 4.x protocol, fenced after its session of 10 s: its partition moved',
    scene: {
      group: { type: 'consumer', groupEpoch: 4, assignmentEpoch: 4, members: [{ ...member('c1', [0, 1]), epoch: 4 }] },
      cluster: { consumerSessionTimeoutMs: 10_000 },
      partitions: [
        healthy,
        { ...healthy, commits: [...every(3, 503, 5, (at) => 10 * at), ...every(518, 598, 5, (at) => 10 * at)] },
      ],
      generations: [
        generation(100, 3, [
          historyMember('c1', { sessionTimeoutMs: null }),
          historyMember('c2', { sessionTimeoutMs: null }),
        ]),
        generation(514, 4, [historyMember('c1', { sessionTimeoutMs: null })]),
      ],
    },
    primary: 'LAG-MEMBER-LOST',
  },
  {
    row: '17',
    name: 'share group that holds: the start stands, in-flight counts as lag',
    scene: {
      span: 40,
      group: { type: 'share' },
      partitions: [
        { committed: 0, end: 2_000, reported: 2_000, before: { committed: 0, end: 1_600, reported: 1_600 }, ends: ten },
      ],
    },
    primary: 'LAG-SHARE-NOT-ACKNOWLEDGED',
    status: 'stalled',
  },
  {
    row: '17',
    name: 'share group that lags: the start moves 25 in 5 s',
    scene: {
      span: 5,
      group: { type: 'share' },
      partitions: [
        { committed: 525, end: 3_000, reported: 2_475, before: { committed: 500, end: 2_950, reported: 2_450 } },
      ],
    },
    primary: 'LAG-FALLING-BEHIND',
    secondary: ['LAG-SHARE-PROGRESS-UNPROVEN'],
    status: 'growing',
  },
  {
    row: '17',
    name: 'share group that releases for ever: the start moves all the same',
    scene: {
      span: 5,
      group: { type: 'share' },
      partitions: [{ committed: 600, end: 1_000, reported: 400, before: { committed: 550, end: 990, reported: 440 } }],
    },
    primary: 'LAG-SHARE-PROGRESS-UNPROVEN',
    secondary: ['LAG-CATCHING-UP'],
  },
  {
    row: '17',
    name: 'share group that has not begun',
    scene: { group: { type: 'share' }, partitions: [{ committed: null, end: 100 }] },
    primary: 'LAG-SHARE-NOT-BEGUN',
    status: 'unknown',
  },
  {
    row: '17',
    name: 'share group on a missing topic',
    scene: {
      group: { type: 'share', offsets: [], members: [{ ...member('c1', []), subscribed: ['gone'] }] },
      missingTopics: ['gone'],
      partitions: [],
    },
    primary: 'LAG-TOPIC-MISSING',
  },
  {
    row: '18',
    name: 'static member killed, another commits',
    scene: {
      group: { members: [member('c1', [0]), { ...member('c2', [1]), instanceId: 'i2' }] },
      partitions: [healthy, standing(533)],
    },
    primary: 'LAG-STATIC-MEMBER-AWAY',
  },
  {
    row: '18',
    name: 'static member of the 4.x protocol closed: epoch −2, the group says Reconciling',
    scene: {
      group: {
        type: 'consumer',
        state: 'Reconciling',
        groupEpoch: 3,
        assignmentEpoch: 3,
        members: [
          { ...member('c1', [0]), epoch: 3 },
          { ...member('c2', [1]), epoch: -2, instanceId: 'i2' },
        ],
      },
      partitions: [healthy, standing(533)],
    },
    primary: 'LAG-STATIC-MEMBER-AWAY',
  },
  {
    row: '18',
    name: 'look-alike: a static member away for a deploy of 20 s',
    scene: {
      group: { members: [member('c1', [0]), { ...member('c2', [1]), instanceId: 'i2' }] },
      partitions: [healthy, standing(578)],
    },
    primary: null,
  },
  {
    row: '19',
    name: 'leaderless partition: the lag is unknown, and its repeated commits are no stall',
    scene: {
      group: { members: [member('c1', [0, 1])] },
      partitions: [
        healthy,
        { committed: 200, end: null, missing: 'leaderless', commits: every(400, 598, 5, () => 200) },
      ],
    },
    primary: 'LAG-LEADERLESS-PARTITION',
  },
  {
    row: '20',
    name: 'coordinator down: nothing of the group can be had',
    scene: {
      history: false,
      group: { type: 'unknown', state: null, protocolType: null, coordinator: null, members: null, offsets: null },
      partitions: [],
      gaps: [{ what: 'group g', why: 'its coordinator is not available: __consumer_offsets-3 has no leader' }],
    },
    primary: 'LAG-COORDINATOR-UNAVAILABLE',
    status: 'unknown',
  },
  {
    row: '21',
    name: 'kafkajs paused: nothing distinguishes it from a blocked handler',
    scene: { group: { assignor: 'RoundRobinAssigner' }, partitions: [{ ...standing(433), epoch: null }] },
    primary: 'LAG-STALLED',
  },
  {
    row: '21',
    name: 'kafkajs handler of 60 s with a session of 10 s: in and out every minute',
    scene: {
      group: empty,
      partitions: [{ ...standing(103), epoch: null }],
      generations: flapping(110, 599, 10, 50, { sessionTimeoutMs: 10_000, rebalanceTimeoutMs: 60_000 }),
    },
    primary: 'LAG-CRASH-LOOP',
  },
  {
    row: '21',
    name: 'kafkajs that spins: Empty one session after its last commit, once',
    scene: {
      group: empty,
      partitions: [{ ...standing(533), epoch: null }],
      generations: [
        generation(1, 1, [historyMember('c1', { sessionTimeoutMs: 10_000, rebalanceTimeoutMs: 60_000 })]),
        generation(545, 2, []),
      ],
    },
    primary: 'LAG-NO-ACTIVE-MEMBERS',
  },
  {
    row: '21',
    name: 'kafkajs crash loop: Stable and Empty every 2.5 s, one partition stands at 50',
    scene: {
      group: { assignor: 'RoundRobinAssigner', members: [member('flapping', [0, 1, 2])] },
      partitions: [
        { ...healthy, epoch: null, commits: every(420, 598, 2.5, (at) => 10 * at) },
        { ...poisoned(50, 455), epoch: null },
        { ...healthy, epoch: null, commits: every(420, 598, 2.5, (at) => 10 * at) },
      ],
      generations: flapping(455, 599, 1.25, 1.25, { sessionTimeoutMs: 30_000, rebalanceTimeoutMs: 60_000 }),
    },
    primary: 'LAG-CRASH-LOOP',
    secondary: ['LAG-POISON-RECORD'],
  },
  {
    row: '21',
    name: 'look-alike: kafkajs eachMessage at 200 ms, a commit of one partition every 30–115 s',
    scene: {
      group: { assignor: 'RoundRobinAssigner', members: [member('c1', [0, 1, 2])] },
      span: 5,
      partitions: kafkajsInTurns(),
    },
    primary: null,
    status: 'caught_up',
  },
  {
    row: '21',
    name: 'look-alike: kafkajs on an idle topic commits nothing',
    scene: {
      group: { assignor: 'RoundRobinAssigner' },
      partitions: [{ committed: 500, end: 500, ends: curve(() => 500) }],
    },
    primary: null,
    status: 'caught_up',
  },
  {
    row: '22',
    name: 'subscribed to a topic that does not exist',
    scene: {
      group: { offsets: [], members: [{ ...member('c1', []), subscribed: ['gone'] }] },
      missingTopics: ['gone'],
      partitions: [],
    },
    primary: 'LAG-TOPIC-MISSING',
  },
  {
    row: '22',
    name: '4.x regular expression that matches nothing',
    scene: {
      group: {
        type: 'consumer',
        groupEpoch: 2,
        assignmentEpoch: 2,
        offsets: [],
        members: [{ ...member('c1', []), epoch: 2, target: [], subscribed: [], subscribedRegex: '^nothing' }],
      },
      partitions: [],
    },
    primary: 'LAG-TOPIC-MISSING',
  },
  {
    row: '22',
    name: 'old commits on a topic that nobody reads any more make up the lag',
    scene: {
      group: {
        members: [{ ...member('c1', []), assignment: [{ topic: 'u', partition: 0 }], subscribed: ['u'] }],
        offsets: [offset(0, 100), offset(0, 50, { topic: 'u' })],
      },
      partitions: [{ committed: 100, end: 9_000, ends: ten }],
      moreBounds: [{ ...bounds(0, [0, 50, 50]), topic: 'u' }],
    },
    primary: 'LAG-STALE-SUBSCRIPTION',
  },
  {
    row: '23',
    name: 'records of 8 MB: nobody gets stuck, the consumer is slow',
    scene: {
      partitions: [
        {
          committed: 1_200,
          end: 6_000,
          commits: every(1, 599, 1, (at) => 2 * at),
          ends: ten,
          unread: 300,
          batch: { bytes: 8_388_608, records: 1 },
        },
      ],
    },
    primary: 'LAG-FALLING-BEHIND',
    secondary: ['LAG-LARGE-RECORDS'],
  },
  {
    row: '24',
    name: 'assign() with commits: Empty for ever, protocol type empty',
    scene: { group: { ...empty, protocolType: '' }, partitions: [healthy] },
    primary: 'LAG-ASSIGN-CONSUMER',
    status: 'caught_up',
  },
  {
    row: '24',
    name: 'assign() consumer that falls behind',
    scene: {
      group: { ...empty, protocolType: '' },
      partitions: [{ committed: 1_200, end: 6_000, commits: every(1, 599, 1, (at) => 2 * at), ends: ten }],
    },
    primary: 'LAG-FALLING-BEHIND',
    secondary: ['LAG-ASSIGN-CONSUMER'],
    status: 'growing',
  },
  {
    row: '24',
    name: 'assign() consumer that stopped',
    scene: { group: { ...empty, protocolType: '' }, partitions: [standing(303)] },
    primary: 'LAG-NO-ACTIVE-MEMBERS',
  },
  {
    row: '25',
    name: 'a Connect sink, healthy: a commit every 60 s',
    scene: {
      group: { members: [member('connector-consumer-sink-0', [0])] },
      partitions: [
        { committed: 5_450, end: 6_000, epoch: null, commits: every(5, 545, 60, (at) => 10 * at), ends: ten },
      ],
    },
    primary: null,
  },
  {
    row: '25',
    name: 'a streams group, healthy: its members can not be described',
    scene: {
      group: { type: 'streams', protocolType: 'streams', members: null },
      streamsMetadata: true,
      partitions: [healthy],
    },
    primary: null,
  },
  {
    row: '26',
    name: 'offsets sent in an open transaction',
    scene: { partitions: [{ committed: null, end: 40, error: 'UNSTABLE_OFFSET_COMMIT' }] },
    primary: 'LAG-OFFSETS-PENDING',
  },
  {
    row: '27',
    name: 'Java consumer paused: auto-commit repeats the same offset, the poll loop lives',
    scene: {
      partitions: [
        {
          committed: 3_000,
          end: 6_000,
          commits: [...every(3, 298, 5, (at) => 10 * at), ...every(303, 598, 5, () => 3_000)],
          ends: ten,
        },
      ],
    },
    primary: 'LAG-PAUSED',
    status: 'stalled',
  },
  {
    row: '27',
    name: 'paused with manual commits: nothing is seen, as with a blocked handler',
    scene: { partitions: [standing(303)] },
    primary: 'LAG-STALLED',
  },
  {
    row: '29',
    name: 'hanging on a stock broker: CompleteAbort, no partition, also in __consumer_offsets',
    scene: {
      partitions: [
        {
          committed: 0,
          stable: 0,
          end: 3,
          transactions: [{ startedMs: 500_000, state: 'CompleteAbort', coordinatorHasPartition: false }],
        },
      ],
      moreTransactions: [
        open({
          topic: '__consumer_offsets',
          startOffset: 2_463n,
          startedMs: 500_000,
          state: 'CompleteAbort',
          coordinatorHasPartition: false,
        }),
      ],
    },
    primary: 'LAG-HANGING-TRANSACTION',
    status: 'blocked_by_transaction',
  },
];

function rollingDeploy() {
  const names = ['a', 'b', 'c'];
  const generations = [
    generation(
      1,
      1,
      names.map((name) => historyMember(name)),
    ),
  ];
  names.forEach((_, at) => {
    const replaced = (count: number) =>
      names.flatMap((each, index) =>
        index < count ? [historyMember(each, { memberId: `${each}-2` })] : index > at ? [historyMember(each)] : [],
      );
    generations.push(generation(400 + at * 40, 2 + 2 * at, replaced(at)));
    generations.push(generation(415 + at * 40, 3 + 2 * at, replaced(at + 1)));
  });
  return generations;
}

function reconciling() {
  const of = (...partitions: number[]) => partitions.map((partition) => ({ topic: 't', partition }));
  return {
    type: 'consumer' as const,
    state: 'Reconciling',
    groupEpoch: 3,
    assignmentEpoch: 3,
    members: [
      { ...member('slow', [0, 1, 2, 3]), epoch: 2, target: of(0, 1) },
      { ...member('new', []), epoch: 3, target: of(2, 3) },
    ],
  };
}

/** Five records/s in all; each partition commits when its batch is done, the pauses between commits are 30 to 115 s. */
function kafkajsInTurns() {
  const times = [20, 60, 110, 200, 315, 350, 400, 470, 510, 580];
  return [0, 1, 2].map((partition) => {
    const commits = times.filter((_, at) => at % 3 === partition).map((at) => [at, Math.floor(1.6 * at)] as const);
    const committed = commits.at(-1)?.[1] ?? 0;
    const end = Math.floor(1.6 * NOW);
    return {
      committed,
      end,
      before: { committed, end: end - 8 },
      epoch: null,
      commits,
      ends: curve((at) => 1.6 * at),
    };
  });
}
