import { z } from 'zod';
import { report } from '../mcp/report.ts';
import { defineTool, LIVE } from '../mcp/tool.ts';
import { clusterText } from '../mcp/untrusted.ts';
import type { Ports } from '../ports.ts';
import { schemasReport } from './schemas-report.ts';

export const findSchemasTool = (ports: Pick<Ports, 'schemas' | 'cluster' | 'configured'>) =>
  defineTool({
    name: 'kafka_find_schemas',
    title: 'Find schemas',
    description:
      'Registered subjects by name, pattern or topic, with versions, type and effective compatibility level. Where one subject is left also its latest text, who refers to it, and what changed between two versions. With Kafka configured too, topics that have no schema. To check a new schema use kafka_check_schema_compatibility.',
    input: z.strictObject({
      subject: z.string().optional().describe('Exact name'),
      pattern: z.string().optional().describe('Part of the name, or all of it with *; begin with : for other contexts'),
      topic: z.string().optional().describe('Subjects of this topic'),
      from_version: z.int().min(1).optional().describe('Diff from this version'),
      to_version: z.int().min(1).optional().describe('To this one; default the latest'),
      topics_without_schema: z.boolean().default(false).describe('Also list these; needs Kafka'),
      limit: z.int().min(1).max(100).default(20).describe('Subjects to list'),
    }),
    output: report({
      subjects: z.array(
        z.strictObject({
          subject: clusterText(),
          schema_type: clusterText().nullable(),
          versions: z.int(),
          latest_version: z.int().nullable(),
          level: clusterText().nullable(),
          level_set_for: z.enum(['subject', 'global']).nullable(),
          references: z.array(clusterText()).describe('Names of the schemas that the latest version uses'),
        }),
      ),
      schema: clusterText().optional().describe('Latest text of the one subject'),
      dependents: z
        .array(z.strictObject({ subject: clusterText(), version: z.int(), uses_version: z.int() }))
        .describe('Registered schemas that refer to the one subject'),
      diff: z
        .strictObject({
          from_version: z.int(),
          to_version: z.int(),
          backward: z.boolean().nullable().describe('The newer version reads data of the older one'),
          forward: z.boolean().nullable().describe('The older version reads data of the newer one'),
          incompatibilities: z.array(
            z.strictObject({
              direction: z.enum(['backward', 'forward']).nullable(),
              rule: clusterText().nullable(),
              path: clusterText().nullable(),
              message: clusterText(),
            }),
          ),
          risks: z.array(z.strictObject({ id: z.string(), path: clusterText(), message: clusterText() })),
          pieces: z.array(clusterText()).describe('Changed lines, - old and + new, with some around them'),
        })
        .optional(),
      topics_without_schema: z.array(clusterText()),
      nearest_subjects: z.array(clusterText()).describe('When none was found: similar names'),
    }),
    annotations: LIVE,
    needs: 'registry',
    example: { topic: 'orders' },
    narrow: 'Give more of the name, or one `subject`.',
    run: (input, { signal }) => schemasReport(input, ports, signal),
  });
