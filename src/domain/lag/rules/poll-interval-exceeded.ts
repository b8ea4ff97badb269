import { named } from '../../named.ts';
import { settingsFor } from '../client-settings.ts';
import { describeMembers } from '../commands.ts';
import { duration } from '../words.ts';
import { clientName, evidenceOf, guideline, type LagRule, partitionsWith } from './rule.ts';

/**
 * The last member left when its handler had taken longer than max.poll.interval.ms. The group then looks like any other
 * without members; the silence before the member went tells. Source: lag-faults-observed 3: Empty exactly 40 s after the block.
 */
export const pollIntervalExceeded: LagRule = (facts) => {
  const { life, churn, group, seen, client, lag } = facts;
  const last = churn?.stays.at(-1);
  if (life.kind !== 'gone' || life.how !== 'poll interval' || last === undefined) return [];
  const interval = duration((last.rebalanceTimeoutMs ?? 0) / 1_000);
  return [
    {
      rule: 'LAG-POLL-INTERVAL-EXCEEDED',
      severity: 'high',
      says: `The last member of ${named(group.group)} left because its handler did not come back within max.poll.interval.ms (${interval}); ${lag ?? 'an unknown number of'} records wait.`,
      evidence: [
        `${clientName(last)} went ${duration((seen.nowMs - last.toMs) / 1_000)} ago, after ${interval} without a commit`,
        ...evidenceOf(partitionsWith(facts, 'no_active_members')),
      ],
      remedy: `The process may well still run: take a thread dump of it and see what the handler waits for (a call without a timeout, a lock, a slow sink). Then restart it. For good: a timeout on every outside call, and ${settingsFor(client, group.type).slowHandler}.`,
      command: describeMembers(group.group),
      verify: 'The group has members, lag falls, and the next ten minutes bring no new generation.',
      guideline: guideline('stalled'),
      confidence: 'high',
    },
  ];
};
