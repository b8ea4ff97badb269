import type { LagCurve } from '../domain/lag/curve.ts';
import type { LagStory } from '../domain/lag/curve-changes.ts';
import { thinned } from '../domain/lag/curve-thinning.ts';
import { memberWords } from '../domain/lag/note/course-words.ts';
import { moment } from '../domain/lag/words.ts';
import { CURVE_POINTS, cutOf, offsetText } from './lag-rows.ts';

/** A storm has hundreds; the first and the last tell how it began and how it is. */
const CHANGES_SHOWN = 12;

/** The points of the curve, thinned: the sum, and the partitions that the table shows. */
export function curvePart(curve: LagCurve, story: LagStory | null, limit: number) {
  const total = thinned(curve.total, CURVE_POINTS);
  return {
    from: moment(curve.fromMs),
    to: moment(curve.toMs),
    step_s: Math.round((curve.toMs - curve.fromMs) / 1_000 / Math.max(1, total.length - 1)),
    lag: total.map(({ lag }) => offsetText(lag)),
    without: curve.without,
    partitions: curve.partitions.slice(0, limit).map(({ topic, partition, points }) => ({
      topic,
      partition,
      lag: thinned(points, CURVE_POINTS).map(({ lag }) => offsetText(lag)),
    })),
    member_changes: ends(story?.memberChanges ?? []).map((change) => `${moment(change.atMs)}: ${memberWords(change)}`),
  };
}

/** What the part leaves out. */
export const curveCuts = (curve: LagCurve, story: LagStory | null, limit: number) => [
  ...cutOf('curve.partitions', curve.partitions.length, limit),
  ...cutOf('curve.member_changes', story?.memberChanges.length ?? 0, CHANGES_SHOWN),
];

const ends = <Item>(items: readonly Item[]): readonly Item[] =>
  items.length <= CHANGES_SHOWN
    ? items
    : [...items.slice(0, CHANGES_SHOWN / 2), ...items.slice(items.length - CHANGES_SHOWN / 2)];
