import { describe, expect, test } from 'vitest';
import { curve, every, judge, NOW, type Scene } from './scene.ts';

const hour = 3_600;
const hours = (count: number) => count * hour;

/** Reads at a part of the produce rate of 10/s. */
const reading = (share: number) => ({
  committed: Math.floor(2_990 * share),
  end: 6_000,
  commits: every(3, 598, 5, (at) => Math.max(0, 10 * share * (at - 300))),
  ends: curve((at) => 10 * at),
});

const risk = (scene: Scene) => judge(scene).partitions[0]?.retention ?? null;

describe('time until unread records are deleted', () => {
  test('retention 168 h, oldest unread 150 h, reading 80 %: 18 h ÷ 0.2 = 90 h (worked example D23)', () => {
    const seconds = risk({
      partitions: [{ ...reading(0.8), unread: NOW - hours(150), retentionMs: hours(168) * 1_000 }],
    })?.secondsToLoss;
    expect((seconds ?? 0) / hour).toBeCloseTo(90, 0);
  });

  test.each<[string, Scene, number | null]>([
    [
      'nothing is read: the headroom itself',
      {
        group: { state: 'Empty', members: [] },
        partitions: [
          {
            committed: 10,
            end: 6_000,
            ends: curve((at) => 10 * at),
            unread: NOW - hours(5),
            retentionMs: hours(6) * 1_000,
          },
        ],
      },
      hour,
    ],
    [
      'past its time already: now',
      {
        group: { state: 'Empty', members: [] },
        partitions: [
          {
            committed: 10,
            end: 6_000,
            ends: curve((at) => 10 * at),
            unread: NOW - hours(7),
            retentionMs: hours(6) * 1_000,
          },
        ],
      },
      0,
    ],
    [
      'reading as fast as writing: never',
      { partitions: [{ ...reading(1), unread: NOW - hours(5), retentionMs: hours(6) * 1_000 }] },
      null,
    ],
    [
      'a bracket counts by its older end',
      {
        group: { state: 'Empty', members: [] },
        partitions: [
          {
            committed: 10,
            end: 6_000,
            ends: curve((at) => 10 * at),
            unread: [NOW - hours(5), NOW - hour],
            retentionMs: hours(6) * 1_000,
          },
        ],
      },
      hour,
    ],
  ])('%s', (_, scene, seconds) => {
    const found = risk(scene);
    expect(found).not.toBeNull();
    if (seconds === null) expect(found?.secondsToLoss).toBeNull();
    else expect(found?.secondsToLoss).toBeCloseTo(seconds, 0);
  });

  test('by size: 500 records of margin, 5 a second more written than read', () => {
    const found = risk({
      topic: { retentionMs: -1, retentionBytes: 1_000_000 },
      partitions: [
        { ...reading(0.5), committed: 1_500, start: 1_000, commits: every(3, 598, 5, (at) => 1_500 - (598 - at) * 5) },
      ],
    });
    expect(found?.secondsToLoss).toBeCloseTo(100, 0);
  });

  test.each<[string, Scene]>([
    ['nothing unread', { partitions: [{ committed: 10, end: 10, retentionMs: 1_000 }] }],
    ['only control records unread', { partitions: [{ committed: 10, end: 12, unread: 'none', retentionMs: 1_000 }] }],
    ['kept for ever', { topic: { retentionMs: -1 }, partitions: [{ ...reading(0.5), unread: 0 }] }],
    ['compacted, not deleted', { topic: { cleanupPolicy: 'compact' }, partitions: [{ ...reading(0.5), unread: 0 }] }],
    ['no settings known', { history: false, partitions: [{ committed: 10, end: 500 }] }],
    [
      'a size limit that has not deleted anything yet',
      { topic: { retentionMs: -1, retentionBytes: 1_000_000 }, partitions: [{ ...reading(0.5), start: 0 }] },
    ],
  ])('no risk is reckoned: %s', (_, scene) => {
    expect(risk(scene)).toBeNull();
  });
});
