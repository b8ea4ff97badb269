import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { unavailablePartitions } from '../commands.ts';
import { guideline, type LagRule, namesOf } from './rule.ts';

/** Partitions without a usable leader: their lag is unknown, not zero. Source: lag-faults-observed 19. */
export const leaderlessPartitions: LagRule = ({ group, partitions }) => {
  const leaderless = partitions.map(({ judged }) => judged).filter(({ missing }) => missing === 'leaderless');
  if (leaderless.length === 0) return [];
  return [
    {
      rule: 'LAG-LEADERLESS-PARTITION',
      severity: 'critical',
      says: `${count(leaderless.length, 'partition')} of those that ${named(group.group)} reads ${leaderless.length === 1 ? 'has' : 'have'} no leader: nobody can read or write there, and the lag is unknown.`,
      evidence: [`without a leader: ${namesOf(leaderless)}`],
      remedy:
        'Bring a broker back that holds a replica (kafka_describe_cluster names the missing brokers). Electing an out-of-sync replica loses records: a last resort. With replication factor 1 only that broker has the data: raise it to 3 with min.insync.replicas=2.',
      command: unavailablePartitions(),
      verify: 'The command prints nothing, and kafka_diagnose_lag gives a lag for these partitions.',
      guideline: guideline('leaderless-partitions'),
      confidence: 'high',
    },
  ];
};
