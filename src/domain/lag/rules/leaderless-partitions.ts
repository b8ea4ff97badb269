import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { GUIDELINE, type LagRule } from './rule.ts';

/** Partitions without a usable leader: their lag is unknown, not zero. Source: lag-faults-observed 19. */
export const leaderlessPartitions: LagRule = (diagnosis) => {
  const leaderless = diagnosis.partitions.filter(({ missing }) => missing === 'leaderless');
  if (leaderless.length === 0) return [];
  const shown = leaderless.slice(0, 5).map(({ topic, partition }) => `${topic}-${partition}`);
  return [
    {
      rule: 'LAG-LEADERLESS-PARTITION',
      severity: 'critical',
      says: `${count(leaderless.length, 'partition')} of those that ${named(diagnosis.group.group)} reads ${leaderless.length === 1 ? 'has' : 'have'} no leader: nobody can read or write there, and the lag is unknown.`,
      evidence: [`without a leader: ${shown.join(', ')}${leaderless.length > shown.length ? ' …' : ''}`],
      remedy:
        'Bring a broker back that holds a replica (kafka_describe_cluster names the missing brokers). Electing an out-of-sync replica loses records: a last resort. With replication factor 1 only that broker has the data.',
      guideline: `${GUIDELINE}#leaderless-partitions`,
      confidence: 'high',
    },
  ];
};
