import type { Draft } from './cutting.ts';
import type { Sizing } from './sizing.ts';

/**
 * Topics that some reader reads together under the same key get the same count, so that the records of a key meet in one
 * task. Returns for each topic the largest count of its set, and the topic that asks for it. Commands are not joined, and a
 * topic in total order stays alone. Source: Kafka Streams, co-partitioning.
 */
export function coPartition(
  drafts: readonly Draft[],
  sizings: ReadonlyMap<string, Sizing>,
): Map<string, { readonly partitions: number; readonly because: string; readonly set: readonly string[] }> {
  const result = new Map<string, { partitions: number; because: string; set: readonly string[] }>();
  for (const set of setsOf(drafts.filter(joins))) {
    const needs = set.map(({ name }) => ({ name, partitions: sizings.get(name)?.partitions ?? 1 }));
    const largest = needs.reduce((most, one) => (one.partitions > most.partitions ? one : most));
    for (const { name } of set)
      result.set(name, {
        partitions: largest.partitions,
        because: largest.name,
        set: set.map((draft) => draft.name),
      });
  }
  return result;
}

const joins = ({ kind, key, order }: Draft): boolean => kind !== 'command' && key !== null && order !== 'total';

/** Sets of two and more, connected by a key and a reader in common. */
function setsOf(drafts: readonly Draft[]): Draft[][] {
  const setOf = new Map<Draft, Draft[]>();
  const firstWith = new Map<string, Draft>();
  for (const draft of drafts) {
    setOf.set(draft, [draft]);
    for (const reader of draft.readers) {
      const tie = `${draft.key}\n${reader}`;
      const first = firstWith.get(tie);
      if (first === undefined) {
        firstWith.set(tie, draft);
        continue;
      }
      const [into, from] = [setOf.get(first), setOf.get(draft)];
      if (into === undefined || from === undefined || into === from) continue;
      into.push(...from);
      for (const moved of from) setOf.set(moved, into);
    }
  }
  return [...new Set(setOf.values())].filter((set) => set.length > 1);
}
