import { named } from '../../named.ts';
import { describeMembers } from '../commands.ts';
import { pausedOwners } from '../pausing.ts';
import { duration } from '../words.ts';
import { guideline, type LagRule, linesOf, namesOf, ownerName } from './rule.ts';

/**
 * The poll loop lives and reads nothing: the auto-commit of a Java consumer repeats the same offset every few seconds while
 * records could be read and the leader is there. Source: lag-faults-observed 27; look-alikes 1b, 12 and 19 are ruled out.
 */
export const paused: LagRule = (facts) => {
  const owners = pausedOwners(facts);
  const [first] = owners;
  if (first === undefined) return [];
  return [
    {
      rule: 'LAG-PAUSED',
      severity: 'medium',
      says: `${ownerName(first)} polls and commits the same offsets again and again, but reads nothing: its application has paused it, or works on one record elsewhere.`,
      evidence: linesOf(
        owners,
        (owner) =>
          `${ownerName(owner)}: ${owner.lag ?? 'an unknown number of'} records wait on ${namesOf(owner.partitions)}, unchanged commits for ${duration(owner.silentSeconds ?? 0)}`,
        'more member',
      ),
      remedy:
        'Ask the application why it called pause() and never resume(): back-pressure from a slow sink, a circuit breaker, or a worker thread that never came back. A record that is retried by seeking back to it looks the same: read the log.',
      command: describeMembers(facts.group.group),
      verify: `The offsets that ${named(facts.group.group)} commits move on.`,
      guideline: guideline('stalled'),
      confidence: 'medium',
    },
  ];
};
