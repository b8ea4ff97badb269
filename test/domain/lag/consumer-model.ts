import { member } from './build.ts';
import { type Commits, NOW, type Scene, type ScenePartition } from './scene.ts';

/** A consumer as clients are: it takes turns over its partitions, works through what it took, and commits in its own way. */
export interface ConsumerModel {
  readonly partitions: number;
  /** Records per second written to each partition, at random times. */
  readonly perSecond: number;
  /** Seconds that one record takes. */
  readonly perRecord: number;
  /** Records that one turn takes at most. */
  readonly batch: number;
  /**
   * `auto`: all positions every `interval` seconds, unchanged ones too (Java). `batch`: the partition of a turn, after it
   * (sync commits, KafkaJS).
   */
  readonly commits: 'auto' | 'batch';
  readonly interval: number;
  readonly seed: number;
  /** It stops doing anything at this second; it never does when left out. */
  readonly blockedAt?: number;
}

/** Before the history begins it has been running for a while. */
const BEGIN = -300;

/** Seconds between two looks, where there are two. */
export const SPAN = 5;

/** What such a consumer leaves behind, looked at at NOW, and how it was SPAN seconds before. */
export function sceneOf(model: ConsumerModel): Scene {
  const random = generator(model.seed);
  const written = Array.from({ length: model.partitions }, () => arrivals(model.perSecond, random));
  const commits = Array.from({ length: model.partitions }, (): [number, number][] => []);
  const position = written.map(() => 0);
  const done = written.map(() => 0);
  let [at, turn, committedAt] = [BEGIN, 0, BEGIN];
  const commit = (partition: number) => {
    commits[partition]?.push([at, done[partition] ?? 0]);
  };
  while (at < Math.min(NOW, model.blockedAt ?? NOW)) {
    if (model.commits === 'auto' && at - committedAt >= model.interval) {
      for (const partition of written.keys()) commit(partition);
      committedAt = at;
    }
    const partition = [...written.keys()].map((each) => (each + turn) % model.partitions).find(hasMore);
    if (partition === undefined) {
      at += 0.1;
      continue;
    }
    turn = partition + 1;
    const from = position[partition] ?? 0;
    const until = Math.min(from + model.batch, endAt(written[partition] ?? [], at));
    at += (until - from) * model.perRecord;
    position[partition] = until;
    if (at >= (model.blockedAt ?? Infinity)) break;
    done[partition] = until;
    if (model.commits === 'batch' && at < NOW) commit(partition);
  }
  return {
    group: { members: [member('c1', [...written.keys()])] },
    partitions: written.map((times, partition) => seen(times, commits[partition] ?? [])),
  };

  function hasMore(partition: number): boolean {
    return endAt(written[partition] ?? [], at) > (position[partition] ?? 0);
  }
}

function seen(times: readonly number[], all: Commits): ScenePartition {
  const commits = all.filter(([at]) => at <= NOW);
  const committed = commits.at(-1)?.[1] ?? 0;
  const inHistory = commits.filter(([at]) => at >= 0);
  const before = commits.findLast(([at]) => at < 0);
  const end = endAt(times, NOW);
  const unread = times[committed];
  return {
    committed,
    end,
    before: {
      committed: commits.findLast(([at]) => at <= NOW - SPAN)?.[1] ?? 0,
      end: endAt(times, NOW - SPAN),
    },
    // Compaction leaves the newest commit of each partition before the history.
    commits: before !== undefined && inHistory.length === 0 ? [before] : inHistory,
    ends: [0, 300, 480, 540].map((at) => [at, endAt(times, at)] as const),
    ...(committed < end && unread !== undefined ? { unread } : {}),
  };
}

const endAt = (times: readonly number[], at: number): number => {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
};

function arrivals(perSecond: number, random: () => number): number[] {
  const times: number[] = [];
  for (let at = BEGIN; at <= NOW; at += Math.log(1 / (1 - random())) / perSecond) times.push(at);
  return times;
}

/** mulberry32: small, and the same everywhere. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
