import type { Stay } from './churn.ts';
import type { GroupFacts } from './facts.ts';
import { howItLeft } from './life.ts';
import type { TopicPartition } from './observation.ts';

/** A member that was removed for its silence while others stayed. */
export interface Departure {
  readonly stay: Stay;
  readonly how: 'session' | 'poll interval';
  /** Partitions that were silent for just that time, and went on with another member. */
  readonly silent: readonly TopicPartition[];
}

/** Members that went silently and whose client did not come back. The history does not say which partitions they had, silence does. */
export function departuresOf({ churn, partitions, seen, life }: GroupFacts): Departure[] {
  if (churn === null || life.kind !== 'members') return [];
  const present = new Set((seen.history?.generations.at(-1)?.members ?? []).map(clientOf));
  return churn.stays
    .filter((stay) => stay.others && !present.has(clientOf(stay)))
    .flatMap((stay): Departure[] => {
      const silent = partitions.flatMap(({ seen: partition }) => {
        const points = partition.commits?.points ?? [];
        const before = points.findLast(({ atMs }) => atMs <= stay.toMs);
        const resumed = points.some(({ atMs }) => atMs > stay.toMs);
        if (before === undefined || !resumed) return [];
        const how = howItLeft(stay, before.atMs, seen.brokerSessionMs);
        return how === 'session' || how === 'poll interval' ? [{ partition, how }] : [];
      });
      const [first] = silent;
      return first === undefined ? [] : [{ stay, how: first.how, silent: silent.map(({ partition }) => partition) }];
    });
}

const clientOf = ({ clientId, host }: { readonly clientId: string | null; readonly host: string | null }): string =>
  `${clientId}\n${host}`;
