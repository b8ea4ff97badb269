import { describe, expect, test } from 'vitest';
import { curve, judge, NOW, type ScenePartition } from './scene.ts';

const waitOf = (partition: ScenePartition) => judge({ partitions: [partition] }).partitions[0]?.timeLag ?? null;

describe('how long the oldest unread record waits', () => {
  test.each<[string, ScenePartition, object | null]>([
    [
      'its own timestamp: exact',
      { committed: 10, end: 50, unread: NOW - 40 },
      { atLeastSeconds: 40, atMostSeconds: 40, method: 'exact', confidence: 'high' },
    ],
    [
      'between two times: bracketed',
      { committed: 10, end: 50, unread: [NOW - 90, NOW - 40] },
      { atLeastSeconds: 40, atMostSeconds: 90, method: 'bracketed', confidence: 'medium' },
    ],
    [
      'no older bound',
      { committed: 10, end: 50, unread: [null, NOW - 40] },
      { atLeastSeconds: 40, atMostSeconds: null, method: 'bracketed', confidence: 'low' },
    ],
    [
      'from the produce curve: written between 480 and 540',
      { committed: 500, end: 600, ends: curve((at) => at) },
      { atLeastSeconds: 60, atMostSeconds: 120, method: 'bracketed', confidence: 'medium' },
    ],
    [
      'before the curve begins: at least its length',
      { committed: 5, end: 610, ends: curve((at) => at + 10) },
      { atLeastSeconds: 600, atMostSeconds: null, method: 'bracketed', confidence: 'low' },
    ],
    [
      'nothing unread: none',
      { committed: 50, end: 50 },
      { atLeastSeconds: 0, atMostSeconds: 0, method: 'none', confidence: 'high' },
    ],
    [
      'only control records: none',
      { committed: 49, end: 50, unread: 'none' },
      { atLeastSeconds: 0, atMostSeconds: 0, method: 'none', confidence: 'high' },
    ],
    ['neither record nor curve: unknown, not 0', { committed: 10, end: 50 }, null],
    ['a timestamp in the future: unknown', { committed: 10, end: 50, unread: NOW + 3_600 }, null],
    ['lag unknown', { committed: null, end: 50 }, null],
  ])('%s', (_, partition, wanted) => {
    expect(waitOf(partition)).toEqual(wanted);
  });

  test('a group waits as long as its worst partition', () => {
    const { timeLag } = judge({
      partitions: [
        { committed: 10, end: 50, unread: NOW - 40 },
        { committed: 10, end: 50, unread: [NOW - 900, NOW - 20] },
        { committed: 10, end: 50 },
      ],
    });
    expect(timeLag).toMatchObject({ atLeastSeconds: 20, atMostSeconds: 900 });
  });
});
