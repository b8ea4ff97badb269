import { named } from '../../named.ts';
import { settingsFor } from '../client-settings.ts';
import { describeMembers } from '../commands.ts';
import { departuresOf } from '../departures.ts';
import { duration } from '../words.ts';
import { clientName, guideline, type LagRule, linesOf, namesOf } from './rule.ts';

/**
 * A member that the broker removed, and whose partitions others have taken over: it died, froze, or took longer than
 * max.poll.interval.ms. State and lag show nothing of it afterwards. Source: lag-faults-observed 3 and 16.
 */
export const memberLost: LagRule = (facts) => {
  const lost = departuresOf(facts);
  const [first] = lost;
  if (first === undefined) return [];
  const { group, client, seen } = facts;
  const settings = settingsFor(client, group.type);
  return [
    {
      rule: 'LAG-MEMBER-LOST',
      severity: 'medium',
      says: `${clientName(first.stay)} dropped out of ${named(group.group)} ${duration((seen.nowMs - first.stay.toMs) / 1_000)} ago and has not come back; others read its partitions now.`,
      evidence: linesOf(
        lost,
        ({ stay, silent, how }) =>
          `${named(stay.clientId)} went after ${namesOf(silent)} had been silent for its ${how === 'session' ? 'session timeout' : 'max.poll.interval.ms'}`,
        'more member',
      ),
      remedy:
        first.how === 'session'
          ? `It was killed, or frozen for a whole session (garbage collection, a suspended container, a cut network): look at that host. If it still runs it rejoins by itself and repeats what it had not committed. The session is ${settings.session}.`
          : `Its handler took too long: ${settings.slowHandler}. Take a thread dump if it still runs.`,
      command: describeMembers(group.group),
      verify: 'The group has as many members as you started.',
      guideline: guideline('rebalance-storms'),
      confidence: 'medium',
    },
  ];
};
