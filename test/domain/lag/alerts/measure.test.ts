import { expect, test } from 'vitest';
import { measuredOf } from '../../../../src/domain/lag/alerts/measure.ts';
import { diagnoseLag } from '../../../../src/domain/lag/diagnosis.ts';
import { indexBackground } from '../../../../src/domain/lag/evidence.ts';
import type { TopicSettings } from '../../../../src/domain/lag/observation.ts';
import { bounds, group, look } from '../build.ts';
import { bent, NOW_S, type Scripted, scripted, WINDOW_S } from '../curve-evidence.ts';

const settings = (more: Partial<TopicSettings>): TopicSettings => ({
  topicId: null,
  retentionMs: null,
  retentionBytes: null,
  cleanupPolicy: 'delete',
  timestampType: null,
  minInsyncReplicas: null,
  replicationFactor: null,
  partitions: [],
  ...more,
});

function measured(partitions: readonly Scripted[], topic: TopicSettings) {
  const { group: seen, index } = scripted(partitions);
  const background = { ...index.background, topics: new Map([['t', topic]]) };
  const ends = partitions.map(({ end }, partition) => bounds(partition, [0, end(WINDOW_S), end(WINDOW_S)]));
  const first = look(NOW_S, [group({ offsets: seen.offsets })], ends);
  const [judged] = diagnoseLag({ first, second: null, background }, { targetMinutes: null }).groups;
  if (judged === undefined) throw new Error('nobody was judged');
  return measuredOf(judged, indexBackground(background));
}

const every = (seconds: number, perSecond: number): Scripted => ({
  end: bent(0, 0, perSecond),
  committed: bent(0, 0, perSecond),
  commitEvery: seconds,
});

test('the busiest partition and the longest usual pause count', () => {
  const { group: name, producedPerSecond, usualPauseSeconds } = measured([every(5, 10), every(30, 40)], settings({}));
  expect(name).toBe('g');
  expect(producedPerSecond).toBeCloseTo(40, 0);
  expect(usualPauseSeconds).toBe(30);
});

test.each([
  ['by age', settings({ retentionMs: 3_600_000 }), 3_600_000],
  ['for ever', settings({ retentionMs: -1 }), null],
  ['by key alone', settings({ retentionMs: 3_600_000, cleanupPolicy: 'compact' }), null],
  ['by age and key', settings({ retentionMs: 3_600_000, cleanupPolicy: 'compact,delete' }), 3_600_000],
  ['nobody knows how', settings({}), null],
])('a topic that keeps records %s', (_, topic, expected) => {
  expect(measured([every(5, 10)], topic).retentionMs).toBe(expected);
});

test('without a background nothing of commits and settings is known', () => {
  const { group: seen } = scripted([every(5, 10)]);
  const first = look(NOW_S, [group({ offsets: seen.offsets })], [bounds(0, [0, 18_000, 18_000])]);
  const [judged] = diagnoseLag({ first, second: null, background: null }, { targetMinutes: null }).groups;
  if (judged === undefined) throw new Error('nobody was judged');
  expect(measuredOf(judged, null)).toEqual({
    group: 'g',
    producedPerSecond: null,
    usualPauseSeconds: null,
    retentionMs: null,
  });
});
