import { describe, expect, test } from 'vitest';
import { lagCurve } from '../../../src/domain/lag/curve.ts';
import { lagStory } from '../../../src/domain/lag/curve-changes.ts';
import type { HistoryMember } from '../../../src/domain/lag/observation.ts';
import { bent, NOW_S, readAt, type Scripted, scripted, secondsIntoWindow, WINDOW_S } from './curve-evidence.ts';

function storyOf(...args: Parameters<typeof scripted>) {
  const { group, index } = scripted(...args);
  const curve = lagCurve(group, index);
  return curve === null ? null : lagStory(group, curve, index);
}

const member = (
  clientId: string | null,
  memberId = `${clientId}-1`,
  instanceId: string | null = null,
): HistoryMember => ({
  memberId,
  clientId,
  host: null,
  instanceId,
  sessionTimeoutMs: null,
  rebalanceTimeoutMs: null,
});
const generation = (second: number, members: readonly HistoryMember[]) => ({
  atMs: (NOW_S - WINDOW_S + second) * 1_000,
  generation: second,
  members,
});

const steady = (perSecond: number): Scripted => ({
  end: bent(0, 0, perSecond),
  committed: readAt(bent(0, 0, perSecond), perSecond),
  commitEvery: 5,
});
/** Four times as much from the middle of the window on, read at twice the old rate. */
const peak: Scripted = {
  end: bent(900, 10, 40),
  committed: readAt(bent(900, 10, 40), 20),
  commitEvery: 5,
};
/** The consumer loses half of its speed in the middle of the window. */
const slowed: Scripted = { end: bent(0, 0, 20), committed: bent(900, 20, 8), commitEvery: 5 };

describe('what drove the lag', () => {
  const cases: readonly (readonly [string, Scripted, string])[] = [
    ['producing rose', peak, 'producing_rose'],
    ['consuming fell', slowed, 'consuming_fell'],
    ['both at once', { ...peak, committed: bent(900, 10, 3) }, 'both'],
    [
      'grows since before the window, and yesterday tells of a peak',
      { end: bent(0, 0, 40), committed: bent(0, 0, 20), commitEvery: 5, yesterday: 10 },
      'producing_rose',
    ],
    [
      'grows since before the window, and it is as usual',
      { end: bent(0, 0, 40), committed: bent(0, 0, 20), commitEvery: 5, yesterday: 40 },
      'unknown',
    ],
    [
      'grows since before the window, and nobody knows yesterday',
      { end: bent(0, 0, 40), committed: bent(0, 0, 20), commitEvery: 5 },
      'unknown',
    ],
  ];

  test.each(cases)('%s', (_, partition, driver) => {
    const story = storyOf([partition]);
    expect(story?.trend.kind).toBe('growing');
    expect(story?.driver).toBe(driver);
  });

  test('rates before and after the turn, and yesterday', () => {
    const story = storyOf([{ ...peak, yesterday: 12 }]);
    expect(story?.before.produced).toBeCloseTo(10, 0);
    expect(story?.since.produced).toBeCloseTo(40, 0);
    expect(story?.since.consumed).toBeCloseTo(20, 0);
    expect(story?.producedYesterday).toBe(12);
    expect(secondsIntoWindow(story?.trend.sinceMs ?? 0)).toBeGreaterThanOrEqual(885);
    expect(secondsIntoWindow(story?.trend.sinceMs ?? 0)).toBeLessThan(1_000);
  });

  test('a healthy group has no driver', () => {
    expect(storyOf([steady(10), steady(10)])).toMatchObject({
      trend: { kind: 'flat' },
      driver: 'unknown',
      partitions: [],
    });
  });
});

test('partitions that began to lag first come first, healthy ones not at all', () => {
  const late: Scripted = { end: bent(1_300, 10, 40), committed: readAt(bent(1_300, 10, 40), 20), commitEvery: 5 };
  const story = storyOf([late, steady(10), peak]);
  expect(story?.partitions.map(({ partition }) => partition)).toEqual([2, 0]);
});

describe('changes of the members', () => {
  const changesOf = (...generations: ReturnType<typeof generation>[]) => storyOf([slowed], { generations });

  test('one that left at the turn', () => {
    const story = changesOf(
      generation(100, [member('a'), member('b')]),
      generation(890, [member('a')]),
      generation(1_700, [member('a'), member('c')]),
    );
    expect(story?.memberChanges.map(({ left, joined }) => [left, joined])).toEqual([
      [['b'], []],
      [[], ['c']],
    ]);
    expect(story?.atTheTurn).toMatchObject([{ from: 2, to: 1, left: ['b'] }]);
  });

  test('a restart under the same name changes nobody', () => {
    const story = changesOf(generation(100, [member('a', 'a-1')]), generation(890, [member('a', 'a-2')]));
    expect(story?.memberChanges).toEqual([]);
  });

  test('two of the same name are two, and instance ids win over client ids', () => {
    const story = changesOf(
      generation(100, [member('a', '1'), member('a', '2'), member('x', '3', 'pod-1')]),
      generation(890, [member('a', '2'), member('x', '4', 'pod-2')]),
    );
    expect(story?.memberChanges).toMatchObject([{ left: ['a', 'pod-1'], joined: ['pod-2'] }]);
  });
});
