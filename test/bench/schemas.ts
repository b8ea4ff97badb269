import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { checkWith } from '../../src/domain/schemas/check-history.ts';
import { examineChange } from '../../src/domain/schemas/examine-change.ts';
import { levelOf } from '../../src/domain/schemas/levels.ts';
import { loadFormat } from '../../src/domain/schemas/load-format.ts';
import type { SchemaType } from '../../src/domain/schemas/observation.ts';
import { KnownFailure } from '../../src/failure.ts';
import { checkSchemaCompatibilityTool } from '../../src/tools/check-schema-compatibility.ts';

/** How fast schemas are checked, over the cases of the tests, and what the largest inputs take. */
const MIN_CHECKS_PER_S = 5_000;
const MAX_P95_MS = 30;
const MAX_LARGE_MS = 2_000;
const MAX_RSS_MB = 300;
/** A case is timed so often, and its median counts: the first times are those of code that is not compiled yet. */
const ROUNDS = 9;

interface Case {
  readonly mode: string;
  readonly old: string;
  readonly new: string;
  readonly history?: readonly string[];
  readonly oldReferences?: readonly { readonly name: string; readonly schema: string }[];
  readonly newReferences?: readonly { readonly name: string; readonly schema: string }[];
}

const quantile = (numbers: readonly number[], share: number) =>
  [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) * share)] ?? Number.NaN;

function timed(run: () => unknown): number {
  const before = performance.now();
  run();
  return performance.now() - before;
}

const referenced = (references: Case['oldReferences'] = []) =>
  references.map(({ name, schema }) => ({ name, text: schema, registered: null }));

async function changesOf(type: SchemaType) {
  const file = new URL(`../test/domain/schemas/${type.toLowerCase()}/cases.json`, import.meta.url);
  const cases: readonly Case[] = JSON.parse(readFileSync(file, 'utf8'));
  const format = await loadFormat(type);
  return cases.flatMap((one) => {
    const level = levelOf(one.mode);
    if (level === null) return [];
    const history = (one.history ?? [one.old]).map((text, index) => ({
      version: index + 1,
      type,
      source: { text, references: referenced(one.oldReferences) },
    }));
    const candidate = { text: one.new, references: referenced(one.newReferences) };
    return { candidate, history: history.reverse(), level, profile: 'confluent' as const, format, goesOn: () => true };
  });
}

const field = (name: string, type = '"string"', preset = '') => `{"name":"${name}","type":${type}${preset}}`;
const record = (name: string, fields: readonly string[]) =>
  `{"type":"record","name":"${name}","fields":[${fields.join(',')}]}`;
const numbers = (length: number) => Array.from({ length }, (_, index) => index);
const repeated = (text: string, times: number) => numbers(times).map(() => ({ schema: text }));

/** A record in a record in a record …, each of which also refers to the first one. */
const nested = (depth: number): string =>
  numbers(depth).reduceRight(
    (inner, level) =>
      record(`R${level}`, [
        field('first', '["null","R0"]', ',"default":null'),
        ...(inner === '' ? [] : [field('next', inner)]),
      ]),
    '',
  );
const wideAvro = (more: readonly string[] = []) =>
  record('Wide', [...numbers(24_000).map((index) => field(`field_${index}`)), ...more]);
const wideProtobuf = (more = '') =>
  `syntax = "proto3";\n${numbers(300)
    .map(
      (message) =>
        `message Wide${message} {\n${numbers(100)
          .map((index) => `  string field_${index} = ${index + 1};\n`)
          .join('')}${more}}\n`,
    )
    .join('')}`;
const wideJson = (more = '') =>
  `{"type":"object","additionalProperties":false,"properties":{${numbers(26_000)
    .map((index) => `"property_${index}":{"type":"string"}`)
    .join(',')}${more}}}`;
const orders = (index: number) =>
  record('Order', [...numbers(40).map((at) => field(`f${at}`)), field(`added_${index % 7}`, '"int"', ',"default":0')]);
/** Alternatives that multiply: each may be any of many others, and leads to as many again. */
const web = (leaf: string) =>
  JSON.stringify({
    $ref: '#/definitions/d0',
    definitions: Object.fromEntries(
      numbers(400).map((index) => [
        `d${index}`,
        {
          oneOf: [
            ...numbers(12).map((branch) => ({ $ref: `#/definitions/d${(index * 7 + branch * 13 + 1) % 400}` })),
            { type: 'array', items: { $ref: `#/definitions/d${(index + 1) % 400}` }, title: `t${index}` },
            index === 150 ? { type: leaf } : { type: 'string', title: `s${index}` },
          ],
        },
      ]),
    ),
  });

const large: readonly (readonly [name: string, input: Readonly<Record<string, unknown>>])[] = [
  ['Avro, 1 MB', { schema: wideAvro([field('more')]), previous: repeated(wideAvro(), 1) }],
  ['Protobuf, 1 MB', { schema: wideProtobuf('  int32 more = 3000;\n'), previous: repeated(wideProtobuf(), 1) }],
  ['JSON Schema, 1 MB', { schema: wideJson(',"more":{}'), previous: repeated(wideJson(), 1) }],
  [
    '500 versions',
    { schema: orders(3), previous: numbers(500).map((at) => ({ schema: orders(at) })), level: 'FULL_TRANSITIVE' },
  ],
  ['nested and recursive', { schema: nested(240), previous: repeated(nested(240), 3), level: 'FULL_TRANSITIVE' }],
  ['nested deeper than a registry reads', { schema: nested(600), previous: repeated(nested(240), 1) }],
  [
    'alternatives that multiply',
    { schema: web('integer'), previous: repeated(web('number'), 5), level: 'FULL_TRANSITIVE' },
  ],
  ['1 MB that is no schema', { schema: wideAvro().slice(0, -3), previous: repeated(wideAvro(), 1) }],
];

const tool = checkSchemaCompatibilityTool({
  schemas: () => Promise.reject(new Error('no registry here')),
  clock: { now: () => performance.now(), sleep: async () => {} },
});
const context = { signal: new AbortController().signal, progress: async () => {} };
let slowest = 0;
for (const [name, input] of large) {
  const parsed = tool.input.parse(input);
  // Each is measured alone: what the last one left behind would be collected only when memory gets short.
  globalThis.gc?.();
  const before = process.cpuUsage();
  const outcome = await Promise.resolve(tool.run(parsed, context)).then(
    ({ summary, gaps }) => `${summary}${gaps.length === 0 ? '' : ` Gaps: ${gaps.map(({ why }) => why).join('; ')}`}`,
    (error: unknown) => (error instanceof KnownFailure ? error.what : Promise.reject(error)),
  );
  // The time of one core: others may be at work on the machine.
  const { user, system } = process.cpuUsage(before);
  const took = (user + system) / 1_000;
  slowest = Math.max(slowest, took);
  console.log(`${name}: ${took.toFixed(0)} ms. ${outcome.replace(/\s+/g, ' ').slice(0, 160)}`);
}
// Before the cases are read, so that it is the memory of a server that was asked one of these.
const rss = process.resourceUsage().maxRSS / 1_024;
console.log(
  `the largest took ${slowest.toFixed(0)} ms (at most ${MAX_LARGE_MS}), the process never more than ${rss.toFixed(0)} MB (at most ${MAX_RSS_MB})`,
);

const changes = (await Promise.all((['AVRO', 'PROTOBUF', 'JSON'] as const).map(changesOf))).flat();
const verdicts: number[] = [];
const answers: number[] = [];
for (const change of changes) {
  const { format, candidate, level, history, profile } = change;
  const rounds = Array.from({ length: ROUNDS }, () =>
    timed(() => checkWith(format.checker, candidate, level, history, profile)),
  );
  verdicts.push(quantile(rounds, 0.5));
  answers.push(timed(() => examineChange(change, null)));
}
const perSecond = 1_000 / quantile(verdicts, 0.5);
const p95 = quantile(answers, 0.95);
console.log(
  `${changes.length} cases, parsed and compared: median ${(quantile(verdicts, 0.5) * 1_000).toFixed(0)} µs, ${perSecond.toFixed(0)} checks/s on one core (at least ${MIN_CHECKS_PER_S})`,
);
console.log(
  `whole answers with risks, mended schema and plan: 95 of 100 within ${p95.toFixed(1)} ms (at most ${MAX_P95_MS}), the slowest ${Math.max(...answers).toFixed(0)} ms`,
);
process.exitCode =
  perSecond >= MIN_CHECKS_PER_S && p95 < MAX_P95_MS && slowest <= MAX_LARGE_MS && rss <= MAX_RSS_MB ? 0 : 1;
