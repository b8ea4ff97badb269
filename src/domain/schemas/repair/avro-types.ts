import { missingSymbols } from '../avro/explain.ts';
import { type JsonNode, writeJson } from '../avro/json.ts';
import type { AvroEnum, AvroNamed } from '../avro/model.ts';
import { type Edit, inFull } from './avro-clash.ts';
import { type Definition, definitionOf, unknownSymbol, withDefault, withMember } from './avro-edits.ts';
import { arrayNode, textNode, withNode } from './json-tree.ts';

/** Symbols that old data may hold. */
export function lostSymbols(root: JsonNode, now: AvroEnum, before: AvroEnum): Edit | null {
  const definition = definitionOf(root, now.name.full);
  if (definition === null) return null;
  const preset = unknownSymbol(now);
  if (preset !== null) {
    const node = withDefault(definition.node, textNode(preset));
    const says = `The enum ${now.name.full} gets the default ${preset}, which readers take for symbols that they do not know.`;
    return { root: withNode(root, definition.path, node), change: inFull(says, node) };
  }
  const lost = missingSymbols(now, before);
  const says = `The enum ${now.name.full} keeps ${lost.join(', ')} as long as old data may hold it.`;
  return withSymbols(root, definition, [...now.symbols, ...lost], says);
}

/** Symbols that readers of the earlier schema do not know. */
export function addedSymbols(root: JsonNode, now: AvroEnum, before: AvroEnum): Edit | null {
  const definition = definitionOf(root, now.name.full);
  if (definition === null) return null;
  const added = missingSymbols(before, now);
  const says = `The enum ${now.name.full} does without ${added.join(', ')} until every reader knows it, or has a schema in which the enum has a default.`;
  const kept = now.symbols.filter((symbol) => !added.includes(symbol));
  return withSymbols(root, definition, kept, says);
}

function withSymbols(root: JsonNode, { node, path }: Definition, symbols: readonly string[], says: string): Edit {
  const list = arrayNode(symbols.map(textNode));
  return {
    root: withNode(root, path, withMember(node, 'symbols', list)),
    change: { says, write: writeJson(list), postpones: true, leftover: null },
  };
}

export function aliased(root: JsonNode, now: AvroNamed, before: AvroNamed): Edit | null {
  const definition = definitionOf(root, now.name.full);
  if (definition === null) return null;
  const aliases = definition.node.members.get('aliases');
  const known = aliases?.kind === 'array' ? aliases.items : [];
  const list = arrayNode([...known, textNode(before.name.full)]);
  const node = withMember(definition.node, 'aliases', list);
  const says = `The ${now.kind} ${now.name.full} gets its old name ${before.name.full} as an alias.`;
  return {
    root: withNode(root, definition.path, node),
    change: { says, write: `"aliases":${writeJson(list)}`, postpones: false, leftover: null },
  };
}

export function renamedBack(root: JsonNode, now: AvroNamed, before: AvroNamed): Edit | null {
  const definition = definitionOf(root, now.name.full);
  if (definition === null) return null;
  const says = `The ${now.kind} keeps its name ${before.name.simple}: readers of the earlier schema know it by that alone.`;
  return {
    root: withNode(root, definition.path, withMember(definition.node, 'name', textNode(before.name.simple))),
    change: { says, write: `"name":"${before.name.simple}"`, postpones: true, leftover: null },
  };
}
