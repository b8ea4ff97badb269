import type { AvroType, AvroUnion } from './model.ts';

/** The branches of a union by what a writer's type can be told by. */
interface BranchIndex {
  readonly unnamed: readonly AvroType[];
  /** By name without namespace and by alias. */
  readonly named: ReadonlyMap<string, readonly AvroType[]>;
}

const indexes = new WeakMap<AvroUnion, BranchIndex>();

/** The branches that may be able to read a writer's type: unnamed ones, of which there are few, and those whose name fits. */
export function branchesFor(writer: AvroType, union: AvroUnion): readonly AvroType[] {
  const index = indexes.get(union) ?? indexOf(union);
  indexes.set(union, index);
  if (!('name' in writer)) return index.unnamed;
  const { simple, full } = writer.name;
  return [...new Set([...(index.named.get(simple) ?? []), ...(index.named.get(full) ?? [])])];
}

function indexOf(union: AvroUnion): BranchIndex {
  const named = new Map<string, AvroType[]>();
  const unnamed: AvroType[] = [];
  for (const branch of union.branches) {
    if (!('name' in branch)) {
      unnamed.push(branch);
      continue;
    }
    for (const name of new Set([branch.name.simple, ...branch.aliases])) {
      const known = named.get(name);
      if (known === undefined) named.set(name, [branch]);
      else known.push(branch);
    }
  }
  return { unnamed, named };
}
