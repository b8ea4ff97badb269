import { z } from 'zod';
import { writingClients } from '../domain/partitions/clients.ts';
import { refuseBrokerTopic } from '../domain/partitions/internal-topics.ts';
import type { TopicThroughput } from '../domain/partitions/observation.ts';
import { unknownTopic } from '../domain/partitions/unknown-topic.ts';
import { defineTool, LIVE } from '../mcp/tool.ts';
import type { Ports } from '../ports.ts';
import { partitionPlanOutput } from './plan-partitions-output.ts';

const number = (what: string) => z.number().optional().describe(what);
const whole = (what: string) => z.int().optional().describe(what);

export const planPartitionsTool = (ports: Pick<Ports, 'cluster'>) =>
  defineTool({
    name: 'kafka_plan_partitions',
    title: 'Plan the partition count of a topic',
    description:
      'How many partitions a topic needs and why: throughput, handler time, consumers, growth, hottest key; the constraint that binds, limits, what growing later breaks, which clients hash a key elsewhere. Use it before creating or resizing a topic, or when one partition is hot. Give a rate or expected_consumers; or a live `topic`, whose rate and size are measured. Else needs no cluster.',
    input: z.strictObject({
      topic: z.string().optional().describe('Existing topic to measure'),
      target_mb_per_s: number('Peak write rate, 10^6 bytes'),
      target_messages_per_s: number('Peak write rate'),
      average_message_bytes: number('As stored'),
      producer_mb_per_s_per_partition: number('Measured; default 10'),
      consumer_mb_per_s_per_partition: number('Measured, slowest group; default 5'),
      processing_ms_per_message: number('Handler time, slowest group'),
      target_utilisation: number('0.6–0.8, default 0.7'),
      expected_consumers: whole('Instances, largest group'),
      growth_factor: number('12–24 months; default 2 keyed, 1 not'),
      growth_percent_per_year: number('In place of growth_factor'),
      horizon_months: number('Default 24'),
      brokers: whole('Of the cluster'),
      replication_factor: whole('Default 3'),
      existing_replicas_on_cluster: whole('Needs brokers'),
      ordering: z.enum(['per_key', 'none']).optional().describe('Default per_key'),
      keyed: z.boolean().optional().describe('Producers set a key'),
      key_cardinality: whole('Distinct keys'),
      hottest_key_share: number('0–1 of the traffic'),
      sample_key: z.string().optional().describe('Tells its partition per client'),
      clients: z.array(z.enum(writingClients)).optional().describe('Producers of the topic'),
      current_partitions: whole('If it exists'),
      cleanup_policy: z.enum(['delete', 'compact']).optional().describe('Default delete'),
      latency_sensitive: z.boolean().optional().describe('Adds a cap per broker'),
    }),
    output: partitionPlanOutput,
    annotations: LIVE,
    isOffline: ({ topic }) => given(topic) === undefined,
    example: {
      target_mb_per_s: 60,
      producer_mb_per_s_per_partition: 10,
      consumer_mb_per_s_per_partition: 8,
      expected_consumers: 4,
      growth_factor: 2,
      brokers: 3,
      key_cardinality: 100_000,
      hottest_key_share: 0.001,
    },
    narrow: 'Nothing to narrow: the answer does not grow with the input.',
    async run({ topic, sample_key, ...demand }, { signal }) {
      const name = given(topic);
      if (name !== undefined) refuseBrokerTopic(name);
      const observed = name === undefined ? null : await observe(ports, name, signal);
      const { planPartitions } = await import('../domain/partitions/plan.ts');
      return {
        ...planPartitions({ ...demand, sample_key: given(sample_key) }, observed),
        gaps: observed?.gaps ?? [],
        cut: [],
      };
    },
  });

/** Clients send an argument that was left out as an empty one. */
const given = (text: string | undefined): string | undefined => (text?.trim() === '' ? undefined : text);

async function observe(ports: Pick<Ports, 'cluster'>, topic: string, signal: AbortSignal): Promise<TopicThroughput> {
  const cluster = await ports.cluster();
  const seen = await cluster.observeTopic(topic, { signal });
  if ('knownTopics' in seen) throw unknownTopic(seen);
  return seen;
}
