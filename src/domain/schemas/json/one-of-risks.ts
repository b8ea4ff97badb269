import { CORE, NEW_READERS, type RawPair, type Risk } from './risk.ts';
import { type CombinedNode, type ObjectNode, type ResolvedNode, resolve, type SchemaNode } from './schema.ts';

/** Branches on each side up to which they are held against each other. */
const MAX_BRANCHES = 200;

/**
 * A oneOf with more branches takes what it took before only while data fits one of them; the registry counts every added
 * branch as a widening.
 */
export function oneOfRisks(older: ResolvedNode, newer: ResolvedNode, identify: RawPair['identify']): readonly Risk[] {
  if (newer.kind !== 'combined' || newer.of !== 'oneOf' || newer.branches.length > MAX_BRANCHES) return [];
  const { added, kept } = addedBranches(older, newer, identify);
  const overlapping = added.find((branch) => kept.some((other) => mayBothTake(branch, other, identify)));
  if (overlapping === undefined) return [];
  return [
    {
      id: 'JSON-ONE-OF-MAY-OVERLAP',
      message:
        'A branch was added to oneOf that may take data of an earlier branch too, and what fits two branches fits oneOf no longer; the registry sees a widening. Use anyOf, or tell the branches apart by a const property.',
      breaks: NEW_READERS,
      source: `${CORE}#name-oneof`,
    },
  ];
}

function addedBranches(older: ResolvedNode, newer: CombinedNode, identify: RawPair['identify']) {
  const before = older.kind === 'combined' && older.of === 'oneOf' ? older.branches : [older];
  const known = new Set(before.map(({ raw }) => identify(raw)));
  const isKept = ({ raw }: SchemaNode) => known.has(identify(raw));
  // Where nothing stayed as it was, it can't be told which branch is new.
  const kept = newer.branches.filter(isKept);
  return { added: newer.branches.filter((branch) => !isKept(branch)), kept };
}

/** Two schemas of the same kind may, unless a property that both demand can have no value in common. */
function mayBothTake(oneNode: SchemaNode, otherNode: SchemaNode, identify: RawPair['identify']): boolean {
  const one = resolve(oneNode);
  const other = resolve(otherNode);
  if (one.kind === 'any' || other.kind === 'any') return true;
  if (one.kind !== other.kind) return false;
  return one.kind !== 'object' || other.kind !== 'object' || !areToldApart(one, other, identify);
}

function areToldApart(one: ObjectNode, other: ObjectNode, identify: RawPair['identify']): boolean {
  return [...one.required].some((name) => {
    const values = valuesOf(one.properties.get(name));
    const others = valuesOf(other.properties.get(name));
    if (values === null || others === null || !other.required.has(name)) return false;
    const known = new Set(others.map(identify));
    return !values.some((value) => known.has(identify(value)));
  });
}

function valuesOf(node: SchemaNode | undefined) {
  const resolved = node === undefined ? null : resolve(node);
  const parts = resolved?.kind === 'combined' && resolved.of === 'allOf' ? resolved.branches.map(resolve) : [resolved];
  for (const part of parts) {
    if (part?.kind === 'const') return [part.value];
    if (part?.kind === 'enum') return part.values;
  }
  return null;
}
