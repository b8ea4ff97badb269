import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ConsumerModel, SPAN, sceneOf } from './consumer-model.ts';
import { judge, type Scene } from './scene.ts';

type Habit = Omit<ConsumerModel, 'seed'>;

/** Busy for at most this part of its time: a consumer that is nearer to its limit is not healthy for long. */
const BUSY = 0.8;

const seeds = { numRuns: 30, seed: 20_261_124 } as const;
const alarming = ['critical', 'high', 'medium'];

const healthy: readonly [string, Habit][] = [
  [
    'auto-commit every 5 s',
    { partitions: 1, perSecond: 10, perRecord: 0.02, batch: 500, commits: 'auto', interval: 5 },
  ],
  [
    'auto-commit every 5 s, slow topic',
    { partitions: 1, perSecond: 0.05, perRecord: 0.02, batch: 500, commits: 'auto', interval: 5 },
  ],
  [
    'sync commits, slow topic',
    { partitions: 1, perSecond: 0.05, perRecord: 0.02, batch: 500, commits: 'batch', interval: 0 },
  ],
  [
    'sync commits, very slow topic',
    { partitions: 3, perSecond: 0.005, perRecord: 0.02, batch: 500, commits: 'batch', interval: 0 },
  ],
  [
    'batches of up to 500 at 50 ms',
    { partitions: 1, perSecond: 15, perRecord: 0.05, batch: 500, commits: 'batch', interval: 0 },
  ],
  [
    'a commit timer of 60 s',
    { partitions: 2, perSecond: 20, perRecord: 0.01, batch: 500, commits: 'auto', interval: 60 },
  ],
  [
    'one consumer over six partitions',
    { partitions: 6, perSecond: 5, perRecord: 0.025, batch: 500, commits: 'auto', interval: 5 },
  ],
  [
    'one consumer over six, sync',
    { partitions: 6, perSecond: 5, perRecord: 0.025, batch: 500, commits: 'batch', interval: 0 },
  ],
  [
    'KafkaJS eachMessage at 200 ms',
    { partitions: 3, perSecond: 1.3, perRecord: 0.2, batch: 600, commits: 'batch', interval: 0 },
  ],
  ['record by record', { partitions: 2, perSecond: 5, perRecord: 0.05, batch: 1, commits: 'batch', interval: 0 }],
];

/** Rules of findings that would wake somebody up. */
function alarmsOf(scene: Scene) {
  const { primary, secondary, status } = judge(scene);
  const alarms = [primary, ...secondary].filter((each) => each !== null && alarming.includes(each.severity));
  return { status, alarms: alarms.map((each) => each?.rule) };
}

describe('no alarm on healthy consumers, whenever one looks', () => {
  test.each(healthy)('%s', (_, habit) => {
    expect(habit.partitions * habit.perSecond * habit.perRecord).toBeLessThanOrEqual(BUSY);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const { status, alarms } = alarmsOf(sceneOf({ ...habit, seed }));
        expect([status, alarms]).toEqual([status, []]);
        expect(['caught_up', 'lagging', 'steady', 'draining', 'growing']).toContain(status);
      }),
      seeds,
    );
  });

  test.each(healthy)('%s, with two looks and no history', (_, habit) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const { status, alarms } = alarmsOf({ ...sceneOf({ ...habit, seed }), span: SPAN, history: false });
        expect([status, alarms]).toEqual([status, []]);
      }),
      seeds,
    );
  });
});

describe('a consumer that blocks is found, once its silence is longer than its habit', () => {
  test.each<[string, Habit]>([
    [
      'auto-commit every 5 s',
      { partitions: 1, perSecond: 10, perRecord: 0.02, batch: 500, commits: 'auto', interval: 5, blockedAt: 540 },
    ],
    [
      'batches of up to 500 at 50 ms',
      { partitions: 1, perSecond: 15, perRecord: 0.05, batch: 500, commits: 'batch', interval: 0, blockedAt: 420 },
    ],
    [
      'one consumer over six partitions',
      { partitions: 6, perSecond: 5, perRecord: 0.025, batch: 500, commits: 'auto', interval: 5, blockedAt: 500 },
    ],
    [
      'record by record',
      { partitions: 2, perSecond: 5, perRecord: 0.05, batch: 1, commits: 'batch', interval: 0, blockedAt: 550 },
    ],
    [
      'a commit timer of 60 s',
      { partitions: 2, perSecond: 20, perRecord: 0.01, batch: 500, commits: 'auto', interval: 60, blockedAt: 350 },
    ],
  ])('%s', (_, habit) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const { primary, status } = judge(sceneOf({ ...habit, seed }));
        expect([primary?.rule, status]).toEqual(['LAG-STALLED', 'stalled']);
      }),
      seeds,
    );
  });
});
