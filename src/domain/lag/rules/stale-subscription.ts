import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { deleteOffsets } from '../commands.ts';
import { guideline, type LagRule, namesOf, partitionsWith } from './rule.ts';

/**
 * Commits on a topic that no member subscribes to any more. Their lag grows until they expire, and makes up most of what the
 * official tool sums up. By subscription, not by assignment, since a member may be idle. Source: lag rules L25;
 * lag-faults-observed 22.
 */
export const staleSubscription: LagRule = (facts) => {
  const stale = partitionsWith(facts, 'unsubscribed');
  const [first] = stale;
  if (first === undefined) return [];
  const topics = [...new Set(stale.map(({ judged }) => judged.topic))];
  const lag = stale.reduce((sum, { judged }) => sum + (judged.lag ?? 0n), 0n);
  return [
    {
      rule: 'LAG-STALE-SUBSCRIPTION',
      severity: 'low',
      says: `${named(facts.group.group)} has old offsets on ${count(topics.length, 'topic')} that none of its members reads any more (${topics.slice(0, 3).map(named).join(', ')}): their lag of ${lag} is nobody's and is left out of the total.`,
      evidence: [
        `offsets on ${namesOf(stale.map(({ judged }) => judged))}; ${count(facts.group.members?.length ?? 0, 'member')}, none subscribed to ${named(first.judged.topic)}`,
      ],
      remedy:
        'If the topic was given up, delete these offsets only, never the group. If not, the subscription lost it: put it back. Left alone they expire offsets.retention.minutes (10080) after their last commit.',
      command: deleteOffsets(facts.group.group, first.judged.topic),
      verify: 'kafka-consumer-groups.sh --describe no longer lists the topic.',
      guideline: guideline('stale-subscriptions'),
      confidence: 'high',
    },
  ];
};
