import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { evidenceOf, GUIDELINE, type LagRule } from './rule.ts';

/** A committed offset behind the end of the log. Source: lag rules L10; lag-faults-observed 11. */
export const committedBeyondEnd: LagRule = (diagnosis) => {
  const beyond = diagnosis.partitions.filter(
    ({ committed, highWatermark }) => committed !== null && highWatermark !== null && committed > highWatermark,
  );
  if (beyond.length === 0) return [];
  return [
    {
      rule: 'LAG-COMMITTED-BEYOND-END',
      severity: 'high',
      says: `${named(diagnosis.group.group)} has committed past the end of ${count(beyond.length, 'partition')}: its position belongs to an older log.`,
      evidence: evidenceOf(beyond),
      remedy:
        'Look again after 10 s: right after a topic is recreated this lasts one commit interval. If it stays, the topic was recreated, its log truncated (unclean.leader.election.enable), or somebody wrote the offsets. With no members, reset the group on these partitions (kafka-consumer-groups --reset-offsets --to-earliest or --to-latest, chosen on purpose).',
      guideline: `${GUIDELINE}#committed-beyond-the-end`,
      confidence: 'medium',
    },
  ];
};
