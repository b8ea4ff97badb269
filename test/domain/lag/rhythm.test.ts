import { expect, test } from 'vitest';
import { rhythmOf, suspiciousSeconds, usualPauseSeconds } from '../../../src/domain/lag/rhythm.ts';

const seconds = (...times: readonly number[]) => times.map((at) => at * 1_000);

test.each<[string, readonly number[], number, number]>([
  // name, step times, suspicious after, usual pause
  ['auto-commit every 5 s', [0, 5, 10, 15, 20], 30, 5],
  ['batches of 26 s', [0, 26, 52, 78], 78, 26],
  ['a timer of 60 s', [0, 60, 120, 180], 180, 60],
  ['kafkajs, 30 to 115 s apart', [0, 30, 70, 185, 220], 115, 105],
  ['two pauses are no rhythm: what healthy consumers were seen to do', [0, 5, 10], 115, 5],
  ['two long pauses', [0, 200, 400], 200, 200],
  ['a pause that an idle topic made is not usual', [0, 5, 10, 15, 320], 305, 15],
  ['partitions committed together are one step', [0, 0.2, 5, 5.1, 10, 10.2, 15], 30, 5],
])('%s', (_, times, suspicious, usual) => {
  const rhythm = rhythmOf(seconds(...times));
  expect(suspiciousSeconds(rhythm)).toBe(suspicious);
  expect(usualPauseSeconds(rhythm)).toBe(usual);
});

test('no step, or one, is no rhythm', () => {
  expect([rhythmOf([]), rhythmOf(seconds(5))]).toEqual([null, null]);
  expect([suspiciousSeconds(null), usualPauseSeconds(null)]).toEqual([115, 0]);
});

test('the order of times does not matter', () => {
  expect(rhythmOf(seconds(20, 0, 15, 5, 10))).toEqual(rhythmOf(seconds(0, 5, 10, 15, 20)));
});
