import { z } from 'zod';
import { lagStatuses } from '../domain/lag/status.ts';
import { findingSchema, report } from '../mcp/report.ts';
import { clusterText } from '../mcp/untrusted.ts';

const offset = () => z.string().nullable();
const perSecond = () => z.number().nullable().optional();
const seconds = () => z.int().nullable().optional();

/** Fields shared by a group and a partition; offsets and lag are decimal strings, null is unknown. */
const verdict = {
  status: z.enum(lagStatuses),
  lag: offset(),
  produced_per_s: perSecond(),
  consumed_per_s: perSecond(),
  oldest_unread_s: seconds().describe('Time lag: how long the first unread record has waited, at least'),
  loss_in_s: seconds().describe('Until unread records are deleted, at these rates'),
};

const group = z.strictObject({
  group: clusterText(),
  ...verdict,
  course: z.string().optional().describe('Lag over the history, one bar a point; · is unknown'),
  cause: z.string().nullable().describe('Rule of the first finding; null: nothing is wrong'),
  type: z.string(),
  state: clusterText().nullable(),
  members: z.int().nullable(),
  partitions: z.int(),
  confidence: z.enum(['high', 'medium', 'low']),
  because: z.string(),
  drain_seconds: seconds(),
});

const partition = z.strictObject({
  topic: clusterText(),
  partition: z.int(),
  bar: z.string().describe('Lag beside that of the worst'),
  ...verdict,
  course: z.string().optional(),
  committed: offset(),
  log_start: offset(),
  last_stable: offset(),
  high_watermark: offset(),
  owner: clusterText().nullable(),
});

export const lagOutput = report({
  incident: z
    .strictObject({
      where: z.string(),
      since: z.string(),
      why: z.string(),
      now: z.array(z.string()).describe('To survive the night'),
      this_week: z.array(z.string()),
      earlier_alert: z.string(),
    })
    .optional(),
  partitions: z.array(partition).describe('Worst first'),
  findings: z.array(findingSchema).describe('The first is the cause to act on'),
  next_measurement: z.string().optional().describe('What would tell more'),
  capacity: z
    .array(
      z.strictObject({
        plan: z.string(),
        members: z.int(),
        partitions: z.int(),
        partitions_each: z.number(),
        records_per_s: z.number().describe('What so many members get done'),
      }),
    )
    .describe('Now, and the smallest plans in lockstep'),
  groups: z.array(group),
  curve: z
    .strictObject({
      from: z.string(),
      to: z.string(),
      step_s: z.number(),
      lag: z.array(offset()).describe('Sum at each step'),
      without: z.int().describe('Partitions that the sum leaves out'),
      partitions: z.array(z.strictObject({ topic: clusterText(), partition: z.int(), lag: z.array(offset()) })),
      member_changes: z.array(z.string()),
    })
    .optional(),
  members: z.array(
    z.strictObject({
      client_id: clusterText(),
      host: clusterText(),
      instance_id: clusterText().nullable().optional(),
      epoch: z.int().nullable().optional(),
      assigned_partitions: z.int().nullable(),
    }),
  ),
  lag: offset().describe('Total of what is known'),
  groups_by_status: z.array(z.strictObject({ status: z.enum(lagStatuses), groups: z.int() })),
  unread_partitions: z.array(z.string()).describe('Partitions whose lag is unknown, with the reason'),
  nearest_names: z.array(clusterText()).describe('When the group is not known'),
  alerts: z
    .strictObject({
      exporter: z.string(),
      source: z.string(),
      notes: z.array(z.string()),
      rules_yaml: z.string().describe('Rule file for Prometheus'),
    })
    .optional(),
  measured: z.strictObject({
    looks: z.int(),
    seconds_between_looks: z.number().optional(),
    history_complete_s: z.int().optional().describe('How far back the commit history reaches without holes'),
  }),
});
