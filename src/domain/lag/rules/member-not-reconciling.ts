import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { describeMembers } from '../commands.ts';
import type { GroupFacts } from '../facts.ts';
import type { MemberObservation } from '../observation.ts';
import { duration } from '../words.ts';
import { clientName, guideline, type LagRule, linesOf, namesOf } from './rule.ts';

/** Source: lag rules L23. */
const HEARTBEATS = 3;

/** A healthy join was seen to reconcile for 10 s, whatever the heartbeats. Source: lag-faults-observed 16. */
const SHORTEST_SECONDS = 15;

/** group.consumer.heartbeat.interval.ms. Source: GroupCoordinatorConfig. */
const HEARTBEAT_MS = 5_000;

/**
 * A member of the 4.x protocol that does not give up what it must: its epoch is below the group's. The member that waits with
 * nothing has the current epoch already; it is the victim. Source: lag rules L23; lag-faults-observed 16.
 */
export const memberNotReconciling: LagRule = (facts) => {
  const { group, background } = facts;
  if (group.type !== 'consumer' || group.groupEpoch === null) return [];
  const behind = (group.members ?? []).filter((member) => isBehind(member, group.groupEpoch ?? 0));
  const [culprit] = behind;
  const heartbeatMs = background?.cluster.consumerHeartbeatIntervalMs ?? HEARTBEAT_MS;
  const seconds = lastedFor(facts);
  if (culprit === undefined || seconds < Math.max(SHORTEST_SECONDS, HEARTBEATS * (heartbeatMs / 1_000))) return [];
  const waiting = (group.members ?? []).filter(isWaiting);
  return [
    {
      rule: 'LAG-MEMBER-NOT-RECONCILING',
      severity: 'high',
      says: `${clientName(culprit)} has not given up partitions for ${duration(seconds)}, so ${named(group.group)} cannot finish its rebalance.`,
      evidence: [
        ...linesOf(
          behind,
          (member) =>
            `${named(member.clientId)}: member epoch ${member.epoch}, group epoch ${group.groupEpoch}, must give up ${namesOf(mustGiveUp(member))}`,
          'more member',
        ),
        ...(waiting.length === 0
          ? []
          : [
              `${count(waiting.length, 'member')} ${waiting.length === 1 ? 'waits' : 'wait'} for these partitions with the current epoch: victims, not causes`,
            ]),
      ],
      remedy:
        'Its poll loop is blocked: take a thread dump of that member, free or restart it. The broker takes the partitions away when its rebalance timeout (max.poll.interval.ms, 300000) is over. The others are healthy.',
      command: describeMembers(group.group),
      verify: `The member epoch reaches ${group.groupEpoch} and the group is Stable.`,
      guideline: guideline('the-4x-consumer-protocol'),
      confidence: 'high',
    },
  ];
};

/** −1 and −2 are members that leave or are away. */
const isBehind = ({ epoch }: MemberObservation, groupEpoch: number): boolean =>
  epoch !== null && epoch >= 0 && epoch < groupEpoch;

const isWaiting = ({ assignment, target }: MemberObservation): boolean =>
  (target?.length ?? 0) > (assignment?.length ?? 0);

function mustGiveUp({ assignment, target }: MemberObservation) {
  const kept = new Set((target ?? []).map(({ topic, partition }) => `${topic}:${partition}`));
  return (assignment ?? []).filter(({ topic, partition }) => !kept.has(`${topic}:${partition}`));
}

/** Since the last change of members in the history, or between two looks at the same epoch. */
function lastedFor({ seen, group }: GroupFacts): number {
  const change = seen.history?.generations.at(-1)?.atMs ?? null;
  const same = seen.earlier?.groupEpoch === group.groupEpoch ? (seen.spanSeconds ?? 0) : 0;
  return change === null ? same : Math.max(same, (seen.nowMs - change) / 1_000);
}
