import type { Parsed, ReferencedSchema, SchemaProblem, SchemaSource } from '../checker.ts';
import { schemaTextProblem } from '../detect-type.ts';
import { typeBuilder } from './build.ts';
import { type JsonNode, MAX_JSON_DEPTH, readJson } from './json.ts';
import type { AvroSchema, AvroType } from './model.ts';
import { textsInCycle } from './reference-cycle.ts';
import { Refusal } from './refusal.ts';

/** Text and references together. The registry keeps a schema in one Kafka record, of 1 MB if nobody changed that. */
const MAX_CHARACTERS = 5_000_000;

/**
 * Parses a schema with its references as the registry does: a stored one leniently (neither names nor defaults are checked), a
 * new one strictly. Source: the Confluent registry since 8.0.3, which parses with Avro 1.12.
 */
export function parseAvro({ text, references }: SchemaSource, stored: boolean): Parsed<AvroSchema> {
  const needed = withoutRepetition(references);
  const texts = [...needed.map((reference) => reference.text), text];
  try {
    return { schema: { root: rootOf(texts, needed, stored) }, problem: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { schema: null, problem: problemOf(error, texts, needed) };
  }
}

/** A schema can be needed in several ways; the registry reads it once. */
function withoutRepetition(references: readonly ReferencedSchema[]): ReferencedSchema[] {
  const byName = new Map<string, ReferencedSchema[]>();
  return references.filter((reference) => {
    const known = byName.get(reference.name) ?? [];
    byName.set(reference.name, [...known, reference]);
    return known.every(({ text }) => text !== reference.text);
  });
}

/** The texts are the references in the order given, and the schema itself. */
function rootOf(texts: readonly string[], references: readonly ReferencedSchema[], stored: boolean): AvroType {
  const own = references.length;
  if (texts.reduce((sum, { length }) => sum + length, 0) > MAX_CHARACTERS)
    throw new Refusal('limit', own, 0, 'a shorter schema', `The schema has more than ${MAX_CHARACTERS} characters.`);
  const builder = typeBuilder(!stored);
  const roots: AvroType[] = [];
  for (const [index, text] of texts.entries()) {
    builder.add(index, jsonOf(text, index), (type) => {
      roots[index] = type;
    });
  }
  const cycle = textsInCycle(builder.finish(), texts.length);
  if (cycle.length > 0) {
    const names = cycle.slice(0, 5).map((index) => references[index]?.name ?? 'the schema itself');
    const message = `These schemas need each other, or need some that do: ${names.join(', ')}.`;
    throw new Refusal('reference-cycle', own, 0, 'references without a cycle', message);
  }
  const root = roots[own];
  if (root === undefined) throw new Refusal('syntax', own, 0, 'a type', 'The text holds no type.');
  return root;
}

function jsonOf(text: string, index: number): JsonNode {
  const problem = schemaTextProblem(text, 'AVRO');
  if (problem !== null) {
    const at = offsetOf(text, problem.line, problem.column);
    throw new Refusal(
      'syntax',
      index,
      at,
      problem.expected,
      `The schema is not JSON: ${problem.expected} is expected.`,
    );
  }
  const node = readJson(text);
  switch (node.kind) {
    case 'too deep':
      throw new Refusal(
        'limit',
        index,
        node.at,
        'less nesting',
        `The schema nests deeper than ${MAX_JSON_DEPTH} levels.`,
      );
    case 'more text':
      throw new Refusal(
        'syntax',
        index,
        node.at,
        'the end of the text',
        'Avro takes nothing after the end of a schema.',
      );
    default:
      return node;
  }
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let count = 1; count < line; count++) start = text.indexOf('\n', start) + 1;
  return start + column - 1;
}

/** Places in a reference are told in the message, since line and column stand for the schema itself. */
function problemOf(refusal: Refusal, texts: readonly string[], references: readonly ReferencedSchema[]): SchemaProblem {
  const { kind, text, at, expected, message } = refusal;
  const before = (texts[text] ?? '').slice(0, at);
  const line = before.split('\n').length;
  const column = at - before.lastIndexOf('\n');
  const reference = references[text];
  if (reference === undefined) return { line, column, expected, kind, message };
  const { name, registered } = reference;
  const where = registered === null ? name : `${name} (subject ${registered.subject}, version ${registered.version})`;
  const told = `In the reference ${where}, line ${line}, column ${column}: ${message}`;
  return { line: null, column: null, expected, kind, message: told };
}
