import { type BackgroundIndex, indexBackground } from '../../../src/domain/lag/evidence.ts';
import type { CommitPoint, Generation, GroupObservation, ProduceCurve } from '../../../src/domain/lag/observation.ts';
import { group, offset } from './build.ts';

/** Seconds of the window's end; the window is the 1,800 s before it. */
export const NOW_S = 100_000;
export const WINDOW_S = 1_800;

/** What one partition did, as functions of the seconds since the window began. */
export interface Scripted {
  readonly end: (second: number) => number;
  readonly committed: (second: number) => number;
  /** Seconds between two commits; null: none in the window. */
  readonly commitEvery: number | null;
  /** Records a second at this time yesterday; left out: the log does not reach back. */
  readonly yesterday?: number;
}

interface Options {
  readonly generations?: readonly Generation[];
  readonly completeSinceS?: number;
}

/** Commit history and produce curves of one group on topic `t`. */
export function scripted(
  partitions: readonly Scripted[],
  { generations = [], completeSinceS = 0 }: Options = {},
): { readonly group: GroupObservation; readonly index: BackgroundIndex } {
  const startMs = (NOW_S - WINDOW_S) * 1_000;
  const at = (second: number) => startMs + second * 1_000;
  const commitsOf = ({ committed, commitEvery }: Scripted): CommitPoint[] =>
    commitEvery === null
      ? []
      : Array.from({ length: Math.floor(WINDOW_S / commitEvery) }, (_, index) => ({
          atMs: at((index + 1) * commitEvery),
          offset: BigInt(Math.floor(committed((index + 1) * commitEvery))),
          leaderEpoch: 0,
          topicId: null,
        }));
  const curveOf = ({ end, yesterday }: Scripted, partition: number): ProduceCurve => ({
    topic: 't',
    partition,
    points: [
      ...(yesterday === undefined
        ? []
        : [
            { atMs: at(WINDOW_S) - 86_400_000 - 600_000, endOffset: 0n },
            { atMs: at(WINDOW_S) - 86_400_000, endOffset: BigInt(yesterday * 600) },
          ]),
      ...Array.from({ length: 13 }, (_, index) => ({
        atMs: at((index * WINDOW_S) / 12),
        endOffset: BigInt(Math.floor(end((index * WINDOW_S) / 12))),
      })),
    ],
  });
  return {
    group: group({
      offsets: partitions.map(({ committed }, partition) => offset(partition, Math.floor(committed(WINDOW_S)))),
    }),
    index: indexBackground({
      histories: new Map([
        [
          'g',
          {
            group: 'g',
            fromMs: startMs,
            toMs: at(WINDOW_S),
            completeSinceMs: at(completeSinceS),
            partitions: partitions.map((each, partition) => ({
              topic: 't',
              partition,
              commits: commitsOf(each).filter(({ atMs }) => atMs >= at(completeSinceS)),
              forgottenAtMs: null,
            })),
            generations,
            streamsMetadata: false,
          },
        ],
      ]),
      historyMissing: null,
      curves: partitions.map(curveOf),
      firstUnread: [],
      openTransactions: [],
      topics: new Map(),
      missingTopics: [],
      cluster: {
        brokers: 1,
        release: null,
        offsetsRetentionMinutes: null,
        consumerSessionTimeoutMs: null,
        consumerHeartbeatIntervalMs: null,
        transactionPartitionVerification: null,
      },
      gaps: [],
      requests: { history: 0, others: 0 },
    }),
  };
}

/** A line that bends at a second: slope before and after it. */
export const bent =
  (atSecond: number, before: number, after: number, from = 0) =>
  (second: number): number =>
    from + before * Math.min(second, atSecond) + after * Math.max(0, second - atSecond);

/** What one consumer of `perSecond` has read of it, which is never more than there is. */
export const readAt =
  (end: (second: number) => number, perSecond: number) =>
  (second: number): number => {
    let read = 0;
    for (let each = 1; each <= second; each += 1) read = Math.min(end(each), read + perSecond);
    return read;
  };

export const secondsIntoWindow = (atMs: number): number => atMs / 1_000 - (NOW_S - WINDOW_S);
