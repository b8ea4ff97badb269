import { z } from 'zod';
import { groupProtocols } from '../domain/consumers/plan-types.ts';
import { consumerClients, deliveries } from '../domain/consumers/request.ts';
import { alertSchema, figureSchema, findingSchema, report, settingGroupSchema } from '../mcp/report.ts';
import { defineTool, OFFLINE } from '../mcp/tool.ts';
import type { Ports } from '../ports.ts';

const number = (what: string) => z.number().optional().describe(what);
const whole = (what: string) => z.int().optional().describe(what);
const flag = (what: string) => z.boolean().optional().describe(what);

export const planConsumersTool = (ports: Pick<Ports, 'configs'>) =>
  defineTool({
    name: 'kafka_plan_consumers',
    title: 'Plan a consumer group',
    description:
      'Designs a consumer group or judges yours (config): members, protocol, settings, commits, retries, deploys, alerts. Unknowns are assumed and said. Offline; if it lags: kafka_diagnose_lag.',
    input: z.strictObject({
      group: z.string().optional().describe('group.id'),
      topic: z.string().optional().describe('Name'),
      client: z.enum(consumerClients).optional().describe('Python, Go, .NET: librdkafka'),
      kafka_version: z.string().optional().describe('Brokers'),
      client_version: z.string().optional().describe('Library'),
      delivery: z.enum(deliveries).optional().describe('Default at_least_once'),
      messages_per_s: number('Peak'),
      average_message_bytes: number('Mean'),
      largest_message_bytes: number('Maximum'),
      processing_ms_per_message: number('Handler, mean'),
      processing_p99_ms: number('Handler, slowest 1 %'),
      partitions: whole('Of the topic'),
      instances: whole('Processes'),
      threads_per_instance: whole('Consumers in each'),
      ordering: z.enum(['per_key', 'none']).optional().describe('Default per_key'),
      restart_seconds: number('Stop until it polls again'),
      failure_share: number('0–1, first try'),
      retention_hours: number('Of the topic'),
      brokers: whole('Count'),
      hands_off: flag('To other threads'),
      commits: flag('Application commits'),
      request_reply: flag('Senders wait'),
      lag_alerts: flag('Somebody watches'),
      config: z.string().optional().describe('Properties in use'),
    }),
    output: report({
      group: z.strictObject({
        protocol: z.enum(groupProtocols),
        protocol_why: z.string(),
        assignor: z.string().optional(),
        instances: z.int(),
        threads_per_instance: z.int(),
        partitions: z.int(),
        static_membership: z.boolean(),
        static_membership_why: z.string(),
      }),
      findings: z.array(findingSchema),
      settings: z.array(settingGroupSchema),
      running: z.strictObject({
        commits: z.strictObject({ strategy: z.string(), why: z.string(), steps: z.array(z.string()) }),
        failures: z.strictObject({
          blocking_retry: z.string(),
          topics: z.array(
            z.strictObject({
              name: z.string(),
              kind: z.enum(['retry', 'dead_letter']),
              delay_ms: z.number().optional(),
              partitions: z.int(),
              retention_ms: z.number(),
            }),
          ),
          keeps_order: z.boolean(),
          says: z.string(),
        }),
        shutdown: z.array(z.string()),
        deploy: z.array(z.string()),
        client_notes: z.array(z.string()),
      }),
      alerts: z.array(alertSchema),
      figures: z.array(figureSchema),
      assumptions: z.array(z.string()),
      open_questions: z.array(z.string()),
    }),
    annotations: OFFLINE,
    example: {
      group: 'payment-service',
      topic: 'shop.orders.order-events.v1',
      client: 'java',
      kafka_version: '4.3',
      messages_per_s: 2_000,
      average_message_bytes: 1_200,
      processing_ms_per_message: 10,
      processing_p99_ms: 80,
      partitions: 30,
      restart_seconds: 30,
      config: 'enable.auto.commit=true\nsession.timeout.ms=10000\nauto.offset.reset=latest',
    },
    narrow: 'Nothing to narrow: the answer does not grow with the input.',
    async run({ config, ...request }) {
      const { configOfText } = await import('../domain/configs/config-text.ts');
      const { planConsumers } = await import('../domain/consumers/plan.ts');
      const { group, shutdown, deploy, client_notes, commits, failures, ...plan } = planConsumers(
        { ...request, config: configOfText(config ?? '') },
        await ports.configs(),
      );
      const { assignor, ...members } = group;
      const { retries_in_place: _inWords, ...failing } = failures;
      const topics = failing.topics.map(({ delay_ms, ...topic }) =>
        delay_ms === null ? topic : { ...topic, delay_ms },
      );
      return {
        ...plan,
        group: { ...members, ...(assignor === null ? {} : { assignor }) },
        running: { commits, failures: { ...failing, topics }, shutdown, deploy, client_notes },
        gaps: [],
        cut: [],
      };
    },
  });
