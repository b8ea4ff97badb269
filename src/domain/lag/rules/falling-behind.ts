import { count } from '../../count.ts';
import { named } from '../../named.ts';
import type { GroupDiagnosis } from '../group.ts';
import { KEEPING_UP_SECONDS } from '../status.ts';
import { evidenceOf, GUIDELINE, type LagRule, partitionsWith } from './rule.ts';

/** Commits go on, lag grows. Source: lag rules L5, L15; consumers are capped by partitions (Kafka docs, design.md). */
export const fallingBehind: LagRule = (diagnosis) => {
  const { group, producedPerSecond: produced, consumedPerSecond: consumed } = diagnosis;
  if (diagnosis.status !== 'growing' || produced === null || consumed === null) return [];
  const members = group.members?.length ?? null;
  const owned = diagnosis.partitions.length;
  const growing = partitionsWith(diagnosis, 'growing');
  const needed = members === null || consumed <= 0 ? null : Math.ceil((members * produced) / consumed);
  const whole = asAWhole(diagnosis);
  const capacity = !whole
    ? 'The group as a whole reads as fast as is written, so more members alone do not help: the partitions in the evidence fall behind.'
    : needed === null || members === null
      ? 'Compare members with partitions: only as many members as partitions can work.'
      : needed <= owned
        ? `At the measured rate ${needed} members would keep up (now ${members}, and ${owned} partitions allow it), if the load is even and the bottleneck is the consumer itself.`
        : `At the measured rate it would take ${needed} members, more than its ${owned} partitions can occupy: first make the handler faster, for example in batches. More partitions change which key goes where.`;
  return [
    {
      rule: 'LAG-FALLING-BEHIND',
      severity: 'medium',
      says: whole
        ? `${named(group.group)} falls behind: ${consumed.toFixed(1)} records/s read, ${produced.toFixed(1)} written.`
        : `${named(group.group)} falls behind on ${count(growing.length, 'partition')}, though ${consumed.toFixed(1)} records/s are read and ${produced.toFixed(1)} written in all.`,
      evidence: [
        diagnosis.because,
        ...(whole ? [] : evidenceOf(growing)),
        members === null
          ? `an unknown number of members on ${count(owned, 'partition')}`
          : `${count(members, 'member')} on ${count(owned, 'partition')}`,
        'rates from committed offsets and high watermarks at two looks',
      ],
      remedy: whole
        ? `${capacity} Look whether one partition alone grows: a hot key is not cured by more consumers.`
        : `${capacity} A hot key or one slow owner does that: compare what is written to each partition, then look at the owner.`,
      guideline: `${GUIDELINE}#growing`,
      confidence: diagnosis.confidence,
    },
  ];
};

/** Whether the sum grows, over the partitions where all of it was measured; else only some partitions do. */
function asAWhole({ partitions }: GroupDiagnosis): boolean {
  let [lag, produced, consumed] = [0, 0, 0];
  for (const partition of partitions) {
    if (partition.lag === null || partition.producedPerSecond === null || partition.consumedPerSecond === null)
      continue;
    lag += Number(partition.lag);
    produced += partition.producedPerSecond;
    consumed += partition.consumedPerSecond;
  }
  return produced > consumed && lag > produced * KEEPING_UP_SECONDS;
}
