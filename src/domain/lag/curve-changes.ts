import type { LagCurve, PartitionLagCurve } from './curve.ts';
import { producedYesterday, type Rates, ratesBetween } from './curve-rates.ts';
import { type LagTrend, lagTrend } from './curve-trend.ts';
import type { BackgroundIndex } from './evidence.ts';
import type { Generation, GroupObservation, HistoryMember, ProduceCurve, TopicPartition } from './observation.ts';
import { KEEPING_UP_SECONDS } from './status.ts';

/** Why lag began to grow, as far as rates tell. */
type Driver = 'producing_rose' | 'consuming_fell' | 'both' | 'neither' | 'nothing_consumed' | 'unknown';

/** What a group's lag did in the window, and what else changed when it turned. */
export interface LagStory {
  readonly trend: LagTrend;
  /** How exact the turn is: half the distance of the known end offsets around it. */
  readonly giveOrTakeMs: number;
  /** Partitions whose lag grows, those that began first in front. */
  readonly partitions: readonly (TopicPartition & { readonly sinceMs: number; readonly beganInWindow: boolean })[];
  /** How many partitions the rates are of: those that grow, or all where none does. */
  readonly measured: number;
  readonly of: number;
  /** Before the turn and since; over the whole window where it turned before. */
  readonly before: Rates;
  readonly since: Rates;
  /** Records a second at this time yesterday; null: unknown. */
  readonly producedYesterday: number | null;
  readonly driver: Driver;
  /** Changes of the members in the window, oldest first. */
  readonly memberChanges: readonly MemberChange[];
  /** Those among them that came with the turn. */
  readonly atTheTurn: readonly MemberChange[];
}

export interface MemberChange {
  readonly atMs: number;
  /** How many members there were before and after. */
  readonly from: number;
  readonly to: number;
  /** Names of those that are gone and have not come back under the same name: the instance id, else the client id. */
  readonly left: readonly string[];
  readonly joined: readonly string[];
}

/** A cause comes with its effect, give or take a commit timer and a session. [chosen] */
const AT_THE_TURN_MS = 90_000;

/** The story of a lag curve; null when it is too short or too full of holes to have a direction. */
export function lagStory(group: GroupObservation, curve: LagCurve, index: BackgroundIndex): LagStory | null {
  const { fromMs, toMs } = curve;
  const noise = noiseOf(ratesBetween(group, curve.partitions, index, [fromMs, toMs]));
  const trend = lagTrend(curve.total, noise);
  if (trend === null) return null;
  const partitions = trend.kind === 'growing' ? growing(curve.partitions, noise) : [];
  // Healthy partitions beside a stuck one would hide that nothing is consumed there.
  const measured = partitions.length === 0 ? curve.partitions : partitions;
  const turned = trend.kind !== 'flat' && trend.beganInWindow;
  const turnMs = turned ? trend.sinceMs : fromMs;
  const before = ratesBetween(group, measured, index, [fromMs, turnMs]);
  const since = ratesBetween(group, measured, index, [turnMs, toMs]);
  const yesterday = producedYesterday(measured, index, toMs);
  const memberChanges = memberChangesOf(index.history(group.group)?.generations ?? []);
  return {
    trend,
    giveOrTakeMs: Math.max(0, ...measured.map((where) => halfGapAround(index.curve(where), turnMs))),
    partitions,
    measured: measured.length,
    of: curve.partitions.length,
    before,
    since,
    producedYesterday: yesterday,
    driver: trend.kind === 'growing' ? driverOf(before, since, yesterday) : 'unknown',
    memberChanges,
    atTheTurn: turned ? memberChanges.filter(({ atMs }) => Math.abs(atMs - turnMs) <= AT_THE_TURN_MS) : [],
  };
}

/** A sudden rise between two known ends looks like a slow one over the whole distance. */
function halfGapAround(curve: ProduceCurve | null, atMs: number): number {
  const next = curve?.points.findIndex((point) => point.atMs >= atMs) ?? -1;
  const [before, after] = [curve?.points[next - 1], curve?.points[next]];
  return before === undefined || after === undefined ? 0 : (after.atMs - before.atMs) / 2;
}

/** What a healthy group may have unread between two commits. */
const noiseOf = ({ produced }: Rates): number => (produced ?? 0) * KEEPING_UP_SECONDS;

/** Rates of two stretches that differ by less are the same. [chosen] */
const ROSE = 1.25;
const FELL = 0.8;

/** Where the curve does not reach back to the turn, yesterday at this time stands for what is usual. */
function driverOf(before: Rates, since: Rates, yesterday: number | null): Driver {
  if (since.consumed === 0 && (before.consumed ?? 0) === 0) return 'nothing_consumed';
  // Nothing at all yesterday is rather a topic that was not there than a usual rate.
  const usual = before.produced ?? (yesterday === 0 ? null : yesterday);
  if (usual === null || since.produced === null) return 'unknown';
  const rose = since.produced > usual * ROSE;
  const fell = before.consumed !== null && since.consumed !== null && since.consumed < before.consumed * FELL;
  if (rose) return fell ? 'both' : 'producing_rose';
  if (fell) return 'consuming_fell';
  // Against yesterday only producing can be compared.
  return before.consumed === null ? 'unknown' : 'neither';
}

function growing(partitions: readonly PartitionLagCurve[], noise: number): LagStory['partitions'] {
  return partitions
    .flatMap(({ topic, partition, points }) => {
      const trend = lagTrend(points, noise / partitions.length);
      if (trend === null || trend.kind !== 'growing') return [];
      return [
        { topic, partition, sinceMs: trend.sinceMs, beganInWindow: trend.beganInWindow, perSecond: trend.perSecond },
      ];
    })
    .sort((a, b) => a.sinceMs - b.sinceMs || b.perSecond - a.perSecond)
    .map(({ perSecond: _fastestFirst, ...partition }) => partition);
}

/** Each generation against the one before it; those that changed nobody are left out. */
function memberChangesOf(generations: readonly Generation[]): MemberChange[] {
  return generations.flatMap((generation, index): readonly MemberChange[] => {
    const previous = generations[index - 1];
    if (previous === undefined) return [];
    const change = {
      atMs: generation.atMs,
      from: previous.members.length,
      to: generation.members.length,
      left: without(previous.members, generation.members),
      joined: without(generation.members, previous.members),
    };
    return change.left.length + change.joined.length === 0 ? [] : [change];
  });
}

/** Names in the first list that the second has not, or has fewer of. */
function without(members: readonly HistoryMember[], others: readonly HistoryMember[]): string[] {
  const left = others.map(nameOf);
  return members.map(nameOf).filter((name) => {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

const nameOf = ({ instanceId, clientId, memberId }: HistoryMember): string => instanceId ?? clientId ?? memberId;
