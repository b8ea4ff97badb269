import { count } from '../count.ts';
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
    ...fencedFinding(cluster),
    ...unreachableFinding(cluster, partitions),
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
      says: `${count(leaderless.length, 'partition')} without a leader: nobody can read or write there.`,
      evidence: [`without a leader: ${names(leaderless).join(', ')}`, `their replicas are on ${brokerList(holders)}`],
      remedy: `Bring back ${holders.length === 1 ? '' : 'one of '}${brokerList(holders)}. An unclean election loses records: a last resort.`,
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
      says: `${count(underReplicated.length, 'partition')} with fewer in-sync replicas than replicas.`,
      evidence: [`such as ${names(underReplicated).join(', ')}`, ...behind.slice(0, 5)],
      remedy:
        'Look at the broker that is out of sync most: down, slow disk, or network. Until it is back, one more failure can stop writes (min.insync.replicas).',
      guideline: 'kafka://guidelines/delivery-semantics#acks-and-replication',
      confidence: 'high',
    },
  ];
}

const brokerList = (ids: readonly number[]) => `${ids.length === 1 ? 'broker' : 'brokers'} ${ids.join(', ')}`;

const addresses = (brokers: ClusterObservation['brokers']) =>
  brokers.map(({ nodeId, host, port }) => `${nodeId} (${named(`${host}:${port}`)})`).join(', ');

function fencedFinding({ brokers }: ClusterObservation): Finding[] {
  const fenced = brokers.filter((broker) => broker.fenced === true);
  if (fenced.length === 0) return [];
  return [
    {
      rule: 'CLUSTER-BROKER-FENCED',
      severity: 'high',
      says: `${count(fenced.length, 'registered broker')} fenced: down or starting, and serving nothing.`,
      evidence: [`fenced: ${addresses(fenced)}`, 'from DescribeCluster'],
      remedy: 'Start them, or look at their logs for why they do not come up; unregister one that is gone for good.',
      guideline: 'kafka://guidelines/cluster-sizing#broker-count',
      confidence: 'high',
    },
  ];
}

/** Metadata keeps a dead broker as a leader until its session ends (broker.session.timeout.ms, 9 s; seen: 7–12 s). */
function unreachableFinding({ brokers }: ClusterObservation, partitions: readonly PartitionOfTopic[]): Finding[] {
  const unreachable = brokers.filter((broker) => broker.reachable === false);
  if (unreachable.length === 0) return [];
  const led = partitions.filter(({ leader }) => unreachable.some(({ nodeId }) => nodeId === leader)).length;
  return [
    {
      rule: 'CLUSTER-BROKER-UNREACHABLE',
      severity: 'high',
      says: `No answer from ${brokerList(unreachable.map(({ nodeId }) => nodeId))}, though the cluster lists it as live and as leader of ${count(led, 'partition')}.`,
      evidence: [`without an answer: ${addresses(unreachable)}`, 'the gaps say what each did'],
      remedy:
        'If clients see it too, the broker is failing: metadata shows it as live for up to 12 s after it died, so look again, then at its process and log. If only this server sees it, its advertised address is not reachable from here: kafka_server_status tells which.',
      guideline: 'kafka://guidelines/lag-and-rebalances#leaderless-partitions',
      confidence: 'medium',
    },
  ];
}
