import { z } from 'zod';
import { exporterIds } from '../domain/lag/alerts/exporters.ts';
import { KnownFailure } from '../failure.ts';
import { defineTool, LIVE } from '../mcp/tool.ts';
import type { Ports } from '../ports.ts';
import { alertsPart } from './lag-alerts.ts';
import { type LagAnswer, lookAtLag, selectionOf } from './lag-looks.ts';
import { lagOutput } from './lag-output.ts';
import { answerFromPasted } from './lag-pasted.ts';
import { groupReport, overviewReport } from './lag-report.ts';
import { sinceOf, USUAL_WINDOW_MINUTES } from './lag-since.ts';

export const diagnoseLagTool = (ports: Pick<Ports, 'cluster' | 'clock'>) =>
  defineTool({
    name: 'kafka_diagnose_lag',
    title: 'Diagnose consumer lag',
    description:
      'Why consumer groups lag, since when, whether producing rose or consuming fell; the cause with evidence, what to do now and this week, members and partitions needed. Name one `group`, else all, worst first. No connection: give `pasted`.',
    input: z.strictObject({
      group: z.string().max(255).optional().describe('Group id or pattern, orders-*'),
      since: z.coerce.string().optional().describe('Minutes back or ISO time; default 30'),
      sample_seconds: z.int().min(0).max(120).optional().describe('Second look after'),
      target_minutes: z.number().min(1).default(60).describe('Drain the backlog within'),
      pasted: z.string().optional().describe('Output of kafka-consumer-groups --describe'),
      alerts_for: z.enum(exporterIds).optional().describe('Alert rules; Strimzi: kafka-exporter'),
      limit: z.int().min(1).max(200).default(10).describe('Rows listed'),
    }),
    output: lagOutput,
    annotations: LIVE,
    isOffline: ({ pasted }) => pasted !== undefined && !isBlank(pasted),
    needs: 'kafka',
    example: { group: 'notifications-service' },
    narrow: 'Name one group, or raise limit.',
    async run({ group, since, sample_seconds, target_minutes, pasted, alerts_for, limit }, context) {
      const now = ports.clock.now();
      const report = (answer: LagAnswer, one: string | null) => ({
        ...(one === null ? overviewReport(answer, limit) : groupReport(answer, one, limit)),
        ...(alerts_for === undefined ? {} : { alerts: alertsPart(answer, alerts_for) }),
      });
      if (pasted !== undefined && !isBlank(pasted)) {
        const { answer, one } = answerFromPasted(pasted, group, { targetMinutes: target_minutes }, now);
        const said = report(answer, one);
        return { ...said, summary: `From the pasted text alone: ${said.summary}` };
      }
      const selection = selectionOf(group);
      const sinceMs = windowOf(since, selection.kind === 'named', now);
      const cluster = await ports.cluster();
      const question = { selection, sinceMs, sampleSeconds: sample_seconds ?? null, targetMinutes: target_minutes };
      const answer = await lookAtLag(cluster, ports.clock, question, context);
      const { groups, unknownGroups, gaps } = answer.evidence.first;
      if (groups.length === 0 && unknownGroups.length === 0 && gaps.length > 0) throw nothingRead(gaps);
      return report(answer, selection.kind === 'named' ? selection.group : null);
    },
  });

/** Clients send an argument that was left out as an empty one. */
const isBlank = (text: string): boolean => text.trim() === '';

/** One group is looked at for half an hour, many for as long as the adapter thinks it worth. */
function windowOf(since: string | undefined, named: boolean, nowMs: number): number | null {
  if (since !== undefined && !isBlank(since)) return sinceOf(since, nowMs);
  return named ? nowMs - USUAL_WINDOW_MINUTES * 60_000 : null;
}

const nothingRead = (gaps: readonly { readonly why: string }[]) =>
  new KnownFailure(
    `No group could be read: ${gaps[0]?.why}.`,
    `${gaps.length} requests failed, so it is unknown which groups there are.`,
    'Call kafka_server_status to test every address.',
  );
