import { named } from '../../named.ts';
import { GUIDELINE, type LagRule } from './rule.ts';

/** Commits go on, lag grows. Source: lag rules L5, L15; consumers are capped by partitions (Kafka docs, design.md). */
export const fallingBehind: LagRule = (diagnosis) => {
  const { group, producedPerSecond: produced, consumedPerSecond: consumed } = diagnosis;
  if (diagnosis.status !== 'growing' || produced === null || consumed === null) return [];
  const members = group.members?.length ?? null;
  const owned = diagnosis.partitions.length;
  const needed = members === null || consumed <= 0 ? null : Math.ceil((members * produced) / consumed);
  const capacity =
    needed === null || members === null
      ? 'Compare members with partitions: only as many members as partitions can work.'
      : needed <= owned
        ? `At the measured rate ${needed} members would keep up (now ${members}, and ${owned} partitions allow it), if the load is even and the bottleneck is the consumer itself.`
        : `At the measured rate it would take ${needed} members, more than its ${owned} partitions can occupy: first make the handler faster, for example in batches. More partitions change which key goes where.`;
  return [
    {
      rule: 'LAG-FALLING-BEHIND',
      severity: 'medium',
      says: `${named(group.group)} falls behind: ${consumed.toFixed(1)} records/s read, ${produced.toFixed(1)} written.`,
      evidence: [
        diagnosis.because,
        `${members ?? 'an unknown number of'} members on ${owned} partitions`,
        'rates from committed offsets and high watermarks at two looks',
      ],
      remedy: `${capacity} Look whether one partition alone grows: a hot key is not cured by more consumers.`,
      guideline: `${GUIDELINE}#growing`,
      confidence: diagnosis.confidence,
    },
  ];
};
