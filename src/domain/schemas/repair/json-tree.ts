import { type JsonNode, type JsonObject, readJson, writeJson } from '../avro/json.ts';

/** The way from the root to a value: names of members, places in arrays. */
export type Path = readonly (string | number)[];

/** The tree of a text that a checker has parsed. Numbers keep their digits; comments are lost. */
export function treeOf(text: string): JsonNode {
  const node = readJson(text);
  switch (node.kind) {
    case 'too deep':
    case 'more text':
      return NULL;
    default:
      return node;
  }
}

export const NULL: JsonNode = { kind: 'word', at: 0, value: null };
export const textNode = (value: string): JsonNode => ({ kind: 'text', at: 0, value });
export const arrayNode = (items: readonly JsonNode[]): JsonNode => ({ kind: 'array', at: 0, items });
export const objectNode = (members: readonly (readonly [string, JsonNode])[]): JsonObject => ({
  kind: 'object',
  at: 0,
  members: new Map(members),
});

/** The value at a place; null where there is none. */
export function nodeAt(root: JsonNode, path: Path): JsonNode | null {
  let node: JsonNode | undefined = root;
  for (const step of path) {
    node =
      node.kind === 'object' && typeof step === 'string'
        ? node.members.get(step)
        : node.kind === 'array' && typeof step === 'number'
          ? node.items[step]
          : undefined;
    if (node === undefined) return null;
  }
  return node;
}

/** The tree with another value at a place; null takes the value away. A member that is not there is added at the end. */
export function withNode(root: JsonNode, path: Path, value: JsonNode | null): JsonNode {
  const [step, ...rest] = path;
  if (step === undefined) return value ?? NULL;
  if (root.kind === 'array') {
    const items = root.items.flatMap((item, index) => {
      if (index !== step) return [item];
      return rest.length === 0 ? (value === null ? [] : [value]) : [withNode(item, rest, value)];
    });
    return step === root.items.length && value !== null ? arrayNode([...items, value]) : arrayNode(items);
  }
  if (root.kind !== 'object' || typeof step !== 'string') return root;
  const members = new Map(root.members);
  const inner = members.get(step);
  if (rest.length > 0) {
    if (inner !== undefined) members.set(step, withNode(inner, rest, value));
  } else if (value === null) members.delete(step);
  else members.set(step, value);
  return { ...root, members };
}

/** Longest object or array that stands in one line. */
const MAX_LINE_CHARS = 100;

/** The value as people write it, each thing in a line of its own unless it is short. */
export function layOut(node: JsonNode, indent = ''): string {
  const line = inOneLine(node, MAX_LINE_CHARS - indent.length);
  if (line !== null) return line;
  const inner = `${indent}  `;
  if (node.kind === 'array')
    return `[\n${node.items.map((item) => inner + layOut(item, inner)).join(',\n')}\n${indent}]`;
  if (node.kind !== 'object') return writeJson(node);
  const members = [...node.members].map(([name, value]) => `${inner}${JSON.stringify(name)}: ${layOut(value, inner)}`);
  return `{\n${members.join(',\n')}\n${indent}}`;
}

/** null when it would be longer than there is room; no more is read then than fits. */
function inOneLine(node: JsonNode, room: number): string | null {
  if (node.kind !== 'array' && node.kind !== 'object') {
    const text = writeJson(node);
    return text.length <= room ? text : null;
  }
  const [open, close] = node.kind === 'array' ? ['[', ']'] : ['{ ', ' }'];
  const parts = node.kind === 'array' ? node.items.map((item) => ['', item] as const) : node.members;
  let line = open;
  for (const [name, value] of parts) {
    const before = `${line === open ? '' : ', '}${node.kind === 'array' ? '' : `${JSON.stringify(name)}: `}`;
    const inner = inOneLine(value, room - line.length - before.length - close.length);
    if (inner === null) return null;
    line += before + inner;
  }
  const whole = line === '{ ' ? '{}' : line + close;
  return whole.length <= room ? whole : null;
}

/** The tree as text: laid out when the text that it came from was, else compact. */
export const printedLike = (root: JsonNode, text: string): string =>
  text.trim().includes('\n') ? layOut(root) : writeJson(root);
