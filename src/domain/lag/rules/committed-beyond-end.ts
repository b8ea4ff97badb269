import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { planReset } from '../commands.ts';
import { recreationsOf } from '../recreations.ts';
import { evidenceOf, guideline, type LagRule, nameOf, partitionsWith } from './rule.ts';

/** A committed offset behind the end of the log, where no topic id tells why. Source: lag rules L10; lag-faults-observed 11. */
export const committedBeyondEnd: LagRule = (facts) => {
  const beyond = partitionsWith(facts, 'committed_beyond_end');
  const [first] = beyond;
  if (first === undefined || recreationsOf(facts.seen).length > 0) return [];
  const lasts = first.judged.confidence === 'high';
  return [
    {
      rule: 'LAG-COMMITTED-BEYOND-END',
      severity: lasts ? 'high' : 'medium',
      says: `${named(facts.group.group)} has committed past the end of ${count(beyond.length, 'partition')}: its position belongs to an older log, or somebody wrote it.`,
      evidence: evidenceOf(beyond),
      remedy: `${lasts ? '' : 'Look again after 10 s: right after a topic is recreated this lasts one commit interval. If it stays, '}${lasts ? 'T' : 't'}he topic was recreated, its log truncated (unclean.leader.election.enable), or somebody wrote the offsets. With no members, reset the group on these partitions, to the earliest or the latest on purpose: records written up to the committed offset would else be skipped.`,
      command: planReset(facts.group.group, first.judged, '--to-earliest'),
      verify: `kafka_diagnose_lag with sample_seconds 10: the committed offset of ${nameOf(first.judged)} is at or below its high watermark.`,
      guideline: guideline('committed-beyond-the-end'),
      confidence: lasts ? 'high' : 'low',
    },
  ];
};
