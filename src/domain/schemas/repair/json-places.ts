import type { JsonNode } from '../avro/json.ts';
import { nodeAt, type Path } from './json-tree.ts';

/** Where a path of the registry leads in a text: the schema that holds it, and what is left of the path there. */
export interface JsonPlace {
  /** The schema nearest to the place that the text has. */
  readonly schema: Path;
  /** The keyword at the end, such as `maxLength` or `required`; null when the path ends at the schema itself. */
  readonly keyword: string | null;
  /** A name behind the keyword: of a property, or one that is required. */
  readonly name: string | null;
}

/** Keywords that hold schemas by name. */
const BY_NAME = new Set([
  'properties',
  'patternProperties',
  'dependencies',
  'dependentSchemas',
  '$defs',
  'definitions',
]);
const LISTS = new Set(['allOf', 'anyOf', 'oneOf', 'items', 'prefixItems']);
const SINGLE = new Set([
  'items',
  'additionalProperties',
  'additionalItems',
  'unevaluatedProperties',
  'unevaluatedItems',
  'not',
]);

/** References in one text that are followed on the way; more are a circle. */
const MAX_JUMPS = 20;

/** Follows a path such as `#/properties/a/items/maxLength`; names in it are written as they are, slashes too. */
export function placeIn(root: JsonNode, path: string): JsonPlace {
  let schema: Path = referred(root, []);
  let rest = path.replace(/^#\/?/, '');
  while (rest !== '') {
    const [word = ''] = rest.split('/', 1);
    const after = rest.slice(word.length + 1);
    if (after === '') {
      const isSchema = SINGLE.has(word) && nodeAt(root, [...schema, word])?.kind === 'object';
      return isSchema
        ? { schema: referred(root, [...schema, word]), keyword: null, name: null }
        : { schema, keyword: word, name: null };
    }
    const step = stepFrom(root, schema, word, after);
    if (step === null) return { schema, keyword: word, name: after };
    schema = referred(root, step.path);
    rest = step.rest;
  }
  return { schema, keyword: null, name: null };
}

/** One schema further; null where the text has none there. */
function stepFrom(root: JsonNode, schema: Path, word: string, after: string): { path: Path; rest: string } | null {
  const holder = nodeAt(root, [...schema, word]);
  if (BY_NAME.has(word) && holder?.kind === 'object') {
    // A property may have a slash in its name: the longest name that fits counts.
    const [name] = [...holder.members.keys()]
      .filter((key) => after === key || after.startsWith(`${key}/`))
      .sort((a, b) => b.length - a.length);
    return name === undefined ? null : { path: [...schema, word, name], rest: after.slice(name.length + 1) };
  }
  const [index = ''] = after.split('/', 1);
  const list = holder?.kind === 'array' ? word : word === 'items' ? 'prefixItems' : word;
  if (LISTS.has(word) && /^\d+$/.test(index) && nodeAt(root, [...schema, list, Number(index)]) !== null)
    return { path: [...schema, list, Number(index)], rest: after.slice(index.length + 1) };
  return SINGLE.has(word) && holder !== null ? { path: [...schema, word], rest: after } : null;
}

/** The schema that a chain of `$ref`s within the text leads to. */
function referred(root: JsonNode, start: Path): Path {
  let path = start;
  for (let jumps = 0; jumps < MAX_JUMPS; jumps += 1) {
    const node = nodeAt(root, path);
    const reference = node?.kind === 'object' ? node.members.get('$ref') : undefined;
    if (reference?.kind !== 'text' || !reference.value.startsWith('#/')) return path;
    const target: (string | number)[] = [];
    for (const part of reference.value.slice(2).split('/')) {
      const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
      target.push(nodeAt(root, target)?.kind === 'array' ? Number(name) : name);
    }
    if (nodeAt(root, target) === null) return path;
    path = target;
  }
  return path;
}
