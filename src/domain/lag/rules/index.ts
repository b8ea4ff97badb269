import { type Finding, sortFindings } from '../../finding.ts';
import type { GroupFacts } from '../facts.ts';
import type { LagStatus } from '../status.ts';
import { assignConsumer } from './assign-consumer.ts';
import { backlog } from './backlog.ts';
import { blockedByTransaction } from './blocked-by-transaction.ts';
import { brokerSide } from './broker-side.ts';
import { catchingUp } from './catching-up.ts';
import { committedBeyondEnd } from './committed-beyond-end.ts';
import { coordinatorUnavailable } from './coordinator-unavailable.ts';
import { crashLoop } from './crash-loop.ts';
import { emptyButCommitting } from './empty-but-committing.ts';
import { fallingBehind } from './falling-behind.ts';
import { groupUnreadable } from './group-unreadable.ts';
import { hangingNearby } from './hanging-nearby.ts';
import { hangingTransaction } from './hanging-transaction.ts';
import { hotPartition } from './hot-partition.ts';
import { idleMembers } from './idle-members.ts';
import { largeRecords } from './large-records.ts';
import { leaderlessPartitions } from './leaderless-partitions.ts';
import { memberLost } from './member-lost.ts';
import { memberNotReconciling } from './member-not-reconciling.ts';
import { movedBackwards } from './moved-backwards.ts';
import { neverCommitted } from './never-committed.ts';
import { noActiveMembers } from './no-active-members.ts';
import { offsetsExpiring } from './offsets-expiring.ts';
import { offsetsForgotten } from './offsets-forgotten.ts';
import { offsetsLost } from './offsets-lost.ts';
import { offsetsPending } from './offsets-pending.ts';
import { openTransaction } from './open-transaction.ts';
import { overloadedMember } from './overloaded-member.ts';
import { paused } from './paused.ts';
import { phantom } from './phantom.ts';
import { poisonRecord } from './poison-record.ts';
import { pollIntervalExceeded } from './poll-interval-exceeded.ts';
import { rebalanceStorm } from './rebalance-storm.ts';
import { restarted } from './restarted.ts';
import { retentionRisk } from './retention-risk.ts';
import type { LagRule } from './rule.ts';
import { shareNotAcknowledged } from './share-not-acknowledged.ts';
import { shareNotBegun } from './share-not-begun.ts';
import { shareProgress } from './share-progress.ts';
import { slowOwner } from './slow-owner.ts';
import { staleSubscription } from './stale-subscription.ts';
import { stalled } from './stalled.ts';
import { staticMemberAway } from './static-member-away.ts';
import { stuckRebalance } from './stuck-rebalance.ts';
import { tooFewConsumers } from './too-few-consumers.ts';
import { topicBegunAnew } from './topic-begun-anew.ts';
import { topicMissing } from './topic-missing.ts';
import { topicRecreated } from './topic-recreated.ts';
import { unevenAssignment } from './uneven-assignment.ts';

interface RankedRule {
  readonly rule: LagRule;
  readonly status: LagStatus | null;
  /** Rule ids; `any`: whatever was found before. */
  readonly unlessBefore?: readonly string[] | 'any';
}

/** Causes of growing lag that name more than "too slow". */
const MORE_PRECISE = [
  'LAG-BROKER-SIDE',
  'LAG-HOT-PARTITION',
  'LAG-SLOW-OWNER',
  'LAG-OVERLOADED-MEMBER',
  'LAG-TOO-FEW-CONSUMERS',
];

const NOBODY_THERE = ['LAG-NO-ACTIVE-MEMBERS', 'LAG-POLL-INTERVAL-EXCEEDED'];

/**
 * Every lag rule in the order of decision: the first that applies is the primary verdict, so the same evidence always yields
 * the same one. A rule is a file beside these and a line here; `status` is what the group is called when the rule comes first,
 * null leaves the direction of its lag; with `unlessBefore` it is left out where one of these says the same better. Source: lag
 * rules §1.8, completed where observation showed more.
 */
const rules: readonly RankedRule[] = [
  // Nothing is known.
  { rule: coordinatorUnavailable, status: 'unknown' },
  { rule: groupUnreadable, status: 'unknown' },
  // Records are lost, or the position belongs to another log.
  { rule: offsetsLost, status: 'offsets_lost_to_retention' },
  { rule: topicRecreated, status: null },
  { rule: committedBeyondEnd, status: 'committed_beyond_end' },
  { rule: topicMissing, status: null },
  { rule: leaderlessPartitions, status: null },
  // Readers wait for a transaction.
  { rule: hangingTransaction, status: null },
  { rule: blockedByTransaction, status: 'blocked_by_transaction' },
  { rule: openTransaction, status: 'blocked_by_transaction' },
  { rule: offsetsPending, status: null },
  // Nobody reads, or nobody stays.
  { rule: crashLoop, status: 'crash_looping' },
  { rule: emptyButCommitting, status: null },
  { rule: pollIntervalExceeded, status: 'no_active_members' },
  { rule: noActiveMembers, status: 'no_active_members' },
  { rule: rebalanceStorm, status: 'rebalancing' },
  { rule: stuckRebalance, status: 'rebalancing' },
  { rule: memberNotReconciling, status: 'rebalancing' },
  { rule: staticMemberAway, status: null },
  // Readers are there and stand.
  { rule: stalled, status: 'stalled' },
  { rule: paused, status: 'stalled' },
  { rule: movedBackwards, status: 'moved_backwards' },
  { rule: poisonRecord, status: 'stalled' },
  { rule: shareNotAcknowledged, status: 'stalled' },
  // Readers go on and are not fast enough.
  { rule: retentionRisk, status: null },
  { rule: brokerSide, status: null },
  { rule: hotPartition, status: null },
  { rule: slowOwner, status: null },
  { rule: overloadedMember, status: null },
  { rule: tooFewConsumers, status: null },
  { rule: fallingBehind, status: null, unlessBefore: MORE_PRECISE },
  { rule: backlog, status: null, unlessBefore: 'any' },
  // Worth knowing.
  { rule: hangingNearby, status: null },
  { rule: neverCommitted, status: null },
  { rule: shareNotBegun, status: null, unlessBefore: ['LAG-TOPIC-MISSING'] },
  { rule: topicBegunAnew, status: null },
  { rule: offsetsForgotten, status: null },
  { rule: offsetsExpiring, status: null, unlessBefore: NOBODY_THERE },
  { rule: memberLost, status: null },
  { rule: largeRecords, status: null },
  { rule: staleSubscription, status: null },
  { rule: idleMembers, status: null },
  { rule: unevenAssignment, status: null },
  { rule: restarted, status: null },
  { rule: phantom, status: null },
  { rule: shareProgress, status: null },
  { rule: catchingUp, status: null },
  { rule: assignConsumer, status: null },
];

/** What all rules say about one group: the first is the verdict, the others follow, most severe first. */
export function decide(facts: GroupFacts) {
  const found: { readonly finding: Finding; readonly status: LagStatus | null }[] = [];
  for (const { rule, status, unlessBefore = [] } of rules) {
    const said = found.some(({ finding }) => unlessBefore === 'any' || unlessBefore.includes(finding.rule));
    if (!said) found.push(...rule(facts).map((finding) => ({ finding, status })));
  }
  const [first, ...others] = found;
  return {
    primary: first?.finding ?? null,
    status: first?.status ?? null,
    secondary: sortFindings(others.map(({ finding }) => finding)),
  };
}
