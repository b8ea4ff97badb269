import { unnamedItem } from './content-model.ts';
import { type Comparison, type Difference, limitDifferences } from './differences.ts';
import { covered } from './objects.ts';
import { restComparison } from './rest.ts';
import { type ArrayNode, resolve, type SchemaNode } from './schema.ts';

type Piece = Pick<Comparison, 'differences' | 'parts'>;

export function compareArrays(writer: ArrayNode, reader: ArrayNode): Comparison {
  const pieces: Piece[] = [
    itemsComparison(writer, reader),
    ...tupleComparisons(writer, reader),
    restComparison('additionalItems', writer.additional, reader.additional, {
      removed: 'ADDITIONAL_ITEMS_REMOVED',
      narrowed: 'ADDITIONAL_ITEMS_NARROWED',
    }),
    restComparison('unevaluatedItems', writer.unevaluated, reader.unevaluated, {
      removed: 'UNEVALUATED_ITEMS_REMOVED',
      narrowed: 'UNEVALUATED_ITEMS_NARROWED',
    }),
  ];
  return {
    differences: [...sizeDifferences(writer, reader), ...pieces.flatMap(({ differences }) => differences)],
    parts: pieces.flatMap(({ parts }) => parts),
    matching: null,
  };
}

function sizeDifferences(writer: ArrayNode, reader: ArrayNode): Difference[] {
  return [
    ...limitDifferences('maxItems', writer.maxItems, reader.maxItems, 'lower', {
      added: 'MAX_ITEMS_ADDED',
      tightened: 'MAX_ITEMS_DECREASED',
    }),
    ...limitDifferences('minItems', writer.minItems, reader.minItems, 'higher', {
      added: 'MIN_ITEMS_ADDED',
      tightened: 'MIN_ITEMS_INCREASED',
    }),
    ...limitDifferences('maxContains', writer.maxContains, reader.maxContains, 'lower', {
      added: 'MAX_CONTAINS_ADDED',
      tightened: 'MAX_CONTAINS_DECREASED',
    }),
    ...limitDifferences('minContains', writer.minContains, reader.minContains, 'higher', {
      added: 'MIN_CONTAINS_ADDED',
      tightened: 'MIN_CONTAINS_INCREASED',
    }),
    ...(reader.unique && !writer.unique
      ? [{ rule: 'UNIQUE_ITEMS_ADDED', at: 'uniqueItems', writer: false, reader: true } as const]
      : []),
  ];
}

/** One schema for all items. A tuple of the writer is not looked at: its items have no such schema. */
function itemsComparison({ items: writer }: ArrayNode, { items: reader }: ArrayNode): Piece {
  const at = 'items';
  if (reader === null) return NOTHING;
  if (writer === null) return { differences: [{ rule: 'SCHEMA_ADDED', at, writer, reader: reader.raw }], parts: [] };
  return { differences: [], parts: [{ at, writer, reader, misfit: null, told: true }] };
}

function tupleComparisons(writer: ArrayNode, reader: ArrayNode): Piece[] {
  const pieces: Piece[] = [];
  for (const [index, written] of writer.tuple.entries()) {
    const at = `items/${index}`;
    const read = reader.tuple[index];
    if (read === undefined) pieces.push(removed(at, written, reader));
    else pieces.push({ differences: [], parts: [{ at, writer: written, reader: read, misfit: null, told: true }] });
  }
  for (const [index, read] of reader.tuple.entries()) {
    if (index >= writer.tuple.length) pieces.push(added(`items/${index}`, read, writer));
  }
  return pieces;
}

function removed(at: string, written: SchemaNode, reader: ArrayNode): Piece {
  const unnamed = unnamedItem(reader);
  if (unnamed === 'open') return NOTHING;
  if (unnamed !== 'closed') {
    const rule = 'ITEM_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL';
    return { differences: [], parts: [covered(at, written, unnamed, rule)] };
  }
  if (resolve(written).kind === 'never') return NOTHING;
  const rule = 'ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL';
  return { differences: [{ rule, at, writer: written.raw, reader: null }], parts: [] };
}

function added(at: string, read: SchemaNode, writer: ArrayNode): Piece {
  const unnamed = unnamedItem(writer);
  if (unnamed === 'closed') return NOTHING;
  if (unnamed !== 'open') {
    const rule = 'ITEM_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL';
    return { differences: [], parts: [covered(at, unnamed, read, rule)] };
  }
  if (resolve(read).kind === 'any') return NOTHING;
  const rule = 'ITEM_ADDED_TO_OPEN_CONTENT_MODEL';
  return { differences: [{ rule, at, writer: null, reader: read.raw }], parts: [] };
}

const NOTHING: Piece = { differences: [], parts: [] };
