import type { Parsed, SchemaProblem, SchemaSource } from '../checker.ts';
import { type Classifying, classify } from './classify.ts';
import { draftOf } from './drafts.ts';
import { createIdentity, isObject, type JsonValue } from './json-value.ts';
import { createLibrary } from './library.ts';
import { patternBudget } from './name-pattern.ts';
import { entered, type Found, type Place, rootOf, type SchemaDocument } from './places.ts';
import { problemAt } from './problem-at.ts';
import { type JsonSchema, type ReferenceNode, resolve, type SchemaNode } from './schema.ts';
import { readText } from './text.ts';

/** Schemas inside each other that are read in one go; what is deeper is put off, so that the stack holds. */
const MAX_DEPTH_AT_ONCE = 100;

/** A schema that stands for another one until all has been read. */
interface Pending {
  readonly node: ReferenceNode;
  /** null for one that was put off. */
  readonly reference: { readonly keyword: string; readonly text: string } | null;
  readonly at: Place;
}

/**
 * Reads a JSON Schema and all that its references reach. A new schema has to have each keyword in its right shape, as the
 * registry demands; in a stored one such a keyword is passed over. References have to lead somewhere in both.
 */
export function parseJsonSchema(source: SchemaSource, stored: boolean): Parsed<JsonSchema> {
  const { raw, problem } = readText(source.text, null);
  if (problem !== null) return failed(problem);
  const draft = draftOf(raw);
  const document: SchemaDocument = { name: null, uri: null, text: source.text, raw, draft };
  const start = rootOf(document);
  if (!isObject(raw) && typeof raw !== 'boolean') {
    const expected = 'a schema (an object, true or false)';
    return failed(problemAt(start.at, 'semantic', expected, `${expected} is expected`));
  }
  const lookUp = createLibrary(document, source.references);
  const problems: SchemaProblem[] = [];
  const pending: Pending[] = [];
  let depth = 0;
  const standIn = (value: JsonValue, reference: Pending['reference'], at: Place): ReferenceNode => {
    const node: ReferenceNode = { kind: 'reference', raw: value, target: null };
    pending.push({ node, reference, at });
    return node;
  };
  const read = ({ raw: value, at }: Found): SchemaNode => {
    if (depth >= MAX_DEPTH_AT_ONCE) return standIn(value, null, at);
    depth += 1;
    const node = classify(value, at, reading);
    depth -= 1;
    return node;
  };
  const reading: Classifying = {
    load: (value, at) => read({ raw: value, at: entered(value, at) }),
    refer: (keyword, text, value, at) => standIn(value, { keyword, text }, at),
    complain: (complaint) => {
      if (!stored && problems.length === 0) problems.push(complaint());
    },
    identify: createIdentity(),
    patternBudget: patternBudget(),
  };
  const root = read(start);
  // Each schema that is referred to is loaded once. The root counts as another one when `#` refers to it: the registry
  // tells the differences of a recursive schema at both.
  const loaded = new Map<JsonValue, SchemaNode>();
  const references: Pending[] = [];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, reference, at } = next;
    references.push(next);
    if (reference === null) {
      node.target = read({ raw: node.raw, at });
      continue;
    }
    const lookup = lookUp(reference.text, at, reference.keyword);
    if (lookup.problem !== null) return failed(problems[0] ?? lookup.problem);
    const { found } = lookup;
    node.target = loaded.get(found.raw) ?? read(found);
    loaded.set(found.raw, node.target);
  }
  const wrong = problems[0] ?? loopAmong(references);
  return wrong === null ? { schema: { root, draft }, problem: null } : failed(wrong);
}

const failed = (problem: SchemaProblem): Parsed<JsonSchema> => ({ schema: null, problem });

/** A reference that comes back to itself with nothing in between. The others are made to point at where they end. */
function loopAmong(references: readonly Pending[]): SchemaProblem | null {
  const names = new Map(references.map(({ node, reference }) => [node, reference?.text]));
  const ending = new Set<ReferenceNode>();
  for (const { node, at } of references) {
    const trail = new Set<ReferenceNode>();
    let next: SchemaNode | null = node;
    while (next?.kind === 'reference' && !ending.has(next)) {
      if (trail.has(next)) {
        const way = [...trail].flatMap((step) => names.get(step) ?? []).join(' → ');
        const complaint = `The references ${way} go in a circle`;
        return problemAt(at, 'reference-cycle', 'a reference that ends at a schema', complaint);
      }
      trail.add(next);
      next = next.target;
    }
    const end = next === null ? null : resolve(next);
    for (const step of trail) {
      step.target = end;
      ending.add(step);
    }
  }
  return null;
}
