import { z } from 'zod';
import { figureSchema, findingSchema, report } from '../mcp/report.ts';
import { clusterText } from '../mcp/untrusted.ts';

const hotKey = z.strictObject({
  verdict: z.enum(['fits', 'fits_today_only', 'impossible']),
  says: z.string(),
  share_of_traffic: z.number(),
  partitions_needed: z.int().optional().describe('Left out where no count helps'),
  formula: z.string(),
  hottest_partition_load: z.number().describe('After growth, 1 is full'),
});

const keySpread = z.strictObject({
  keys: z.int(),
  keys_per_partition: z.number(),
  expected_empty_partitions: z.number(),
  enough_keys: z.boolean().describe('K ≥ 20 × P'),
  most_partitions_for_an_even_spread: z.int(),
  fullest_partition_over_average: z.number().optional(),
});

const measured = z.strictObject({
  topic: clusterText(),
  says: z.string(),
  used: z.array(z.string()).describe('Inputs that were measured because they were not given'),
  messages_per_s_now: z.number().optional(),
  messages_per_s_peak: z.number().optional(),
  average_message_bytes: z.number().optional(),
  busiest_partition: z.string().optional(),
  partitions: z.int(),
  replication_factor: z.int().optional(),
  cleanup_policy: z.string().optional(),
  brokers: z.int(),
  replicas_on_cluster: z.int(),
});

/** The answer of kafka_plan_partitions; mirrors `domain/partitions/plan`. */
export const partitionPlanOutput = report({
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
  hot_key: hotKey.optional(),
  key_spread: keySpread.optional(),
  sample_key: z
    .strictObject({
      key: clusterText(),
      says: z.string(),
      choices: z.array(
        z.strictObject({
          hash: z.string(),
          clients: z.string(),
          planned: z.int(),
          current: z.int().optional(),
        }),
      ),
    })
    .optional()
    .describe('Where the key goes, by client'),
  measured: measured.optional().describe('Of the live topic'),
  limits: z.array(
    z.strictObject({
      limit: z.string(),
      value: z.number(),
      most: z.number(),
      status: z.enum(['ok', 'over', 'give a reason']),
      formula: z.string(),
      source: z.string(),
    }),
  ),
  growing_later: z.strictObject({
    says: z.string(),
    steps: z.array(
      z.strictObject({
        step: z.string(),
        from: z.int(),
        to: z.int(),
        moved_share_of_keys: z.number(),
        formula: z.string(),
      }),
    ),
    safe_procedure: z.array(z.string()),
  }),
  assumptions: z.array(z.string()),
  figures: z.array(figureSchema).describe('Numbers without a formula beside them'),
  what_to_measure_next: z.array(z.string()),
});
