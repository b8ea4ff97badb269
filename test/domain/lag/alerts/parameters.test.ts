import { expect, test } from 'vitest';
import { alertParameters, type Measured } from '../../../../src/domain/lag/alerts/parameters.ts';

const nothing: Measured = { group: 'g', producedPerSecond: null, usualPauseSeconds: null, retentionMs: null };

const cases: readonly (readonly [string, Partial<Measured>, Record<string, number | null>])[] = [
  ['nothing measured: the defaults', {}, { lag: 1_000, time: 60, stalled: 10, retention: null }],
  ['a quiet topic keeps them', { producedPerSecond: 2, usualPauseSeconds: 5 }, { lag: 1_000, time: 60, stalled: 10 }],
  [
    'a busy one has thousands unread all day',
    { producedPerSecond: 400, usualPauseSeconds: 5 },
    { lag: 24_000, time: 60 },
  ],
  ['batches of 26 s are no alarm', { producedPerSecond: 20, usualPauseSeconds: 26 }, { lag: 2_400, time: 120 }],
  ['commits every 4 minutes are no stall', { usualPauseSeconds: 240 }, { time: 960, stalled: 16 }],
  ['retention of a week', { retentionMs: 604_800_000 }, { time: 60, retention: 483_840 }],
  ['a short retention comes first', { usualPauseSeconds: 60, retentionMs: 600_000 }, { time: 60, retention: 480 }],
  ['a very short one too', { usualPauseSeconds: 5, retentionMs: 5_000 }, { time: 1, retention: 4 }],
];

test.each(cases)('%s', (_, measured, expected) => {
  const parameters = alertParameters({ ...nothing, ...measured });
  expect({
    lag: parameters.lagRecords.value,
    time: parameters.timeLagSeconds.value,
    stalled: parameters.stalledMinutes.value,
    retention: parameters.retentionSeconds?.value ?? null,
  }).toMatchObject(expected);
});

test('each threshold says how it came about', () => {
  const { lagRecords, timeLagSeconds, stalledMinutes, retentionSeconds } = alertParameters({
    group: 'g',
    producedPerSecond: 400,
    usualPauseSeconds: 26,
    retentionMs: 604_800_000,
  });
  expect(lagRecords.because).toBe('what its busiest partition gets in 120 s at 400.0 records/s');
  expect(timeLagSeconds.because).toBe('4 of its pauses between commits (26.0 s)');
  expect(stalledMinutes.because).toContain('115 s');
  expect(retentionSeconds?.because).toContain('604800000');
});
