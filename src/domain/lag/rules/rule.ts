import { count } from '../../count.ts';
import type { Finding } from '../../finding.ts';
import { named } from '../../named.ts';
import type { GroupFacts, PartitionFacts } from '../facts.ts';
import type { OwnerDiagnosis } from '../owner.ts';
import type { PartitionDiagnosis } from '../partition.ts';
import type { LagStatus } from '../status.ts';

/** Says what is wrong with one group; an empty list when the rule does not apply. */
export type LagRule = (facts: GroupFacts) => readonly Finding[];

/** The section of the guideline that a finding links to. */
export const guideline = (section: string): string => `kafka://guidelines/lag-and-rebalances#${section}`;

export const partitionsWith = (facts: GroupFacts, status: LagStatus): readonly PartitionFacts[] =>
  facts.byStatus.get(status) ?? NONE;

const NONE: readonly PartitionFacts[] = [];

/** Enough to see a pattern; the rest is in the table. */
const SHOWN = 3;

/** One line a partition, worst first, and how many more there are. */
export const evidenceOf = (partitions: readonly PartitionFacts[]): string[] =>
  linesOf(partitions, ({ judged }) => `${nameOf(judged)}: ${judged.because}`, 'more partition');

/** The first few as lines, and how many more there are. */
export function linesOf<Item>(items: readonly Item[], line: (item: Item) => string, more: string): string[] {
  const lines = items.slice(0, SHOWN).map(line);
  return items.length > SHOWN ? [...lines, `and ${count(items.length - SHOWN, more)}`] : lines;
}

export const nameOf = ({ topic, partition }: Pick<PartitionDiagnosis, 'topic' | 'partition'>): string =>
  `${topic}-${partition}`;

/** `t-0, t-3 and 2 more partitions` */
export function namesOf(partitions: readonly Pick<PartitionDiagnosis, 'topic' | 'partition'>[]): string {
  const shown = partitions.slice(0, SHOWN).map(nameOf).join(', ');
  return partitions.length > SHOWN ? `${shown} and ${count(partitions.length - SHOWN, 'more partition')}` : shown;
}

/** `billing-1 at 10.0.0.1`; the client alone where the host is not told. */
export const clientName = ({ clientId, host }: { readonly clientId: string; readonly host: string | null }): string =>
  host === null ? named(clientId) : `${named(clientId)} at ${named(host)}`;

/** `billing-1 at 10.0.0.1 (instance i1)`; the whole group where no member is known. */
export function ownerName({ member }: OwnerDiagnosis): string {
  if (member === null) return 'the group as a whole';
  const instance = member.instanceId === null ? '' : ` (instance ${named(member.instanceId)})`;
  return `${clientName(member)}${instance}`;
}
