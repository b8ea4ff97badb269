import { z } from 'zod';
import { judgeCluster } from '../domain/cluster/health.ts';
import type { ClusterObservation } from '../domain/cluster/observation.ts';
import { count } from '../domain/count.ts';
import { findingSchema, report } from '../mcp/report.ts';
import { defineTool, LIVE } from '../mcp/tool.ts';
import { clusterText } from '../mcp/untrusted.ts';
import type { Ports } from '../ports.ts';

export const describeClusterTool = (ports: Pick<Ports, 'cluster'>) =>
  defineTool({
    name: 'kafka_describe_cluster',
    title: 'Describe the cluster',
    description:
      'What a live Kafka cluster is made of and whether it is available: brokers with release, rack and reachability, topics with partitions and replication, partitions without a leader or with too few in-sync replicas, each with a remedy. For consumers use kafka_diagnose_lag; when nothing can be reached kafka_server_status. Reads only.',
    input: z.strictObject({
      topic: z.string().min(1).max(249).optional().describe('Part of topic names to list; default all'),
      include_internal: z.boolean().default(false).describe('Also list internal topics'),
      limit: z.int().min(1).max(500).default(30).describe('Topics to list'),
    }),
    output: report({
      cluster_id: clusterText().nullable(),
      brokers: z.array(
        z.strictObject({
          broker: z.int(),
          address: clusterText(),
          rack: clusterText().nullable(),
          release: z.string().nullable(),
          reachable: z.boolean().nullable(),
          fenced: z.boolean().nullable(),
          leaders: z.int(),
          replicas: z.int(),
        }),
      ),
      findings: z.array(findingSchema),
      topics: z.array(
        z.strictObject({
          topic: clusterText(),
          partitions: z.int(),
          replication_factor: z.int().nullable(),
          leaderless: z.int(),
          under_replicated: z.int(),
          error: z.string().optional(),
        }),
      ),
      leaderless_partitions: z.array(clusterText()),
    }),
    annotations: LIVE,
    needs: 'kafka',
    example: { limit: 10 },
    narrow: 'Give part of the topic names in `topic`, or raise limit.',
    async run({ topic, include_internal, limit }, { signal }) {
      const cluster = await ports.cluster();
      const observed = await cluster.describe({ signal });
      return clusterReport(observed, { topic, include_internal, limit });
    },
  });

interface Wanted {
  readonly topic: string | undefined;
  readonly include_internal: boolean;
  readonly limit: number;
}

function clusterReport(cluster: ClusterObservation, wanted: Wanted) {
  const { leaderless, underReplicated, findings } = judgeCluster(cluster);
  const topics = topicRows(cluster, wanted);
  const partitions = cluster.topics.reduce((sum, topic) => sum + topic.partitions.length, 0);
  const reachable = cluster.brokers.filter((broker) => broker.reachable === true).length;
  const health =
    partitions === 0
      ? 'this client is shown no topic'
      : leaderless.length + underReplicated.length === 0
        ? 'every partition has a leader and all its replicas in sync'
        : `${count(leaderless.length, 'partition')} without a leader, ${underReplicated.length} under-replicated`;
  // What a broker leads that does not answer is not available, whatever the metadata says.
  const silent = cluster.brokers.some((broker) => broker.reachable === false);
  return {
    summary: `${reachable} of ${count(cluster.brokers.length, 'broker')} ${cluster.brokers.length === 1 ? 'answers' : 'answer'}; ${count(cluster.topics.length, 'topic')}, ${count(partitions, 'partition')}; ${silent ? 'by the metadata alone ' : ''}${health}.`,
    cluster_id: cluster.clusterId,
    brokers: brokerRows(cluster),
    findings: [...findings],
    topics: topics.slice(0, wanted.limit),
    leaderless_partitions: leaderless
      .slice(0, wanted.limit)
      .map((partition) => `${partition.topic}-${partition.partition}`),
    gaps: cluster.gaps.map((gap) => ({ ...gap })),
    cut:
      topics.length > wanted.limit
        ? [
            {
              field: 'topics',
              shown: wanted.limit,
              of: topics.length,
              narrow: 'Give part of the names in `topic`, or raise limit.',
            },
          ]
        : [],
  };
}

function brokerRows({ brokers, topics }: ClusterObservation) {
  const leaders = new Map<number, number>();
  const replicas = new Map<number, number>();
  const add = (counts: Map<number, number>, broker: number) => counts.set(broker, (counts.get(broker) ?? 0) + 1);
  for (const partition of topics.flatMap((topic) => topic.partitions)) {
    if (partition.leader !== null) add(leaders, partition.leader);
    for (const replica of partition.replicas) add(replicas, replica);
  }
  return brokers.map(({ nodeId, host, port, rack, release, reachable, fenced }) => ({
    broker: nodeId,
    address: `${host}:${port}`,
    rack,
    release,
    reachable,
    fenced,
    leaders: leaders.get(nodeId) ?? 0,
    replicas: replicas.get(nodeId) ?? 0,
  }));
}

/** Topics in trouble first, then by name. */
function topicRows(cluster: ClusterObservation, { topic: part, include_internal }: Wanted) {
  return cluster.topics
    .filter(({ name, internal }) => (include_internal || !internal) && (part === undefined || name.includes(part)))
    .map(({ name, error, partitions }) => ({
      topic: name,
      partitions: partitions.length,
      replication_factor: partitions[0]?.replicas.length ?? null,
      leaderless: partitions.filter(({ leader }) => leader === null).length,
      under_replicated: partitions.filter(
        ({ leader, isr, replicas }) => leader !== null && isr.length < replicas.length,
      ).length,
      ...(error === null ? {} : { error }),
    }))
    .sort(
      (a, b) =>
        b.leaderless - a.leaderless || b.under_replicated - a.under_replicated || a.topic.localeCompare(b.topic),
    );
}
