import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { GUIDELINE, type LagRule, partitionsWith } from './rule.ts';

/** Owned or known partitions without a committed offset. Source: lag rules L24; observed on Kafka 4.3.1. */
export const neverCommitted: LagRule = (diagnosis) => {
  const partitions = partitionsWith(diagnosis, 'never_committed');
  if (partitions.length === 0 && diagnosis.status !== 'never_committed') return [];
  const { group } = diagnosis;
  const shown = partitions.slice(0, 5).map(({ topic, partition }) => `${topic}-${partition}`);
  return [
    {
      rule: 'LAG-NEVER-COMMITTED',
      severity: 'medium',
      says: `${named(group.group)} has no committed offset on ${partitions.length === 0 ? 'any partition' : count(partitions.length, 'partition')}: its lag there is unknown, not zero.`,
      evidence: [
        `group state ${group.state ?? 'unknown'}`,
        ...(shown.length === 0 ? [] : [`without an offset: ${shown.join(', ')}`]),
      ],
      remedy:
        'A young group commits with its first interval: look again after a minute. Otherwise check enable.auto.commit or the commit calls of the application. Legitimate: offsets kept with the result (Flink checkpoints, some sinks) or a full re-read at each start.',
      guideline: `${GUIDELINE}#never-committed`,
      confidence: 'medium',
    },
  ];
};
