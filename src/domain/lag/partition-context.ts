import type { Life } from './life.ts';
import type { OwnerDiagnosis } from './owner.ts';
import type { GroupSeen } from './seen.ts';
import type { Holding } from './transactions.ts';
import type { Trend } from './trend.ts';
import type { Stuck } from './turns.ts';

/** What is known around one partition when it is judged. */
export interface PartitionContext {
  readonly group: GroupSeen;
  readonly life: Life;
  readonly owner: OwnerDiagnosis | null;
  readonly trend: Trend | null;
  readonly stuck: Stuck | null;
  readonly holding: Holding | null;
}
