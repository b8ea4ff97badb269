import { z } from 'zod';
import { diagnoseLag } from '../domain/lag/diagnosis.ts';
import { lagStatuses } from '../domain/lag/status.ts';
import { KnownFailure } from '../failure.ts';
import { findingSchema, report } from '../mcp/report.ts';
import { defineTool, LIVE } from '../mcp/tool.ts';
import { clusterText } from '../mcp/untrusted.ts';
import type { Ports } from '../ports.ts';
import { selectionOf, twoLooks } from './lag-looks.ts';
import { groupReport, overviewReport } from './lag-report.ts';

const offset = () => z.string().nullable();
const perSecond = () => z.number().nullable().optional();

/** Fields shared by a group and a partition; offsets and lag are decimal strings, null is unknown. */
const verdict = {
  status: z.enum(lagStatuses),
  lag: offset(),
  produced_per_s: perSecond(),
  consumed_per_s: perSecond(),
};

export const diagnoseLagTool = (ports: Pick<Ports, 'cluster' | 'clock'>) =>
  defineTool({
    name: 'kafka_diagnose_lag',
    title: 'Diagnose consumer lag',
    description:
      'How far consumer groups are behind, in which direction and why, with evidence, remedy and guideline. Name one `group` (classic, 4.x consumer protocol or share) for its partitions, members and causes; leave it out for all groups, worst first; `*` in it makes a pattern. `sample_seconds` takes a second look for rates, drain time and direction. Reads only. For brokers and partitions use kafka_describe_cluster.',
    input: z.strictObject({
      group: z.string().min(1).max(255).optional().describe('Group id, or a pattern such as orders-*; default all'),
      sample_seconds: z
        .int()
        .min(0)
        .max(120)
        .optional()
        .describe('Seconds between two looks, 0 for one; default 5 for one group, 0 for many'),
      limit: z.int().min(1).max(200).default(10).describe('Groups or partitions to list'),
    }),
    output: report({
      findings: z.array(findingSchema),
      lag: offset().describe('Total of what is known'),
      groups_by_status: z.array(z.strictObject({ status: z.enum(lagStatuses), groups: z.int() })),
      groups: z.array(
        z.strictObject({
          group: clusterText(),
          ...verdict,
          type: z.string(),
          state: clusterText().nullable(),
          members: z.int().nullable(),
          partitions: z.int(),
          confidence: z.enum(['high', 'medium', 'low']),
          because: z.string(),
          drain_seconds: z.int().nullable().optional(),
        }),
      ),
      members: z.array(
        z.strictObject({
          client_id: clusterText(),
          host: clusterText(),
          instance_id: clusterText().nullable().optional(),
          epoch: z.int().nullable().optional(),
          assigned_partitions: z.int().nullable(),
        }),
      ),
      partitions: z.array(
        z.strictObject({
          topic: clusterText(),
          partition: z.int(),
          ...verdict,
          committed: offset(),
          log_start: offset(),
          last_stable: offset(),
          high_watermark: offset(),
          owner: clusterText().nullable(),
        }),
      ),
      unread_partitions: z.array(z.string()).describe('Partitions whose lag is unknown, with the reason'),
      nearest_names: z.array(clusterText()).describe('When the group is not known'),
      looks: z.int(),
      seconds_between_looks: z.number().optional(),
    }),
    annotations: LIVE,
    needs: 'kafka',
    example: { group: 'notifications-service', sample_seconds: 5 },
    narrow: 'Name one group, or raise limit.',
    async run({ group, sample_seconds, limit }, context) {
      const selection = selectionOf(group);
      const cluster = await ports.cluster();
      const seconds = sample_seconds ?? (selection.kind === 'named' ? 5 : 0);
      const { first, second } = await twoLooks(cluster, ports.clock, selection, seconds, context);
      if (first.groups.length === 0 && first.unknownGroups.length === 0 && first.gaps.length > 0) {
        throw new KnownFailure(
          `No group could be read: ${first.gaps[0]?.why}.`,
          `${first.gaps.length} requests failed, so it is unknown which groups there are.`,
          'Call kafka_server_status to test every address.',
        );
      }
      const diagnosis = diagnoseLag(first, second);
      return selection.kind === 'named'
        ? groupReport(diagnosis, selection.group, limit)
        : overviewReport(diagnosis, limit);
    },
  });
