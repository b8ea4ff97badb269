import type { Finding } from '../finding.ts';
import { count, percent, show } from '../words.ts';
import { ceiling } from './arithmetic.ts';
import { hotKeyRemedy, hottestPartitionLoad } from './hot-key.ts';
import { GUIDELINE, sharePercent } from './words.ts';

/** A group whose members work on one record at a time, and the key that is hot for it. */
interface HotGroup {
  readonly messagesPerS: number;
  readonly processingMs: number;
  readonly share: number;
  readonly partitions: number;
  readonly members: number;
  readonly utilisation: number;
  readonly keyed: boolean;
}

/** Above 1 by more than the noise of binary fractions. */
const FULL = 1 + 1e-9;

/**
 * The member that has the hottest key's partition and others beside it: `(s·λ + (k·(1 − s)·λ) ÷ P) × S` with
 * k = ⌈P ÷ N⌉ partitions a member. null: it keeps up, or its hot partition alone is too much, which other rules say.
 * Source: derived from the load of the hot partition.
 */
export function hotMemberOf(group: HotGroup): Finding | null {
  const { messagesPerS, processingMs, share, partitions, members, utilisation } = group;
  const handlers = (messagesPerS * processingMs) / 1000;
  const other = ((1 - share) * handlers) / partitions;
  const alone = hottestPartitionLoad(handlers, share, partitions);
  const busy = (held: number) => alone + (held - 1) * other;
  const most = ceiling(partitions / members);
  if (alone > FULL || busy(most) <= FULL) return null;
  const least = Math.max(1, Math.floor(partitions / members));
  const range = least === most ? percent(busy(most)) : `${show(round(busy(least)))}–${percent(busy(most))}`;
  const perS = (value: number) => show((value * 1000) / processingMs);
  return {
    rule: 'PARTITIONS-HOT-KEY-MEMBER',
    severity: 'medium',
    says: `With ${count(members, 'consumer')} the one that has the hottest key is ${range} busy: ${busy(least) > FULL ? '' : 'above 100 % '}its lag grows.`,
    evidence: [
      `it has ${least === most ? count(most, 'partition') : `${show(least)} or ${count(most, 'partition')}`}: ${show(partitions)} ÷ ${count(members, 'consumer')}`,
      `the hottest key (${sharePercent(share)}) ${show(share * messagesPerS)}/s + ${show(most)} × ${perS(other)}/s of other keys = ${perS(busy(most))}/s at most; it does ${show(1000 / processingMs)}/s at ${show(processingMs)} ms, one record at a time`,
    ],
    remedy: remedyOf(group, consumersFor(1), alone <= utilisation * FULL ? consumersFor(utilisation) : null),
    guideline: GUIDELINE.hotKeys,
    confidence: 'medium',
  };

  function consumersFor(limit: number): number {
    return ceiling(partitions / (1 + Math.max(0, Math.floor((limit * FULL - alone) / other))));
  }
}

const round = (share: number): number => Number((share * 100).toFixed(1));

function remedyOf({ utilisation, keyed }: HotGroup, enough: number, calm: number | null): string {
  const more = `Run ${count(enough, 'consumer')} or more${calm === null || calm === enough ? '' : `; ${show(calm)} keep it within ${percent(utilisation)}`}.`;
  return keyed
    ? `${more} Or give the hottest key an own topic with its own consumer, or its partition a member to itself (an own assignor, group.protocol=classic).`
    : `${more} ${hotKeyRemedy({ keyed })}`;
}
