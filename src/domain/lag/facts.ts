import type { Capacity } from './capacity.ts';
import type { Churn } from './churn.ts';
import type { ConsumerClient } from './client.ts';
import type { OffsetExpiry } from './expiry.ts';
import type { Life } from './life.ts';
import type { GroupObservation, LagBackground } from './observation.ts';
import type { Owner } from './owner.ts';
import type { PartitionDiagnosis } from './partition.ts';
import type { GroupSeen, PartitionSeen } from './seen.ts';
import type { LagStatus, Verdict } from './status.ts';
import type { Holding } from './transactions.ts';
import type { Trend } from './trend.ts';
import type { Stuck } from './turns.ts';

/** One partition with all that is known and was judged of it. */
export interface PartitionFacts {
  readonly seen: PartitionSeen;
  readonly judged: PartitionDiagnosis;
  readonly trend: Trend | null;
  readonly owner: Owner | null;
  readonly holding: Holding | null;
  readonly stuck: Stuck | null;
}

/** All that the rules may look at: one group, judged partition by partition and owner by owner. */
export interface GroupFacts {
  readonly group: GroupObservation;
  readonly seen: GroupSeen;
  readonly life: Life;
  readonly churn: Churn | null;
  readonly client: ConsumerClient;
  readonly owners: readonly Owner[];
  /** Worst first. */
  readonly partitions: readonly PartitionFacts[];
  /** The same by status. */
  readonly byStatus: ReadonlyMap<LagStatus, readonly PartitionFacts[]>;
  /** Where the lag of the whole group goes, before any cause is known. */
  readonly course: Verdict;
  readonly lag: bigint | null;
  readonly producedPerSecond: number | null;
  readonly consumedPerSecond: number | null;
  readonly capacity: Capacity | null;
  readonly expiry: OffsetExpiry | null;
  readonly background: LagBackground | null;
  /** Why the group could not be read, where a gap says so; null: it was. */
  readonly unreadable: string | null;
}
