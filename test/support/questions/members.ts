import type { RequestOf } from '../../../src/kafka/protocol/api.ts';
import { offsetCommit } from '../../../src/kafka/protocol/apis/08-offset-commit.ts';
import { joinGroup } from '../../../src/kafka/protocol/apis/11-join-group.ts';
import { heartbeat } from '../../../src/kafka/protocol/apis/12-heartbeat.ts';
import { leaveGroup } from '../../../src/kafka/protocol/apis/13-leave-group.ts';
import { syncGroup } from '../../../src/kafka/protocol/apis/14-sync-group.ts';
import { coordinatorOf, notCoordinatorOf, one, type Question } from './asked.ts';

const half = coordinatorOf('common-half');
const member = { groupId: 'nobody', generationId: 1, memberId: 'ghost' };
const consumer = { protocolType: 'consumer', protocolName: 'range', assignments: [] };
const join = {
  ...{ groupId: 'joiner', memberId: '', sessionTimeoutMs: 10_000, rebalanceTimeoutMs: 10_000 },
  ...{ protocolType: 'consumer', protocols: [{ name: 'range', metadata: Buffer.alloc(2) }] },
};
const atNobodys = coordinatorOf('nobody');
const atJoiners = coordinatorOf('joiner');

const joins: readonly (readonly [string, Partial<RequestOf<typeof joinGroup>>])[] = [
  ['with too short a session', { sessionTimeoutMs: 1 }],
  ['with too long a session', { sessionTimeoutMs: 99_999_999 }],
  ['as an unknown member', { memberId: 'ghost' }],
  ['without protocols', { protocols: [] }],
  ['without a protocol type', { protocolType: '' }],
];

interface WrongCommit {
  readonly groupId?: string;
  readonly memberId?: string;
  readonly generationIdOrMemberEpoch?: number;
  readonly topic?: string;
  readonly partition?: number;
  readonly metadata?: string;
}

const commits: readonly (readonly [string, WrongCommit])[] = [
  ['by a member of a group that nobody knows', { generationIdOrMemberEpoch: 4, memberId: 'ghost' }],
  ['by an unknown member', { groupId: 'common-half', generationIdOrMemberEpoch: 4, memberId: 'ghost' }],
  ['of a topic that is not there', { topic: 'nowhere' }],
  ['of a partition that is not there', { partition: 9 }],
  ['with too much metadata', { groupId: 'common-half', metadata: 'm'.repeat(4_097) }],
];

/** What a member is told that nobody knows. */
export const memberQuestions: readonly Question[] = [
  ...['nobody', 'common-half', ''].flatMap((groupId) => [
    one(`Heartbeat to "${groupId}"`, (cluster) =>
      cluster.ask(coordinatorOf(groupId), heartbeat, 4, { ...member, groupId }),
    ),
    one(`SyncGroup to "${groupId}"`, (cluster) =>
      cluster.ask(coordinatorOf(groupId), syncGroup, 5, { ...member, ...consumer, groupId }),
    ),
  ]),
  one('SyncGroup without a protocol', (cluster) =>
    cluster.ask(half, syncGroup, 5, {
      ...member,
      groupId: 'common-half',
      protocolType: null,
      protocolName: null,
      assignments: [],
    }),
  ),
  one('Heartbeat to another broker', (cluster) => cluster.ask(notCoordinatorOf('nobody'), heartbeat, 4, member)),
  one('LeaveGroup', async (cluster) => {
    const members = [{ memberId: 'ghost' }, { memberId: '', groupInstanceId: 'static' }];
    return [
      await cluster.ask(atNobodys, leaveGroup, 5, { groupId: 'nobody', members }),
      await cluster.ask(half, leaveGroup, 5, { groupId: 'common-half', members }),
      await cluster.ask(half, leaveGroup, 2, { groupId: 'common-half', memberId: 'ghost' }),
      await cluster.ask(notCoordinatorOf('nobody'), leaveGroup, 5, { groupId: 'nobody', members }),
    ];
  }),
  ...joins.map(([what, wrong]) =>
    one(`JoinGroup ${what}`, (cluster) => cluster.ask(atJoiners, joinGroup, 9, { ...join, ...wrong })),
  ),
  one('JoinGroup without a group', (cluster) => cluster.ask(1, joinGroup, 9, { ...join, groupId: '' })),
  one('JoinGroup at another broker', (cluster) => cluster.ask(notCoordinatorOf('joiner'), joinGroup, 5, join)),
  ...commits.map(([what, { topic = 'common.orders', partition = 0, metadata = 'm', ...wrong }]) =>
    one(`OffsetCommit ${what}`, (cluster) => {
      const request = { groupId: 'nobody', memberId: '', generationIdOrMemberEpoch: -1, ...wrong };
      const partitions = [{ partitionIndex: partition, committedOffset: 5n, committedMetadata: metadata }];
      const topics = [{ name: topic, partitions }];
      return cluster.ask(coordinatorOf(request.groupId), offsetCommit, 9, { ...request, topics });
    }),
  ),
];
