import { named } from '../../named.ts';
import { settingsFor } from '../client-settings.ts';
import { describeMembers } from '../commands.ts';
import type { GroupFacts } from '../facts.ts';
import type { MemberObservation } from '../observation.ts';
import type { LagRule } from './rule.ts';

/** One partition more or less is as even as it gets. */
const EVEN = 1;

/**
 * Members of one subscription with unequal numbers of partitions. Range over several topics gives the first members one more of
 * each. Source: lag rules L16.
 */
export const unevenAssignment: LagRule = (facts) => {
  const { group, client } = facts;
  const spread = spreadOf(facts);
  if (spread === null) return [];
  const { most, fewest } = spread;
  return [
    {
      rule: 'LAG-UNEVEN-ASSIGNMENT',
      severity: 'low',
      says: `Partitions of ${named(group.group)} are spread unevenly: ${named(most.clientId)} has ${sizeOf(most)}, ${named(fewest.clientId)} has ${sizeOf(fewest)}.`,
      evidence: [
        `assignor ${group.assignor ?? 'unknown'}, ${group.members?.length ?? 0} members with the same subscription`,
      ],
      remedy: `Use an assignor that spreads over all topics together: ${settingsFor(client, group.type).assignor}. Keep range only where joined topics must be with one member.`,
      command: describeMembers(group.group),
      verify: 'No member has more than one partition more than another.',
      guideline: 'kafka://guidelines/consumer-groups#assignors-and-cooperative-rebalancing',
      confidence: 'high',
    },
  ];
};

interface Spread {
  readonly most: MemberObservation;
  readonly fewest: MemberObservation;
}

/** Among members that have work; those without any are another finding. null: even, or not settled. */
function spreadOf({ group }: GroupFacts): Spread | null {
  if (group.state !== 'Stable' || group.type === 'share' || group.type === 'streams') return null;
  const working = (group.members ?? []).filter((member) => sizeOf(member) > 0);
  const subscriptions = new Set(working.map(({ subscribed }) => [...(subscribed ?? [])].sort().join('\n')));
  if (working.length < 2 || subscriptions.size > 1) return null;
  const sorted = [...working].sort((a, b) => sizeOf(b) - sizeOf(a));
  const [most, fewest] = [sorted[0], sorted.at(-1)];
  if (most === undefined || fewest === undefined || sizeOf(most) - sizeOf(fewest) <= EVEN) return null;
  return { most, fewest };
}

const sizeOf = ({ assignment }: MemberObservation): number => assignment?.length ?? 0;
