import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { describeGroup, planReset } from '../commands.ts';
import { lossesOf } from '../losses.ts';
import { evidenceOf, guideline, type LagRule, linesOf, nameOf, partitionsWith } from './rule.ts';

/**
 * Records that were deleted before they were read: the committed offset lies below the log start, or the history shows a live
 * consumer that jumped over it, after which no API shows a trace. Source: lag rules L9; lag-faults-observed 10.
 */
export const offsetsLost: LagRule = (facts) => {
  const lost = partitionsWith(facts, 'offsets_lost_to_retention');
  const jumps = lossesOf(facts.seen);
  const [first] = [...lost.map(({ judged }) => judged), ...jumps.map(({ seen }) => seen)];
  if (first === undefined) return [];
  const below = lost.reduce((sum, { judged }) => sum + ((judged.logStart ?? 0n) - (judged.committed ?? 0n)), 0n);
  const records = jumps.reduce((sum, jump) => sum + jump.records, below);
  const live = lost.length === 0;
  const { group } = facts.group;
  return [
    {
      rule: 'LAG-OFFSETS-LOST-TO-RETENTION',
      severity: 'critical',
      says: `${named(group)} lost ${live ? 'up to ' : ''}${count(records, 'record')} on ${count(lost.length + jumps.length, 'partition')}: they were deleted before it read them.`,
      evidence: [
        ...evidenceOf(lost),
        ...lost
          .slice(0, 1)
          .map(
            ({ judged }) =>
              `${nameOf(judged)}: ${(judged.highWatermark ?? 0n) - (judged.logStart ?? 0n)} records can still be reached, kafka-consumer-groups prints a lag of ${judged.lag}`,
          ),
        ...linesOf(jumps, ({ because }) => because, 'more partition'),
      ],
      remedy: live
        ? 'The consumer went on by itself from where auto.offset.reset sent it, so nothing shows any more but the jump in its commits. Replay the records from their source if they matter, raise retention.ms or retention.bytes above the longest outage you want to survive, and alert on time to loss.'
        : 'The records are gone from Kafka: replay them from their source if they matter. Decide where the group resumes before it starts (auto.offset.reset, or a reset while it has no members). Then raise retention.ms or retention.bytes above the longest outage you want to survive, and alert on time to loss.',
      command: live ? describeGroup(group) : planReset(group, first, '--to-earliest'),
      verify: `The committed offset of ${nameOf(first)} is at or beyond its log start, and lag falls.`,
      guideline: guideline('offsets-lost-to-retention'),
      confidence: live ? 'medium' : 'high',
    },
  ];
};
