import { unnamedProperty } from './content-model.ts';
import { dependencyComparison } from './dependencies.ts';
import { type Comparison, type Difference, limitDifferences, type Part } from './differences.ts';
import { restComparison } from './rest.ts';
import { type ObjectNode, resolve, type SchemaNode } from './schema.ts';

export function compareObjects(writer: ObjectNode, reader: ObjectNode): Comparison {
  const comparisons = [
    ...propertyComparisons(writer, reader),
    dependencyComparison(writer, reader),
    restComparison('additionalProperties', writer.additional, reader.additional, {
      removed: 'ADDITIONAL_PROPERTIES_REMOVED',
      narrowed: 'ADDITIONAL_PROPERTIES_NARROWED',
    }),
    restComparison('unevaluatedProperties', writer.unevaluated, reader.unevaluated, {
      removed: 'UNEVALUATED_PROPERTIES_REMOVED',
      narrowed: 'UNEVALUATED_PROPERTIES_NARROWED',
    }),
  ];
  return {
    differences: [
      ...limitDifferences('maxProperties', writer.maxProperties, reader.maxProperties, 'lower', {
        added: 'MAX_PROPERTIES_ADDED',
        tightened: 'MAX_PROPERTIES_DECREASED',
      }),
      ...limitDifferences('minProperties', writer.minProperties, reader.minProperties, 'higher', {
        added: 'MIN_PROPERTIES_ADDED',
        tightened: 'MIN_PROPERTIES_INCREASED',
      }),
      ...comparisons.flatMap(({ differences }) => differences),
    ],
    parts: comparisons.flatMap(({ parts }) => parts),
    matching: null,
  };
}

/** Differences and parts of one property or keyword. */
type Piece = Pick<Comparison, 'differences' | 'parts'>;

function propertyComparisons(writer: ObjectNode, reader: ObjectNode): Piece[] {
  const pieces: Piece[] = [];
  for (const [name, written] of writer.properties) {
    const read = reader.properties.get(name);
    pieces.push(read === undefined ? removed(name, written, reader) : kept(name, written, read, writer, reader));
  }
  for (const [name, read] of reader.properties) {
    if (!writer.properties.has(name)) pieces.push(added(name, read, writer, reader));
  }
  return pieces;
}

const pathOf = (name: string): string => `properties/${name}`;

function kept(name: string, written: SchemaNode, read: SchemaNode, writer: ObjectNode, reader: ObjectNode): Piece {
  const isNewlyRequired = reader.required.has(name) && !writer.required.has(name) && !reader.defaults.has(name);
  return {
    differences: isNewlyRequired
      ? [{ rule: 'REQUIRED_ATTRIBUTE_ADDED', at: `required/${name}`, writer: null, reader: read.raw }]
      : [],
    parts: [{ at: pathOf(name), writer: written, reader: read, misfit: null, told: true }],
  };
}

/** What was a property of the writer is whatever the reader says of properties it does not name. */
function removed(name: string, written: SchemaNode, reader: ObjectNode): Piece {
  const unnamed = unnamedProperty(reader, name);
  if (unnamed === 'open') return NOTHING;
  if (unnamed !== 'closed') {
    const rule = 'PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL';
    return { differences: [], parts: [covered(pathOf(name), written, unnamed, rule)] };
  }
  if (resolve(written).kind === 'never') return NOTHING;
  const rule = 'PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL';
  return { differences: [{ rule, at: pathOf(name), writer: written.raw, reader: null }], parts: [] };
}

/** A new property was in the writer's data whatever the writer says of properties it does not name. */
function added(name: string, read: SchemaNode, writer: ObjectNode, reader: ObjectNode): Piece {
  const unnamed = unnamedProperty(writer, name);
  const isRequired = reader.required.has(name);
  const difference = (rule: Difference['rule']): Difference => ({
    rule,
    at: pathOf(name),
    writer: null,
    reader: read.raw,
  });
  if (unnamed === 'open') {
    if (resolve(read).kind === 'any') return NOTHING;
    const rule = !isRequired
      ? 'OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL'
      : reader.defaults.has(name)
        ? 'REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL'
        : 'REQUIRED_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL';
    return { differences: [difference(rule)], parts: [] };
  }
  const rule = 'PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL';
  return {
    differences:
      isRequired && !reader.defaults.has(name) ? [difference('REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL')] : [],
    parts: unnamed === 'closed' ? [] : [covered(pathOf(name), unnamed, read, rule)],
  };
}

const NOTHING: Piece = { differences: [], parts: [] };

export const covered = (at: string, writer: SchemaNode, reader: SchemaNode, rule: Difference['rule']): Part => ({
  at,
  writer,
  reader,
  misfit: { rule, at, writer: writer.raw, reader: reader.raw },
  told: true,
});
