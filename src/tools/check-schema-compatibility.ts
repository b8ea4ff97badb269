import { z } from 'zod';
import { levelOf } from '../domain/schemas/levels.ts';
import { findingSchema, report } from '../mcp/report.ts';
import { defineTool, LIVE } from '../mcp/tool.ts';
import { clusterText } from '../mcp/untrusted.ts';
import type { Ports } from '../ports.ts';
import { compatibilityReport } from './compatibility-report.ts';
import { judgeInput } from './schema-input.ts';

const LEVELS = [
  'NONE',
  'BACKWARD',
  'BACKWARD_TRANSITIVE',
  'FORWARD',
  'FORWARD_TRANSITIVE',
  'FULL',
  'FULL_TRANSITIVE',
] as const;

const verdict = z.enum(['compatible', 'incompatible', 'nothing_compared', 'unknown']);
const order = z.enum(['consumers', 'producers', 'any', 'together']);
const nullableText = () => clusterText().nullable();

export const checkSchemaCompatibilityTool = (ports: Pick<Ports, 'schemas' | 'clock'>) =>
  defineTool({
    name: 'kafka_check_schema_compatibility',
    title: 'Check schema compatibility',
    description:
      'Whether a new Avro, Protobuf or JSON schema may follow earlier ones: offline with `previous`, or those of a registered `subject`, whose registry is asked too. Two answers: `registry_verdict`, what a Confluent registry says, and `risks`, what breaks although it passes. Each incompatibility with who breaks and a fix; a mended schema, checked; who upgrades first; a plan where one step is not enough. Registers nothing. An unknown subject or level NONE is `nothing_compared`, never compatible. To find subjects use kafka_find_schemas.',
    input: z.strictObject({
      schema: z.string().max(1_000_000).describe('The new schema'),
      subject: z.string().optional().describe('Registered subject'),
      previous: z
        .array(
          z.strictObject({
            schema: z.string(),
            references: z.array(z.strictObject({ name: z.string(), schema: z.string() })).optional(),
          }),
        )
        .max(500)
        .optional()
        .describe('Earlier versions, oldest first; no registry is asked then'),
      references: z
        .array(
          z.strictObject({
            name: z.string(),
            schema: z.string().optional(),
            subject: z.string().optional(),
            version: z.int().optional(),
          }),
        )
        .optional()
        .describe('Schemas used, by the name written: text, or subject and version; default for previous'),
      schema_type: z.enum(['AVRO', 'PROTOBUF', 'JSON']).optional().describe('Detected when absent'),
      level: z.enum(LEVELS).optional().describe('Default: that of the subject; offline BACKWARD'),
      profile: z.enum(['confluent', 'confluent-next']).optional().describe('Up to release 8.3 (default), or after it'),
    }),
    output: report({
      registry_verdict: z.strictObject({
        verdict: verdict.describe('nothing_compared: no earlier version was held against the schema'),
        said_by: z.enum(['registry', 'rules', 'nobody']),
        rules_say: verdict,
        profile: z.string(),
        subject: clusterText().optional(),
        schema_type: z.enum(['AVRO', 'PROTOBUF', 'JSON']),
        level: nullableText(),
        level_set_for: z.enum(['subject', 'global']).optional().describe('Absent: no registry tells'),
        compared_versions: z
          .array(z.strictObject({ version: z.int(), rules: z.boolean().nullable(), registry: z.boolean().nullable() }))
          .describe('Newest first: compatible by the rules, and by the registry’s own word'),
      }),
      incompatibilities: z.array(
        z.strictObject({
          rule: nullableText(),
          path: nullableText(),
          versions: z.array(z.int()),
          direction: z.enum(['backward', 'forward']).nullable().describe('backward: the new schema reads old data'),
          message: clusterText(),
          new_piece: clusterText().optional(),
          old_piece: clusterText().optional(),
          who_breaks: z.string().optional(),
          fix: z.string().optional(),
        }),
      ),
      mended: z
        .strictObject({
          schema: nullableText().describe('Checked under the level; null: too long to be shown'),
          changes: z.array(
            z.strictObject({
              path: clusterText(),
              says: clusterText(),
              write: clusterText(),
              postpones: z.boolean().describe('Part of the change waits for a later step'),
            }),
          ),
          last_step: clusterText().optional().describe('What it becomes when the migration is over'),
        })
        .optional(),
      upgrade_order: z.strictObject({ first: order, because: z.string(), source: z.string() }).optional(),
      plan: z.array(
        z.strictObject({
          phase: z.enum(['expand', 'migrate', 'contract']),
          does: z.string(),
          level: z.string().describe('Held meanwhile'),
          first: order,
          done_when: z.string(),
        }),
      ),
      risks: z.array(
        z.strictObject({
          id: z.string(),
          path: clusterText(),
          versions: z.array(z.int()),
          message: clusterText(),
          breaks: clusterText(),
          source: z.string(),
        }),
      ),
      vendor_notes: z.array(z.strictObject({ registry: z.string(), says: z.string() })),
      nearest_subjects: z.array(clusterText()).describe('Registered subjects with a similar name'),
      findings: z.array(findingSchema),
      next_steps: z.array(z.string()),
    }),
    annotations: LIVE,
    isOffline: ({ previous, references = [] }) =>
      previous !== undefined && references.every(({ subject }) => subject === undefined),
    example: {
      schema:
        '{"type":"record","name":"Order","fields":[{"name":"id","type":"string"},{"name":"note","type":"string"}]}',
      previous: [{ schema: '{"type":"record","name":"Order","fields":[{"name":"id","type":"string"}]}' }],
    },
    narrow: 'Mend the incompatibilities shown and ask again, or give fewer versions in `previous`.',
    async run(input, { signal }) {
      const level = levelOf(input.level ?? null);
      return compatibilityReport(await judgeInput({ ...input, level }, ports, signal), input.subject ?? null);
    },
  });
