import { type Finding, sortFindings } from '../finding.ts';
import { named } from '../named.ts';
import type { ClusterObservation, PartitionObservation } from './observation.ts';

/** A partition with the topic it belongs to. */
interface PartitionOfTopic extends PartitionObservation {
  readonly topic: string;
}

/** What is wrong with brokers and partitions right now, by the metadata alone. */
export interface ClusterHealth {
  readonly leaderless: readonly PartitionOfTopic[];
  readonly underReplicated: readonly PartitionOfTopic[];
  readonly findings: readonly Finding[];
}

/**
 * Judges availability. Sources: Kafka docs, monitoring (offline and under-replicated partitions count as alerts); the
 * guidelines partitioning-and-keys and lag-and-rebalances.
 */
export function judgeCluster(cluster: ClusterObservation): ClusterHealth {
  const partitions = cluster.topics.flatMap((topic) =>
    topic.partitions.map((partition): PartitionOfTopic => ({ ...partition, topic: topic.name })),
  );
  const leaderless = partitions.filter(({ leader }) => leader === null);
  const underReplicated = partitions.filter(
    ({ leader, replicas, isr }) => leader !== null && isr.length < replicas.length,
  );
  const findings = [
    ...leaderlessFinding(leaderless),
    ...underReplicatedFinding(underReplicated),
    ...brokerFindings(cluster),
  ];
  return { leaderless, underReplicated, findings: sortFindings(findings) };
}

const names = (partitions: readonly PartitionOfTopic[]) => {
  const shown = partitions.slice(0, 5).map(({ topic, partition }) => `${topic}-${partition}`);
  return partitions.length > shown.length ? [...shown, `and ${partitions.length - shown.length} more`] : shown;
};

function leaderlessFinding(leaderless: readonly PartitionOfTopic[]): Finding[] {
  if (leaderless.length === 0) return [];
  const holders = [...new Set(leaderless.flatMap(({ replicas }) => replicas))].sort((a, b) => a - b);
  return [
    {
      rule: 'CLUSTER-LEADERLESS-PARTITION',
      severity: 'critical',
      says: `${leaderless.length} partitions have no leader: nobody can read or write them.`,
      evidence: [
        `without a leader: ${names(leaderless).join(', ')}`,
        `their replicas are on brokers ${holders.join(', ')}`,
      ],
      remedy: `Bring one of the brokers ${holders.join(', ')} back. An unclean election loses records: a last resort.`,
      guideline: 'kafka://guidelines/lag-and-rebalances#leaderless-partitions',
      confidence: 'high',
    },
  ];
}

function underReplicatedFinding(underReplicated: readonly PartitionOfTopic[]): Finding[] {
  if (underReplicated.length === 0) return [];
  const missing = new Map<number, number>();
  for (const { replicas, isr } of underReplicated) {
    for (const replica of replicas) if (!isr.includes(replica)) missing.set(replica, (missing.get(replica) ?? 0) + 1);
  }
  const behind = [...missing]
    .sort((a, b) => b[1] - a[1])
    .map(([broker, count]) => `broker ${broker} is out of sync on ${count}`);
  return [
    {
      rule: 'CLUSTER-UNDER-REPLICATED',
      severity: 'high',
      says: `${underReplicated.length} partitions have fewer in-sync replicas than replicas.`,
      evidence: [`such as ${names(underReplicated).join(', ')}`, ...behind.slice(0, 5)],
      remedy:
        'Look at the broker that is out of sync most: down, slow disk, or network. Until it is back, one more failure can stop writes (min.insync.replicas).',
      guideline: 'kafka://guidelines/delivery-semantics#acks-and-replication',
      confidence: 'high',
    },
  ];
}

function brokerFindings({ brokers }: ClusterObservation): Finding[] {
  const fenced = brokers.filter((broker) => broker.fenced === true);
  const unreachable = brokers.filter((broker) => broker.reachable === false);
  const list = (some: typeof brokers) =>
    some.map(({ nodeId, host, port }) => `${nodeId} (${named(`${host}:${port}`)})`).join(', ');
  return [
    ...(fenced.length === 0
      ? []
      : [
          {
            rule: 'CLUSTER-BROKER-FENCED',
            severity: 'high' as const,
            says: `${fenced.length} registered brokers are fenced: they are down or starting, and serve nothing.`,
            evidence: [`fenced: ${list(fenced)}`, 'from DescribeCluster'],
            remedy:
              'Start them, or look at their logs for why they do not come up; unregister one that is gone for good.',
            guideline: 'kafka://guidelines/cluster-sizing#broker-count',
            confidence: 'high' as const,
          },
        ]),
    ...(unreachable.length === 0
      ? []
      : [
          {
            rule: 'CLUSTER-BROKER-UNREACHABLE',
            severity: 'high' as const,
            says: `${unreachable.length} brokers do not answer this server, though the cluster lists them.`,
            evidence: [`without an answer: ${list(unreachable)}`, 'the gaps say what each did'],
            remedy:
              'Either the broker is failing, or its advertised address is not reachable from here: kafka_server_status tells which.',
            guideline: 'kafka://guidelines/lag-and-rebalances#leaderless-partitions',
            confidence: 'medium' as const,
          },
        ]),
  ];
}
