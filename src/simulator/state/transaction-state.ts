import type { SimulatedTransaction } from './transactions.ts';

/** What a transaction's coordinator knows of it: a hanging one it has forgotten, or never known. */
export function coordinatorState({ outcome, beganMs, endsMs, endsWith }: SimulatedTransaction, ms: number): string {
  if (outcome === 'hanging' || beganMs > ms) return 'Empty';
  if (endsMs === null || endsMs > ms) return 'Ongoing';
  return endsWith === 'commit' ? 'CompleteCommit' : 'CompleteAbort';
}
