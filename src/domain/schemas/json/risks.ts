import type { SchemaRisk } from '../checker.ts';
import { contentModelRisks } from './content-model-risks.ts';
import { harmlessRefusals } from './harmless-refusals.ts';
import { createIdentity, isObject, type JsonValue } from './json-value.ts';
import { oneOfRisks } from './one-of-risks.ts';
import { BOTH_READERS, CORE, type Risk, type RiskRule } from './risk.ts';
import { type JsonSchema, type ObjectNode, type ResolvedNode, type Rest, resolve, type SchemaNode } from './schema.ts';
import { uncomparedKeywords } from './uncompared-keywords.ts';
import { besideReference, unseenDemands, unseenDependencies } from './unseen-demands.ts';
import { unseenLimits } from './unseen-limits.ts';

const RULES: readonly RiskRule[] = [
  uncomparedKeywords,
  unseenLimits,
  unseenDemands,
  unseenDependencies,
  harmlessRefusals,
];

/** Pairs of schemas that are looked at, and risks that are told: enough for any schema that people wrote. */
const MAX_PAIRS = 50_000;
const MAX_RISKS = 1_000;

interface Placed {
  readonly older: SchemaNode;
  readonly newer: SchemaNode;
  readonly path: string;
}

/**
 * What the registry accepts when one schema follows another and what still breaks somebody, and what it refuses or will
 * refuse without need. Paths are those of the newer schema. The two are walked side by side by the names of properties and
 * the places of items and branches.
 */
export function jsonSchemaRisks(older: JsonSchema, newer: JsonSchema): readonly SchemaRisk[] {
  const risks: SchemaRisk[] = [];
  const known = new Set<string>();
  // A schema that was split into branches is met once for each of them.
  const tell = (found: readonly Risk[], steps: string): void => {
    const path = steps === '' ? '#/' : `#${steps}`;
    for (const risk of found) {
      const key = `${risk.id} ${path} ${risk.message}`;
      if (!known.has(key)) risks.push({ ...risk, path });
      known.add(key);
    }
  };
  if (older.draft !== newer.draft) tell([draftChanged(older.draft.name, newer.draft.name)], '');
  const identify = createIdentity();
  const looked = createPairs<JsonValue>();
  const entered = createPairs<SchemaNode>();
  const queue: Placed[] = [{ older: older.root, newer: newer.root, path: '' }];
  const objects = new Map<JsonValue, { readonly node: ObjectNode; readonly path: string }>();
  for (let next = 0; next < MAX_PAIRS && risks.length < MAX_RISKS; next += 1) {
    const placed = queue[next];
    if (placed === undefined) break;
    const { path } = placed;
    if (placed.newer.kind === 'reference' && looked.isNew(placed.newer.raw, placed.newer.raw)) {
      tell(besideReference(placed.newer.raw, newer.draft), path);
    }
    const before = resolve(placed.older);
    const now = resolve(placed.newer);
    if (!entered.isNew(before, now)) continue;
    if (now.kind === 'object' && !objects.has(now.raw)) objects.set(now.raw, { node: now, path });
    // Several kinds of schema come of one text.
    const { raw: old } = before;
    const { raw: text } = now;
    if (isObject(old) && isObject(text) && areAlike(before, now) && looked.isNew(old, text)) {
      for (const rule of RULES) tell(rule({ older: old, newer: text, draft: newer.draft, identify }), path);
    }
    tell(oneOfRisks(before, now, identify), path);
    queue.push(...partsOf(before, now, path));
  }
  for (const { risk, path } of contentModelRisks([...objects.values()])) tell([risk], path);
  return risks.slice(0, MAX_RISKS);
}

const draftChanged = (before: string, now: string): Risk => ({
  id: 'JSON-DRAFT-CHANGED',
  message: `The schema was ${before} and is ${now}; the registry compares the two as if keywords meant the same.`,
  breaks: `${BOTH_READERS} From draft 2019-09 on what stands beside a $ref counts, and items, dependencies and definitions have other names.`,
  source: `${CORE}#name-changelog`,
});

/** Says of each two things whether they are met for the first time. */
function createPairs<T>() {
  const seen = new Map<T, Set<T>>();
  return {
    isNew(one: T, other: T): boolean {
      const others = seen.get(one) ?? new Set();
      seen.set(one, others);
      return others.size < others.add(other).size;
    },
  };
}

/** Of another type the registry says all there is to say. */
function areAlike(older: ResolvedNode, newer: ResolvedNode): boolean {
  const areValues = [older, newer].every(({ kind }) => kind === 'const' || kind === 'enum');
  return older.kind === newer.kind || older.kind === 'combined' || newer.kind === 'combined' || areValues;
}

function partsOf(older: ResolvedNode, newer: ResolvedNode, path: string): Placed[] {
  const parts: Placed[] = [];
  const add = (at: string, before: Rest | null | undefined, now: Rest | null | undefined): void => {
    if (isSchema(before) && isSchema(now))
      parts.push({ older: before, newer: now, path: at === '' ? path : `${path}/${at}` });
  };
  if (older.kind === 'object' && newer.kind === 'object') {
    for (const [name, now] of newer.properties) add(`properties/${name}`, older.properties.get(name), now);
    for (const [name, now] of newer.schemaWith) add(`dependencies/${name}`, older.schemaWith.get(name), now);
    add('additionalProperties', older.additional, newer.additional);
    add('unevaluatedProperties', older.unevaluated, newer.unevaluated);
  } else if (older.kind === 'array' && newer.kind === 'array') {
    add('items', older.items, newer.items);
    for (const [index, now] of newer.tuple.entries()) add(`items/${index}`, older.tuple[index], now);
    add('additionalItems', older.additional, newer.additional);
    add('unevaluatedItems', older.unevaluated, newer.unevaluated);
  } else if (older.kind === 'not' && newer.kind === 'not') {
    add('not', older.refused, newer.refused);
  } else if (older.kind === 'combined' || newer.kind === 'combined') {
    for (const { before, now, at } of branchPairs(older, newer)) add(at, before, now);
  }
  return parts;
}

const isSchema = (rest: Rest | null | undefined): rest is SchemaNode => typeof rest === 'object' && rest !== null;

/** Branches go by their place when there are as many as before, else by a kind that each side has once. */
function* branchPairs(older: ResolvedNode, newer: ResolvedNode) {
  const olds = branchesOf(older);
  const news = branchesOf(newer);
  for (const [index, now] of news.entries()) {
    const before = olds.length === news.length ? olds[index] : onlyOfKind(olds, now, news);
    if (before !== undefined) yield { before, now, at: branchPath(newer, index) };
  }
}

const branchesOf = (node: ResolvedNode): readonly SchemaNode[] => (node.kind === 'combined' ? node.branches : [node]);

function onlyOfKind(olds: readonly SchemaNode[], now: SchemaNode, news: readonly SchemaNode[]): SchemaNode | undefined {
  const { kind } = resolve(now);
  const same = (nodes: readonly SchemaNode[]) => nodes.filter((node) => resolve(node).kind === kind);
  const [before, ...others] = same(olds);
  return others.length === 0 && same(news).length === 1 ? before : undefined;
}

/** Several kinds in one text have no path of their own. */
const branchPath = (node: ResolvedNode, index: number): string =>
  node.kind === 'combined' && node.ownTexts ? `${node.of}/${index}` : '';
