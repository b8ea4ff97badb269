import { count } from '../../count.ts';
import type { Finding } from '../../finding.ts';
import type { GroupDiagnosis } from '../group.ts';
import type { PartitionDiagnosis } from '../partition.ts';
import type { LagStatus } from '../status.ts';

/** Says what is wrong with one group; an empty list when the rule does not apply. */
export type LagRule = (diagnosis: GroupDiagnosis) => readonly Finding[];

export const GUIDELINE = 'kafka://guidelines/lag-and-rebalances';

export const partitionsWith = (diagnosis: GroupDiagnosis, status: LagStatus): readonly PartitionDiagnosis[] =>
  diagnosis.partitions.filter((partition) => partition.status === status);

/** Enough partitions to see a pattern; the rest is in the table. */
const SHOWN = 3;

/** One line a partition, worst first, and how many more there are. */
export function evidenceOf(partitions: readonly PartitionDiagnosis[]): string[] {
  const lines = partitions.slice(0, SHOWN).map(({ topic, partition, because }) => `${topic}-${partition}: ${because}`);
  return partitions.length > SHOWN ? [...lines, `and ${count(partitions.length - SHOWN, 'more partition')}`] : lines;
}
