import { z } from 'zod';
import { consumerClients } from '../domain/consumers/request.ts';
import { eventKinds, granularities, orderNeeds, schemaFormats } from '../domain/topics/request.ts';
import { defineTool, OFFLINE } from '../mcp/tool.ts';
import type { Ports } from '../ports.ts';
import { topicsDesignOutput } from './design-topics-output.ts';
import { topicsReport } from './design-topics-report.ts';

// Ranges of numbers and lengths of names are refused by the domain, which names the entry; here they would cost every client tokens.
const number = z.number().optional();
const whole = z.int().optional();
const flag = z.boolean().optional();
const text = z.string().optional();

const NARROW = 'Ask for the events of fewer entities at a time.';

export const designTopicsTool = (ports: Pick<Ports, 'configs'>) =>
  defineTool({
    name: 'kafka_design_topics',
    title: 'Design topics',
    description:
      'From services and business events to deployable topics: keys, order, partitions, settings, schemas, groups, outbox, ACLs, risks. Give what is known, the rest is assumed. kind request: the sender waits. Needs no cluster.',
    input: z.strictObject({
      services: z
        .array(
          z.strictObject({
            name: z.string(),
            client: z.enum(consumerClients).optional(),
            instances: whole,
            database: flag,
            processing_ms_per_event: number,
            processing_p99_ms: number,
            commits: flag,
          }),
        )
        .describe('database: writes one and publishes'),
      events: z
        .array(
          z.strictObject({
            name: z.string(),
            entity: text,
            producer: z.string(),
            consumers: z.array(z.string()),
            kind: z.enum(eventKinds).optional(),
            peak_per_s: number,
            average_per_s: number,
            bytes: number,
            order: z.enum(orderNeeds).optional(),
            key: text,
            distinct_keys: number,
            hottest_key_share: number,
            retention_days: number,
            replay: flag,
            personal_data: flag,
            caused_by: text,
          }),
        )
        .describe('Facts they publish'),
      environment: z
        .strictObject({ brokers: whole, kafka_version: text, existing_replicas: whole })
        .optional()
        .describe('The cluster'),
      preferences: z
        .strictObject({
          domain: text,
          granularity: z.enum(granularities).optional(),
          schema_format: z.enum(schemaFormats).optional(),
          growth_factor: number,
          lag_alerts: flag,
        })
        .optional()
        .describe('domain: prefix of names'),
    }),
    output: topicsDesignOutput,
    annotations: OFFLINE,
    example: {
      services: [
        { name: 'order-service', database: true },
        { name: 'payment-service', instances: 4, processing_ms_per_event: 8 },
        { name: 'notification-service', instances: 8, processing_ms_per_event: 10 },
      ],
      events: [
        {
          name: 'OrderCreated',
          entity: 'order',
          producer: 'order-service',
          consumers: ['payment-service', 'notification-service'],
          peak_per_s: 500,
          bytes: 1_200,
        },
        {
          name: 'OrderPaid',
          entity: 'order',
          producer: 'order-service',
          consumers: ['notification-service'],
          peak_per_s: 500,
          bytes: 1_200,
        },
      ],
      environment: { brokers: 3, kafka_version: '4.3' },
      preferences: { domain: 'shop', growth_factor: 1 },
    },
    narrow: NARROW,
    async run(request) {
      const { designTopics } = await import('../domain/topics/design.ts');
      return topicsReport(designTopics(request, await ports.configs()), NARROW);
    },
  });
