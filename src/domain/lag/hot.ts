import type { GroupFacts, PartitionFacts } from './facts.ts';
import { FEWEST_RECORDS, type Skew, skewOf, UNEVEN } from './skew.ts';
import type { LagStatus } from './status.ts';

/** A topic of which one partition gets most and lags. */
export interface HotTopic {
  readonly skew: Skew;
  readonly hottest: PartitionFacts;
  readonly seconds: number;
}

const BEHIND: readonly LagStatus[] = ['growing', 'steady'];

/** The most uneven topic of the group whose hottest partition is behind while an even share would do; null: none. */
export function hotTopic({ partitions, byStatus }: GroupFacts): HotTopic | null {
  if (!BEHIND.some((status) => byStatus.has(status))) return null;
  const byTopic = new Map<string, PartitionFacts[]>();
  for (const partition of partitions) {
    if (partition.judged.producedPerSecond === null || partition.trend === null) continue;
    const known = byTopic.get(partition.judged.topic);
    if (known === undefined) byTopic.set(partition.judged.topic, [partition]);
    else known.push(partition);
  }
  const hot = [...byTopic.values()].flatMap((own) => judge(own) ?? []);
  return hot.sort((a, b) => b.skew.factor - a.skew.factor)[0] ?? null;
}

function judge(own: readonly PartitionFacts[]): HotTopic | null {
  const seconds = Math.max(...own.map(({ trend }) => trend?.seconds ?? 0));
  const rateOf = ({ judged }: PartitionFacts) => judged.producedPerSecond ?? 0;
  const skew = skewOf(own.map((each) => rateOf(each) * seconds));
  const hottest = [...own].sort((a, b) => rateOf(b) - rateOf(a))[0];
  if (skew === null || hottest === undefined || skew.factor < UNEVEN || skew.total < FEWEST_RECORDS) return null;
  if (!BEHIND.includes(hottest.judged.status) || hottest.stuck !== null) return null;
  const others = own.filter((each) => each !== hottest);
  const alone = others.every(({ judged }) => (judged.lag ?? 0n) * 2n <= (hottest.judged.lag ?? 0n));
  return alone && (hottest.judged.consumedPerSecond ?? 0) > 0 ? { skew, hottest, seconds } : null;
}
