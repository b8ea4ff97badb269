import { z } from 'zod';
import { planPartitions } from '../domain/partitions/plan.ts';
import { findingSchema, report } from '../mcp/report.ts';
import { defineTool, OFFLINE } from '../mcp/tool.ts';

const rate = (max: number) => z.number().min(0.001).max(max);
const size = (max: number) => z.int().min(1).max(max);

export const planPartitionsTool = defineTool({
  name: 'kafka_plan_partitions',
  title: 'Plan the partition count of a topic',
  description:
    'How many partitions a topic needs and why: throughput, handler time, consumers, growth, hottest key; the constraint that binds, every formula with its numbers, limits per broker and cluster, what growing later breaks. Use it before creating or resizing a topic, or when one partition is hot. Give a rate (target_mb_per_s, or target_messages_per_s with average_message_bytes or processing_ms_per_message) or expected_consumers. Needs no cluster.',
  input: z.strictObject({
    target_mb_per_s: rate(1e6).optional().describe('Peak write rate, MB/s (10^6 bytes)'),
    target_messages_per_s: rate(1e9).optional().describe('Peak write rate, messages/s'),
    average_message_bytes: size(1e9).optional().describe('Mean message size as stored'),
    producer_mb_per_s_per_partition: rate(1e4).optional().describe('Measured on one partition; default 10'),
    consumer_mb_per_s_per_partition: rate(1e4)
      .optional()
      .describe('Slowest group, measured on one partition; default 5'),
    processing_ms_per_message: rate(1e7).optional().describe('Handler time, slowest group'),
    target_utilisation: z.number().min(0.6).max(0.8).optional().describe('Default 0.7'),
    expected_consumers: size(100_000).optional().describe('Instances of the largest group'),
    growth_factor: z
      .number()
      .min(1)
      .max(10)
      .optional()
      .describe('Traffic growth in 12–24 months; default 2 keyed, 1 not'),
    brokers: size(10_000).optional().describe('Brokers of the cluster'),
    replication_factor: size(100).optional().describe('Default 3'),
    existing_replicas_on_cluster: z.int().min(0).max(1e8).optional().describe('Replicas there now; needs brokers'),
    ordering: z.enum(['per_key', 'none']).optional().describe('Default per_key'),
    key_cardinality: size(1e15).optional().describe('Distinct keys'),
    hottest_key_share: z.number().min(1e-6).max(1).optional().describe('Traffic share of the top key; needs a rate'),
    current_partitions: size(1e6).optional().describe('If it exists'),
    cleanup_policy: z.enum(['delete', 'compact']).optional().describe('Default delete'),
    latency_sensitive: z.boolean().optional().describe('Adds a cap per broker'),
  }),
  output: report({
    partitions: z.int(),
    binding_constraint: z.strictObject({ id: z.string(), says: z.string() }),
    candidates: z
      .array(
        z.strictObject({
          id: z.string(),
          formula: z.string(),
          partitions: z.number(),
          outcome: z.enum(['won', 'applied', 'weighed']),
          source: z.string(),
        }),
      )
      .describe('Every number weighed; `applied` ones lead from the winner to the plan'),
    findings: z.array(findingSchema),
    hot_key: z
      .strictObject({
        verdict: z.enum(['fits', 'fits_today_only', 'impossible']),
        says: z.string(),
        share_of_traffic: z.number(),
        partitions_needed: z.int().optional().describe('Left out where no count helps'),
        formula: z.string(),
        hottest_partition_load: z.number().describe('After growth, 1 is full'),
      })
      .optional(),
    key_spread: z
      .strictObject({
        keys: z.int(),
        keys_per_partition: z.number(),
        expected_empty_partitions: z.number(),
        enough_keys: z.boolean().describe('K ≥ 20 × P'),
        most_partitions_for_these_keys: z.int(),
        fullest_partition_over_average: z.number().optional(),
      })
      .optional(),
    limits: z.array(
      z.strictObject({
        limit: z.string(),
        value: z.number(),
        most: z.number(),
        status: z.enum(['ok', 'over', 'give a reason']),
        source: z.string(),
      }),
    ),
    growing_later: z.strictObject({
      says: z.string(),
      steps: z.array(z.strictObject({ step: z.string(), from: z.int(), to: z.int(), moved_share_of_keys: z.number() })),
      safe_procedure: z.array(z.string()),
    }),
    assumptions: z.array(z.string()),
    what_to_measure_next: z.array(z.string()),
  }),
  annotations: OFFLINE,
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
  run(demand) {
    const plan = planPartitions(demand);
    const findings = plan.findings.map((finding) => ({ ...finding, evidence: [...finding.evidence] }));
    return { ...plan, findings, gaps: [], cut: [] };
  },
});
