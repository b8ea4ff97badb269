import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { evidenceOf, GUIDELINE, type LagRule, partitionsWith } from './rule.ts';

/** Committed below the start of the log: the records between are gone. Source: lag rules L9; observed on Kafka 4.3.1. */
export const offsetsLost: LagRule = (diagnosis) => {
  const lost = partitionsWith(diagnosis, 'offsets_lost_to_retention');
  if (lost.length === 0) return [];
  const records = lost.reduce((sum, { logStart, committed }) => sum + ((logStart ?? 0n) - (committed ?? 0n)), 0n);
  return [
    {
      rule: 'LAG-OFFSETS-LOST-TO-RETENTION',
      severity: 'critical',
      says: `${named(diagnosis.group.group)} lost ${count(records, 'record')} on ${count(lost.length, 'partition')}: they were deleted before it read them.`,
      evidence: evidenceOf(lost),
      remedy:
        'The records are gone from Kafka: replay them from their source if they matter. Decide where the group resumes before it starts (auto.offset.reset, or kafka-consumer-groups --reset-offsets while it has no members). Then raise retention.ms or retention.bytes above the longest outage you want to survive, and alert on time to loss.',
      guideline: `${GUIDELINE}#offsets-lost-to-retention`,
      confidence: 'high',
    },
  ];
};
