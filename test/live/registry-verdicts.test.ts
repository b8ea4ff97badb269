import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import type { SchemaType } from '../../src/domain/schemas/observation.ts';
import type { Log } from '../../src/log.ts';
import { createSchemaCatalog } from '../../src/registry/catalog.ts';
import { checkSchemaCompatibilityTool } from '../../src/tools/check-schema-compatibility.ts';
import { describeLive } from '../support/live.ts';
import { withRegistry } from '../support/sandbox.ts';

interface Case {
  readonly id: string;
  readonly mode: string;
  readonly old: string;
  readonly new: string;
  /** Oldest first; `old` is the last of them. */
  readonly history?: readonly string[];
  readonly oldReferences?: readonly unknown[];
  readonly newReferences?: readonly unknown[];
}

/** Apicurio sees a text as a JSON Schema by its `$schema`, and checks no references; under NONE there is nothing to compare. */
const isFor = (type: SchemaType) => (one: Case) =>
  one.mode !== 'NONE' &&
  (one.oldReferences ?? []).length + (one.newReferences ?? []).length === 0 &&
  (type !== 'JSON' || (one.history ?? [one.old]).every((text) => text.includes('"$schema"')));

/** Every nth case of a file, so that all kinds of change and all levels are among them. */
const spread = (type: SchemaType, nth: number) => {
  const file = join(import.meta.dirname, '..', 'domain', 'schemas', type.toLowerCase(), 'cases.json');
  const cases: readonly Case[] = JSON.parse(readFileSync(file, 'utf8'));
  return cases
    .filter(isFor(type))
    .filter(({ id }, index) => index % nth === 0 || DIFFERENT.has(id))
    .map((one) => ({ type, ...one }));
};

const PROTOBUF = 'Has Protobuf rules of its own';
const JSON_SCHEMA = 'Has JSON Schema rules of its own';
const ONEOF_AND_PACKAGE = 'Lets a changed package pass';
const CONST_AND_PATTERNS = 'Lets a const become an enum';
/** A fault of Apicurio 3.3.3: it looks a reference up in the other schema and answers HTTP 500. */
const BROKEN = 'answers HTTP 500';

/** Cases in which Apicurio 3.3.3 and the rules disagree, with the documented reason that the tool names. */
const DIFFERENT: ReadonlyMap<string, string> = new Map([
  ['proto-generated-bba1af2a89', PROTOBUF],
  ['proto-generated-4d9c6eff66', PROTOBUF],
  ['proto-generated-b40bdb8827', PROTOBUF],
  ['proto-generated-34b35d2a29', PROTOBUF],
  ['proto-generated-f0398080ee', PROTOBUF],
  ['proto-generated-82fd69f772', PROTOBUF],
  ['proto-generated-956c8c55c8', PROTOBUF],
  ['proto-generated-f573935cfa', PROTOBUF],
  ['proto-generated-3d8c07f3f5', PROTOBUF],
  ['proto-generated-82d56cddfd', PROTOBUF],
  ['proto-generated-76de51b79c', PROTOBUF],
  ['proto-generated-14233fbc5a', PROTOBUF],
  ['proto-generated-0dcf656de0', PROTOBUF],
  ['proto-generated-751bd1a7c3', PROTOBUF],
  ['proto-generated-28d4920af1', ONEOF_AND_PACKAGE],
  ['proto-generated-fa13c7e45f', ONEOF_AND_PACKAGE],
  ['proto-generated-fc2671674f', ONEOF_AND_PACKAGE],
  ['proto-generated-b1589ecd6d', ONEOF_AND_PACKAGE],
  ['proto-axonops-d4ab1c0c7d', PROTOBUF],
  ['proto-axonops-11241d3aa3', PROTOBUF],
  ['proto-axonops-fe3bf54fcc', PROTOBUF],
  ['json-generated-8b4548984a', CONST_AND_PATTERNS],
  ['json-generated-7827a030a0', CONST_AND_PATTERNS],
  ['json-generated-ab38a0e516', JSON_SCHEMA],
  ['json-generated-1039474e2d', JSON_SCHEMA],
  ['json-generated-1d161ed189', JSON_SCHEMA],
  ['json-generated-363f7ee5cd', JSON_SCHEMA],
  ['json-generated-cca24e48f2', JSON_SCHEMA],
  ['json-generated-d6340ce81a', JSON_SCHEMA],
  ['json-generated-5aa774386e', JSON_SCHEMA],
  ['json-generated-c2a18b5bfc', JSON_SCHEMA],
  ['json-generated-495852f620', JSON_SCHEMA],
  ['json-generated-7598a4032d', JSON_SCHEMA],
  ['json-generated-150ed33275', JSON_SCHEMA],
  ['json-generated-4ba06d52b7', CONST_AND_PATTERNS],
  ['json-generated-6b33140a9e', BROKEN],
  ['json-generated-b0a2ffb2b7', JSON_SCHEMA],
  ['json-generated-050a9f0025', JSON_SCHEMA],
]);

const log: Log = { write: () => {} };
const SLOW = { deadlineMs: 15_000, maxAnswerBytes: 5 * 1024 * 1024 };
const context = { signal: new AbortController().signal, progress: async () => {} };
const clock = { now: () => 0, sleep: async () => {} };

describeLive('verdicts beside those of a real registry', ['java', 'maven'], () => {
  const registry = withRegistry();
  beforeEach(({ skip }) => skip(!registry().flavour.endsWith(' 3.3.3'), 'the differences are those of Apicurio 3.3.3'));

  const write = async (method: string, path: string, body: unknown) => {
    const headers = { 'content-type': 'application/vnd.schemaregistry.v1+json' };
    const answer = await fetch(`${registry().url}${path}`, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: HTTP ${answer.status} ${await answer.text()}`);
  };
  const tool = checkSchemaCompatibilityTool({
    schemas: async () => createSchemaCatalog({ url: registry().url, auth: null, tls: null }, log, SLOW),
    clock,
  });

  it.each([...spread('AVRO', 20), ...spread('PROTOBUF', 14), ...spread('JSON', 9)])('$type $mode $id', async (one) => {
    await write('PUT', `/config/${one.id}`, { compatibility: 'NONE' });
    for (const schema of one.history ?? [one.old])
      await write('POST', `/subjects/${one.id}/versions`, { schema, schemaType: one.type });
    await write('PUT', `/config/${one.id}`, { compatibility: one.mode });
    const input = tool.input.parse({ subject: one.id, schema: one.new, schema_type: one.type });
    const { registry_verdict: ours, findings, gaps } = tool.output.parse(await tool.run(input, context));
    const disagreement = findings.find(({ rule }) => rule === 'SCHEMA-REGISTRY-DISAGREES');
    const reason = DIFFERENT.get(one.id);
    if (reason === BROKEN) {
      expect(ours.said_by).toBe('rules');
      expect(JSON.stringify(gaps)).toContain('HTTP 500');
      return;
    }
    expect(ours.said_by).toBe('registry');
    expect(gaps).toEqual([]);
    if (reason === undefined) expect(ours.rules_say).toBe(ours.verdict);
    else expect(disagreement?.evidence.at(-1)).toContain(reason);
  });
});
