import { named } from '../../named.ts';
import { settingsFor } from '../client-settings.ts';
import { describeMembers } from '../commands.ts';
import type { GroupFacts } from '../facts.ts';
import { isSilent, type OwnerDiagnosis } from '../owner.ts';
import { duration } from '../words.ts';
import { guideline, type LagRule, linesOf, namesOf, ownerName } from './rule.ts';

/** The epoch of a static member that closed cleanly and keeps its partitions. Source: lag-faults-observed 18. */
const CLOSED = -2;

/**
 * A static member that is not there: its partitions wait for it until its session ends, which is what it is for during a
 * restart. Certain where the 4.x protocol says epoch −2; else its partitions are silent while others of the group commit, and
 * a blocked handler looks the same. Source: lag-faults-observed 18.
 */
export const staticMemberAway: LagRule = (facts) => {
  const { group, owners, client } = facts;
  const closed = owners.filter(({ member }) => member !== null && member.epoch === CLOSED);
  const away = closed.length > 0 ? closed : silentAmongOthers(facts);
  const [first] = away;
  const member = first?.member ?? null;
  if (first === undefined || member === null) return [];
  const certain = closed.length > 0;
  const session = sessionOf(facts, member.memberId);
  const ends = session === null ? 'its session ends' : `its session of ${duration(session / 1_000)} ends`;
  return [
    {
      rule: 'LAG-STATIC-MEMBER-AWAY',
      severity: 'low',
      says: `${ownerName(first)} ${certain ? 'closed and has not come back' : 'is silent, as during a restart'}: ${named(group.group)} keeps its partitions for it until ${ends}.`,
      evidence: linesOf(
        away,
        (owner) =>
          `${ownerName(owner)}: ${owner.lag ?? 'an unknown number of'} records wait on ${namesOf(owner.partitions)}${certain ? `, member epoch ${CLOSED}` : `, no progress for ${duration(owner.silentSeconds ?? 0)} while others commit`}`,
        'more member',
      ),
      remedy: `During a deploy do nothing: that is what static membership is for. If it does not come back, start an instance with that group.instance.id, or remove it with the admin client's removeMembersFromConsumerGroup, which frees its partitions at once.${certain ? '' : ' If the process runs, its handler is blocked: take a thread dump.'} A shorter wait: ${settingsFor(client, group.type).session}.`,
      command: describeMembers(group.group),
      verify: 'Its partitions move again, or belong to another member.',
      guideline: guideline('static-members'),
      confidence: certain ? 'high' : 'medium',
    },
  ];
};

/** Only while somebody else of the group goes on: else it is no absence of one member. */
function silentAmongOthers({ owners }: GroupFacts): readonly OwnerDiagnosis[] {
  const silent = owners.filter((owner) => isSilent(owner) && owner.member !== null && owner.member.instanceId !== null);
  return owners.some((owner) => owner.member !== null && !isSilent(owner) && (owner.consumedPerSecond ?? 0) > 0)
    ? silent
    : [];
}

function sessionOf({ seen }: GroupFacts, memberId: string): number | null {
  const known = seen.history?.generations.at(-1)?.members.find((member) => member.memberId === memberId);
  return known?.sessionTimeoutMs ?? seen.brokerSessionMs;
}
