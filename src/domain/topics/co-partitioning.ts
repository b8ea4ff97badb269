import type { Draft } from './cutting.ts';
import type { Premises } from './premises.ts';
import type { Sizing } from './sizing.ts';

/**
 * Topics that a Streams application reads together under the same key get the same count, so that the records of a key meet in
 * one task; Streams refuses to join topics of different counts. Returns for each topic the largest count of its set, and the
 * topic that asks for it. Commands are not joined, and a topic in total order stays alone. A sink joins nothing, and of other
 * clients nobody knows: `joinQuestions` asks. Source: Kafka Streams, co-partitioning.
 */
export function coPartition(
  drafts: readonly Draft[],
  sizings: ReadonlyMap<string, Sizing>,
  joining: ReadonlySet<string>,
): Map<string, { readonly partitions: number; readonly because: string; readonly set: readonly string[] }> {
  const result = new Map<string, { partitions: number; because: string; set: readonly string[] }>();
  for (const set of setsOf(drafts.filter(joins), joining)) {
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

/** Services that join for certain. */
export const joiningOf = ({ services }: Pick<Premises, 'services'>): ReadonlySet<string> =>
  new Set(services.filter(({ client }) => client === 'streams').map(({ id }) => id));

/** Commands are not joined, and a topic in total order is alone in its count. */
export const joins = ({ kind, key, order }: Pick<Draft, 'kind' | 'key' | 'order'>): boolean =>
  kind !== 'command' && key !== null && order !== 'total';

/** Sets of two and more, connected by a key and a reader in common that ties them. */
function setsOf(drafts: readonly Draft[], tying: ReadonlySet<string>): Draft[][] {
  const setOf = new Map<Draft, Draft[]>();
  const firstWith = new Map<string, Draft>();
  for (const draft of drafts) {
    setOf.set(draft, [draft]);
    for (const reader of draft.readers.filter((one) => tying.has(one))) {
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
