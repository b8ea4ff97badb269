import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { settingsFor } from '../client-settings.ts';
import { describeMembers } from '../commands.ts';
import { departuresOf } from '../departures.ts';
import { duration } from '../words.ts';
import { rebalanceStorm } from './rebalance-storm.ts';
import { guideline, type LagRule } from './rule.ts';

/** Members were replaced lately, as by a deploy: what is unread may come from that. Source: lag rules L29; KIP-345. */
export const restarted: LagRule = (facts) => {
  const { group, churn, life, course, client, seen } = facts;
  if (churn === null || life.kind !== 'members' || churn.stays.length === 0 || course.status === 'caught_up') return [];
  if (rebalanceStorm(facts).length > 0 || departuresOf(facts).length > 0) return [];
  const clients = new Set(churn.stays.map(({ clientId }) => clientId));
  const [one] = clients;
  return [
    {
      rule: 'LAG-MEMBERS-REPLACED',
      severity: 'info',
      says: `${count(churn.stays.length, 'member')} of ${named(group.group)} left within the last ${duration(churn.windowSeconds)}, as in a deploy: some of the lag may come from the pauses.`,
      evidence: [
        `${count(churn.generations, 'generation')}, the last change ${duration((seen.nowMs - churn.lastChangeMs) / 1_000)} ago`,
        `clients: ${one === undefined ? 'unknown' : named(one)}${clients.size > 1 ? ` and ${clients.size - 1} more` : ''}`,
      ],
      remedy: `Wait for the lag to fall. Restarts cost less with ${settingsFor(client, group.type).restarts}; a new classic group waits group.initial.rebalance.delay.ms (3000) before its first assignment.`,
      command: describeMembers(group.group),
      verify: 'No new generation, and lag falls.',
      guideline: guideline('rebalance-storms'),
      confidence: 'medium',
    },
  ];
};
