import { z } from 'zod';
import { groupProtocols } from '../domain/consumers/plan-types.ts';
import { consumerClients } from '../domain/consumers/request.ts';
import { granularities, schemaFormats } from '../domain/topics/request.ts';
import { alertSchema, figureSchema, findingSchema, report, settingGroupSchema } from '../mcp/report.ts';
import { clusterText } from '../mcp/untrusted.ts';

/** What an architect reads first stands first; what a pipeline needs comes after. */
export const topicsDesignOutput = report({
  findings: z.array(findingSchema),
  topics: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.enum(['event', 'command', 'state']),
      events: z.array(clusterText()),
      key: clusterText().optional().describe('Left out: no key'),
      order: z.string(),
      partitions: z.int(),
      binding_constraint: z.string(),
      replication_factor: z.int(),
      min_insync_replicas: z.int(),
      cleanup_policy: z.enum(['delete', 'compact', 'compact,delete']),
      retention_ms: z.number().optional().describe('Left out: for ever, or until compacted'),
      owner: z.string(),
      subjects: z.array(z.string()),
      subject_strategy: z.enum(['TopicNameStrategy', 'TopicRecordNameStrategy']),
      schema_format: z.enum(schemaFormats),
      compatibility: z.string(),
      disk_gb: z.number().optional().describe('With replicas; left out: no rate is known, or no end'),
    }),
  ),
  granularity: z.array(
    z.strictObject({
      entity: z.string(),
      chosen: z.enum(granularities),
      why: z.string(),
      gives_up: z.string(),
      alternative: z.string(),
    }),
  ),
  groups: z.array(
    z.strictObject({
      group: z.string(),
      service: z.string(),
      topics: z.array(z.string()),
      client: z.enum(consumerClients),
      protocol: z.enum(groupProtocols),
      instances: z.int(),
      threads_per_instance: z.int(),
      commits: z.string(),
      failures: z.string(),
    }),
  ),
  failure_topics: z.array(
    z.strictObject({
      group: z.string(),
      kind: z.enum(['retry', 'dead_letter']),
      delay_ms: z.number().optional(),
      partitions: z.int(),
      retention_ms: z.number(),
      names: z.array(z.string()),
    }),
  ),
  outbox: z.array(
    z.strictObject({
      services: z.array(z.string()),
      why: z.string(),
      table: z.string(),
      routes_to: z.array(z.string()),
      steps: z.array(z.string()),
    }),
  ),
  not_on_kafka: z.array(z.strictObject({ event: clusterText(), why: z.string(), instead: z.string() })),
  open_questions: z.array(z.string()).describe('The answer that would change most first'),
  assumptions: z.array(z.string()),
  alerts: z.array(alertSchema),
  settings: z.array(settingGroupSchema),
  acls: z.array(
    z.strictObject({
      principal: z.string(),
      operations: z.array(z.string()),
      resource_type: z.enum(['topic', 'group']),
      pattern: z.enum(['literal', 'prefixed']),
      names: z.array(z.string()),
    }),
  ),
  figures: z.array(figureSchema),
});
