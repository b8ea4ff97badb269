import { sameJson, sameMembers } from './json.ts';
import { type AvroField, type AvroNamed, type AvroType, UNRESOLVED } from './model.ts';

/**
 * Whether a name that is defined again means the same, which Avro lets pass. Documentation and aliases do not count, and a
 * definition that uses a name before its definition is never the same as another. Source: Avro 1.12.1, Schema.equals.
 */
export function sameDefinition(one: AvroNamed, other: AvroNamed): boolean {
  if (one.name.full !== other.name.full || !sameMembers(one.properties, other.properties)) return false;
  switch (one.kind) {
    case 'fixed':
      return other.kind === 'fixed' && one.size === other.size;
    case 'enum':
      return other.kind === 'enum' && sameList(one.symbols, other.symbols, (a, b) => a === b);
    case 'record':
      return other.kind === 'record' && sameList(one.fields, other.fields, sameField);
  }
}

function sameField(one: AvroField, other: AvroField): boolean {
  return (
    one.name === other.name &&
    one.order === other.order &&
    sameMembers(one.properties, other.properties) &&
    (one.default === null || other.default === null
      ? one.default === other.default
      : sameJson(one.default, other.default)) &&
    sameType(one.type, other.type)
  );
}

/** Named types inside are told by their names: each of them passed this check when it was defined. */
function sameType(one: AvroType, other: AvroType): boolean {
  if (one === UNRESOLVED || other === UNRESOLVED) return false;
  if ('name' in one) return 'name' in other && one.name.full === other.name.full;
  switch (one.kind) {
    case 'array':
      return (
        other.kind === 'array' && sameMembers(one.properties, other.properties) && sameType(one.items, other.items)
      );
    case 'map':
      return (
        other.kind === 'map' && sameMembers(one.properties, other.properties) && sameType(one.values, other.values)
      );
    case 'union':
      return other.kind === 'union' && sameList(one.branches, other.branches, sameType);
    default:
      return 'logical' in other && one.kind === other.kind && sameMembers(one.properties, other.properties);
  }
}

const sameList = <T>(one: readonly T[], other: readonly T[], same: (a: T, b: T) => boolean): boolean =>
  one.length === other.length &&
  one.every((item, index) => {
    const counterpart = other[index];
    return counterpart !== undefined && same(item, counterpart);
  });
