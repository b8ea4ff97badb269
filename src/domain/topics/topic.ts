import type { Computed } from '../formulas/computed.ts';
import { diskGb } from '../formulas/disk.ts';
import { rounded } from '../partitions/arithmetic.ts';
import { show } from '../words.ts';
import { coPartition } from './co-partitioning.ts';
import type { Draft } from './cutting.ts';
import type { Premises } from './premises.ts';
import { type Retention, retentionOf } from './retention.ts';
import { type Sizing, sizeTopic } from './sizing.ts';
import { DAY_MS, inOrder } from './words.ts';

/** A topic with everything that was decided about it. */
export interface Topic extends Draft {
  readonly partitions: number;
  readonly sizing: Sizing;
  /** Topics that share its key and count, itself included; empty: none. */
  readonly coPartitioned: readonly string[];
  readonly binding: string;
  readonly retention: Retention;
  /** null: no rate is known, or nothing is ever deleted. */
  readonly disk: Computed | null;
  readonly personal: boolean;
}

/** Sizes the topics, gives sisters the same count, and says how long each keeps its records. In order of their names. */
export function topicsOf(drafts: readonly Draft[], premises: Premises): Topic[] {
  const inNames = [...drafts].sort((a, b) => inOrder(a.name, b.name));
  const sizings = new Map(inNames.map((draft) => [draft.name, sizeTopic(draft, premises)]));
  const sets = coPartition(inNames, sizings);
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
          ? `the same as ${set.because}, which is read together with it under the key; alone it needs ${show(sizing.partitions)}`
          : sizing.binding,
        retention,
        disk: diskOf(draft, sizing, retention, premises),
        personal: draft.events.some((event) => event.personal),
      },
    ];
  });
}

/** A compacted log may be half dirty before it is cleaned: min.cleanable.dirty.ratio 0.5. */
const DIRTY = 2;

function diskOf(
  { kind, events }: Draft,
  { flow }: Sizing,
  { retentionMs }: Retention,
  { replicationFactor }: Premises,
): Computed | null {
  if (kind === 'state') {
    const [state] = events;
    if (state?.distinctKeys == null) return null;
    return {
      value: rounded((state.distinctKeys * state.bytes * DIRTY * replicationFactor) / 1e9, 3),
      formula: `${show(state.distinctKeys)} keys × ${show(state.bytes)} bytes × ${DIRTY} before cleaning × RF ${replicationFactor} ÷ 10⁹`,
      source: 'derived: last values, half of the log uncleaned',
    };
  }
  if (flow === null || retentionMs === null) return null;
  const disk = diskGb({ mbPerS: flow.averageMbPerS, retentionDays: retentionMs / DAY_MS, replicationFactor });
  return { ...disk, value: rounded(disk.value, 3) };
}
