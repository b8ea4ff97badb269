import { commitAt } from './commits.ts';
import { endAt, recentSpan } from './ends.ts';
import type { GroupFacts } from './facts.ts';
import { rate } from './words.ts';

/** Halves of a history are compared from this length on. [rule of thumb] */
const SHORTEST_MS = 240_000;

/** Less than that is noise. [rule of thumb] */
const CHANGE = 1.2;

/** Whether producing rose or reading fell, from the older to the newer half of the history; empty where that can't be told. */
export function pressureWords({ partitions, seen, life }: GroupFacts): string[] {
  if (life.kind !== 'members' && life.kind !== 'assign') return [];
  const spans = partitions.flatMap(({ seen: { ends } }) => (ends === null ? [] : (recentSpan(ends) ?? [])));
  const fromMs = Math.max(seen.history?.completeSinceMs ?? Infinity, ...spans.map((span) => span.fromMs));
  const toMs = Math.min(seen.nowMs, ...spans.map((span) => span.toMs));
  if (spans.length < partitions.length || toMs - fromMs < SHORTEST_MS) return [];
  const middle = (fromMs + toMs) / 2;
  const [before, after] = [
    { produced: 0, consumed: 0 },
    { produced: 0, consumed: 0 },
  ];
  for (const { seen: partition } of partitions) {
    const { ends, commits } = partition;
    const [start, half, end] = [fromMs, middle, toMs].map((at) => (ends === null ? null : endAt(ends, at)));
    if (commits === null || start == null || half == null || end == null) return [];
    const [first, mid, last] = [fromMs, middle, toMs].map((at) => commitAt(commits, at)?.offset ?? null);
    if (first == null || mid == null || last == null) return [];
    before.produced += half - start;
    after.produced += end - half;
    before.consumed += Number(mid - first);
    after.consumed += Number(last - mid);
  }
  const seconds = (toMs - fromMs) / 2_000;
  const words = (what: string, from: number, to: number) =>
    `${what} ${to > from * CHANGE ? 'rose' : to * CHANGE < from ? 'fell' : 'stayed'}: ${rate(from / seconds)} before, ${rate(to / seconds)} lately`;
  return [words('producing', before.produced, after.produced), words('reading', before.consumed, after.consumed)];
}
