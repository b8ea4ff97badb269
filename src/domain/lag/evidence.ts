import { type ByPartition, byPartition, toByPartition } from './by-partition.ts';
import type {
  FirstUnread,
  GroupHistory,
  LagBackground,
  LagObservation,
  OpenTransaction,
  ProduceCurve,
  TopicPartition,
  TopicSettings,
} from './observation.ts';

/**
 * All that is known about groups at one moment: a look, perhaps a second one, and what lay around and before them. `background`
 * is null where only looks were taken.
 */
export interface LagEvidence {
  readonly first: LagObservation;
  readonly second: LagObservation | null;
  readonly background: LagBackground | null;
}

/** Looks up the background by group and partition; built once, since a cluster may have 100,000 partitions. */
export interface BackgroundIndex {
  readonly background: LagBackground;
  history(group: string): GroupHistory | null;
  curve(where: TopicPartition): ProduceCurve | null;
  firstUnread(group: string, where: TopicPartition): FirstUnread | null;
  openTransactions(where: TopicPartition): readonly OpenTransaction[];
  topic(name: string): TopicSettings | null;
}

export function indexBackground(background: LagBackground): BackgroundIndex {
  const curves = byPartition(background.curves);
  const unread = listsByPartition(background.firstUnread);
  const transactions = listsByPartition(background.openTransactions);
  return {
    background,
    history: (group) => background.histories.get(group) ?? null,
    curve: (where) => curves.get(where),
    firstUnread: (group, where) => unread.get(where)?.find((each) => each.group === group) ?? null,
    openTransactions: (where) => transactions.get(where) ?? [],
    topic: (name) => background.topics.get(name) ?? null,
  };
}

/** Few partitions have any. */
function listsByPartition<Item extends TopicPartition>(items: readonly Item[]): ByPartition<readonly Item[]> {
  const lists: (TopicPartition & { readonly items: Item[] })[] = [];
  const known = new Map<string, Item[]>();
  for (const item of items) {
    const key = `${item.topic}:${item.partition}`;
    const list = known.get(key);
    if (list === undefined) {
      const first = [item];
      known.set(key, first);
      lists.push({ topic: item.topic, partition: item.partition, items: first });
    } else list.push(item);
  }
  return toByPartition(lists, (list) => list.items);
}
