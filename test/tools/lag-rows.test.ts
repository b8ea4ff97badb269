import { expect, test } from 'vitest';
import { isForeseeable, partitionRow } from '../../src/tools/lag-rows.ts';

const partition = {
  topic: 't',
  partition: 0,
  status: 'growing' as const,
  confidence: 'high' as const,
  because: '',
  logStart: 0n,
  committed: 5n,
  lastStable: null,
  highWatermark: 10n,
  lag: 5n,
  leader: 1,
  missing: null,
  owner: null,
  producedPerSecond: 40.04,
  consumedPerSecond: null,
  timeLag: null,
  retention: null,
};
const around = { worst: 10n, curve: null, membersKnown: true };

test.each([
  ['no lag', 0n, '░░░░░░░░'],
  ['any lag has a block', 1n, '█░░░░░░░'],
  ['half', 5n, '████░░░░'],
  ['the worst', 10n, '████████'],
  ['unknown', null, '?'],
])('a bar: %s', (_, lag, bar) => expect(partitionRow({ ...partition, lag }, around).bar).toBe(bar));

test('rates that were not measured are unknown, offsets are decimal strings', () => {
  expect(partitionRow(partition, around)).toMatchObject({
    produced_per_s: 40,
    consumed_per_s: null,
    committed: '5',
    last_stable: null,
    owner: 'none',
  });
  expect(partitionRow(partition, { ...around, membersKnown: false }).owner).toBeNull();
});

test.each([
  [null, false],
  [0, true],
  [86_400, true],
  // Rates that differ by the last digit of a double.
  [1e21, false],
  [Number.POSITIVE_INFINITY, false],
])('%s seconds are foreseeable: %s', (seconds, expected) => {
  expect(isForeseeable(seconds)).toBe(expected);
  const retention = { secondsToLoss: seconds, unreadShare: null, because: '' };
  expect('loss_in_s' in partitionRow({ ...partition, retention }, around)).toBe(expected);
});
