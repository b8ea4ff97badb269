import { z } from 'zod';
import { detectType, schemaTextProblem } from '../domain/schemas/detect-type.ts';
import type { JsonProblem } from '../domain/schemas/json-problem.ts';
import { judgeCompatibility } from '../domain/schemas/judge-compatibility.ts';
import type { CompatibilityQuestion, SchemaReference, SchemaRefusal } from '../domain/schemas/observation.ts';
import { KnownFailure } from '../failure.ts';
import { findingSchema, report } from '../mcp/report.ts';
import { defineTool, LIVE } from '../mcp/tool.ts';
import { clusterText, fence } from '../mcp/untrusted.ts';
import type { Ports } from '../ports.ts';

const schemaType = z.enum(['AVRO', 'PROTOBUF', 'JSON']);

const reference = z.strictObject({
  name: z.string().min(1).max(1_000).describe('As the schema writes it: type name, import path or $ref'),
  subject: z.string().min(1).max(1_000),
  version: z.int().min(1),
});

export const checkSchemaCompatibilityTool = (ports: Pick<Ports, 'schemas'>) =>
  defineTool({
    name: 'kafka_check_schema_compatibility',
    title: 'Check schema compatibility',
    description:
      'Asks the configured schema registry whether a new Avro, Protobuf or JSON schema fits the registered versions of a subject under its effective compatibility level, and explains: what breaks, where, against which version, how to mend it, who upgrades first, what the level leaves unchecked. Registers nothing. An unknown subject or level NONE is `nothing_compared`, never compatible. For the rules of schema evolution use kafka_guidelines.',
    input: z.strictObject({
      subject: z.string().min(1).max(1_000).describe('Such as orders-value: <topic>-key or <topic>-value by default'),
      schema: z.string().min(1).max(1_000_000).describe('Text of the new schema'),
      schema_type: schemaType.optional().describe('Detected from the text when absent'),
      references: z.array(reference).max(50).optional().describe('Registered schemas that this one uses'),
      against: z
        .enum(['level', 'latest', 'all'])
        .default('level')
        .describe('level: the versions that registration would compare; latest: the last; all: every one'),
    }),
    output: report({
      verdict: z
        .enum(['compatible', 'incompatible', 'nothing_compared', 'unknown'])
        .describe('nothing_compared: no registered version was held against the schema'),
      subject: clusterText(),
      schema_type: schemaType.nullable().describe('What the schema was checked as'),
      level: clusterText().nullable().describe('Effective compatibility level'),
      level_set_for: z.enum(['subject', 'global']).nullable().describe('null: the registry does not tell'),
      compared_versions: z
        .array(z.strictObject({ version: z.int(), compatible: z.boolean().nullable() }))
        .describe('Newest first'),
      incompatibilities: z.array(
        z.strictObject({
          version: z.int().nullable(),
          rule: clusterText().nullable(),
          path: clusterText().nullable(),
          message: clusterText(),
        }),
      ),
      upgrade_order: z
        .strictObject({
          first: z.enum(['consumers', 'producers', 'any', 'together']),
          because: z.string(),
          source: z.string(),
        })
        .optional(),
      nearest_subjects: z.array(clusterText()).describe('Registered subjects with a similar name'),
      findings: z.array(findingSchema),
      next_steps: z.array(z.string()),
    }),
    annotations: LIVE,
    needs: 'registry',
    example: {
      subject: 'orders-value',
      schema: '{"type":"record","name":"Order","fields":[{"name":"id","type":"string"}]}',
    },
    narrow: 'Set `against` to latest, or mend the incompatibilities shown and ask again.',
    async run({ subject, schema, schema_type, references, against }, { signal }) {
      const type = typeOf(schema, schema_type);
      const question: CompatibilityQuestion = { subject, schema, type, references: references ?? [], against };
      const schemas = await ports.schemas();
      const seen = await schemas.observeCompatibility(question, { signal });
      if (seen.missingReferences.length > 0) throw missing(seen.missingReferences);
      const answer = judgeCompatibility(question, seen);
      if (answer.refusal !== null) throw unparsable(answer.refusal, seen.type);
      return {
        summary: answer.summary,
        verdict: answer.verdict,
        subject,
        schema_type: seen.type,
        level: seen.level.name,
        level_set_for: seen.level.source,
        compared_versions: [...answer.comparedVersions],
        incompatibilities: [...answer.incompatibilities],
        ...(answer.upgradeOrder === null ? {} : { upgrade_order: answer.upgradeOrder }),
        nearest_subjects: [...answer.nearestSubjects],
        findings: answer.findings.map((finding) => ({ ...finding, evidence: [...finding.evidence] })),
        next_steps: [...answer.nextSteps],
        gaps: [...answer.gaps],
        cut: [],
      };
    },
  });

/** The type given or detected; null when the text fits several. Throws at the place where a JSON text is broken. */
function typeOf(schema: string, given: CompatibilityQuestion['type'] | undefined): CompatibilityQuestion['type'] {
  const { type, problem } =
    given === undefined || given === null
      ? detectType(schema)
      : { type: given, problem: schemaTextProblem(schema, given) };
  if (problem !== null) throw notJson(problem);
  return type;
}

const notJson = ({ line, column, expected }: JsonProblem) =>
  new KnownFailure(
    `The schema is not valid JSON: at line ${line}, column ${column} ${expected} was expected.`,
    'A comma, quote or bracket is missing or too many, or the text was cut or escaped twice.',
    'Correct the text there and ask again; nothing was sent to the registry.',
  );

const missing = (references: readonly SchemaReference[]) =>
  new KnownFailure(
    `The registry does not have ${references.map(({ subject, version }) => `version ${version} of ${fence(subject)}`).join(', ')}.`,
    'A reference names a subject or version that is misspelt, deleted or not registered yet.',
    'Correct `references`, or register the referenced schema first.',
  );

/** Longest part of the registry's parser message that is shown. */
const MAX_REFUSAL_CHARS = 400;

const unparsable = ({ errorCode, message }: SchemaRefusal, type: string | null) =>
  new KnownFailure(
    `The registry cannot parse the schema${type === null ? '' : ` as ${type}`}${errorCode === null ? '' : ` (error ${errorCode})`}: ${fence(message.slice(0, MAX_REFUSAL_CHARS))}`,
    'The text breaks a rule of its schema language, it is of another type, or it uses a type that no reference brings. Apicurio follows no references in its check.',
    'Correct the schema; give `schema_type` if it was taken for another, and `references` for types that it uses.',
  );
