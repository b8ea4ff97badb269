import { type Checkers, checkHistory, type DirectionCheck } from '../../domain/schemas/check-history.ts';
import type { SchemaSource } from '../../domain/schemas/checker.ts';
import { invalidSchema, RegistryError } from './errors.ts';
import { sourceOf } from './schema-source.ts';
import type { NewSchema, StoredVersion, SubjectStore } from './subject-store.ts';
import { invalidSchemaText, refusalMessages } from './verdict-words.ts';

/** The checkers of the three formats. Loaded when the first schema is checked: parsers cost more than all the rest here. */
export async function loadCheckers(): Promise<Checkers> {
  const [{ avroChecker }, { protobufChecker }, { jsonSchemaChecker }] = await Promise.all([
    import('../../domain/schemas/avro/checker.ts'),
    import('../../domain/schemas/protobuf/checker.ts'),
    import('../../domain/schemas/json/checker.ts'),
  ]);
  return { AVRO: avroChecker, PROTOBUF: protobufChecker, JSON: jsonSchemaChecker };
}

/** A schema that may be registered, in the way that the registry looks one up: leniently. Throws RegistryError. */
export function requireSchema(store: SubjectStore, checkers: Checkers, subject: string, schema: NewSchema): void {
  const { problem } = checkers[schema.type].parse(resolved(store, subject, schema), true);
  if (problem !== null) throw invalidSchema(invalidSchemaText(subject, schema, problem.message));
}

/**
 * Why a schema does not fit these versions of a subject under its level, in the registry's form; empty when it does. The
 * registry goes from the newest version to the oldest and stops at the first that does not fit. Throws RegistryError for a
 * text that is no schema.
 */
export function judge(
  store: SubjectStore,
  checkers: Checkers,
  subject: string,
  schema: NewSchema,
  versions: readonly StoredVersion[],
): readonly string[] {
  const level = store.level(subject);
  const newestFirst = [...versions].reverse();
  const history = newestFirst.map(({ version, type, ...stored }) => ({
    version,
    type,
    source: resolved(store, subject, { type, ...stored }),
  }));
  const source = resolved(store, subject, schema);
  const answer = checkHistory(source, schema.type, level, history, 'confluent', checkers);
  if (answer.problem !== null) throw invalidSchema(invalidSchemaText(subject, schema, answer.problem.message));
  for (const stored of newestFirst) {
    const checks = answer.checks.filter(({ version }) => version === stored.version);
    requireAnswers(subject, stored, checks);
    const messages = refusalMessages(schema.type, stored, level, checks);
    if (messages.length > 0) return messages;
  }
  return [];
}

/** A stored text that is no schema makes a check fail as a bad new one does; a comparison that is given up is no verdict. */
function requireAnswers(subject: string, stored: StoredVersion, checks: readonly DirectionCheck[]): void {
  const problem = checks.find((check) => check.problem !== null)?.problem ?? null;
  if (problem === null) return;
  if (problem.kind === 'limit') throw new RegistryError(500, 500, `The comparison was given up: ${problem.message}`);
  throw invalidSchema(invalidSchemaText(subject, stored, problem.message));
}

function resolved(store: SubjectStore, subject: string, schema: NewSchema): SchemaSource {
  const source = sourceOf(store, schema);
  if (!('missing' in source)) return source;
  const { missing } = source;
  const why = `No schema reference found for subject "${missing.subject}" and version ${missing.version}`;
  throw invalidSchema(invalidSchemaText(subject, schema, why));
}
