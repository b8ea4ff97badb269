import { show } from '../words.ts';
import { coPartition, joiningOf } from './co-partitioning.ts';
import type { Draft } from './cutting.ts';
import { diskOf, type TopicDisk } from './disk.ts';
import type { Premises } from './premises.ts';
import { type Retention, retentionOf } from './retention.ts';
import { type Sizing, sizeTopic } from './sizing.ts';
import { inOrder } from './words.ts';

/** A topic with everything that was decided about it. */
export interface Topic extends Draft {
  readonly partitions: number;
  readonly sizing: Sizing;
  /** Topics that share its key and count, itself included; empty: none. */
  readonly coPartitioned: readonly string[];
  readonly binding: string;
  readonly retention: Retention;
  /** null: no rate is known, or nothing is ever deleted. */
  readonly disk: TopicDisk | null;
  readonly personal: boolean;
}

/**
 * Sizes the topics, gives sisters the same count, and says how long each keeps its records. In order of their names. `sharing`:
 * services whose group shares partitions.
 */
export function topicsOf(drafts: readonly Draft[], premises: Premises, sharing: ReadonlySet<string>): Topic[] {
  const inNames = [...drafts].sort((a, b) => inOrder(a.name, b.name));
  const sizings = new Map(inNames.map((draft) => [draft.name, sizeTopic(draft, premises, sharing)]));
  const sets = coPartition(inNames, sizings, joiningOf(premises));
  return inNames.flatMap((draft) => {
    const sizing = sizings.get(draft.name);
    if (sizing === undefined) return [];
    const set = sets.get(draft.name);
    const partitions = set?.partitions ?? sizing.partitions;
    const retention = retentionOf(draft, premises.assumptions);
    const lifted = set !== undefined && partitions > sizing.partitions;
    return [
      {
        ...draft,
        partitions,
        sizing,
        coPartitioned: set?.set ?? [],
        binding: lifted
          ? `the same as ${set.because}, which a Streams application reads together with it under the key; alone it needs ${show(sizing.partitions)}`
          : sizing.binding,
        retention,
        disk: diskOf(draft, retention, partitions, premises.replicationFactor),
        personal: draft.events.some((event) => event.personal),
      },
    ];
  });
}
