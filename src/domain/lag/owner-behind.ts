import type { GroupFacts, PartitionFacts } from './facts.ts';
import { hotTopic } from './hot.ts';
import type { Owner } from './owner.ts';
import type { LagStatus } from './status.ts';

/** The one member that has everything which is behind, while all others keep up. */
export interface OwnerBehind {
  readonly owner: Owner;
  readonly others: readonly Owner[];
  readonly behind: readonly PartitionFacts[];
  /** Records per second that are written to its partitions, and to those of the busiest other member. */
  readonly work: number;
  readonly mostOther: number;
}

const BEHIND: readonly LagStatus[] = ['growing', 'steady'];

/** null: there is none, or a single partition explains it. */
export function ownerBehind(facts: GroupFacts): OwnerBehind | null {
  const { partitions, owners } = facts;
  const behind = partitions.filter(({ judged }) => BEHIND.includes(judged.status));
  const owner = behind[0]?.owner ?? null;
  if (owner === null || owner.member === null || behind.some((each) => each.owner !== owner)) return null;
  const others = owners.filter((each) => each !== owner && each.member !== null);
  const rest = partitions.filter((each) => each.owner !== null && others.includes(each.owner));
  if (rest.length === 0 || hotTopic(facts) !== null) return null;
  if (!rest.every(({ judged }) => judged.status === 'caught_up')) return null;
  const workOf = (each: Owner) =>
    partitions
      .filter((partition) => partition.owner === each)
      .reduce((sum, { judged }) => sum + (judged.producedPerSecond ?? 0), 0);
  return { owner, others, behind, work: workOf(owner), mostOther: Math.max(...others.map(workOf)) };
}

/** Up to that much more work is as much. [rule of thumb] */
const AS_MUCH = 1.5;

export const hasMoreWork = ({ work, mostOther }: OwnerBehind): boolean => work > AS_MUCH * mostOther;
