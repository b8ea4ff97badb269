import { expect, test } from 'vitest';
import { earlierAlert } from '../../../../src/domain/lag/alerts/earlier.ts';
import { alertParameters } from '../../../../src/domain/lag/alerts/parameters.ts';
import { lagCurve } from '../../../../src/domain/lag/curve.ts';
import { diagnoseLag } from '../../../../src/domain/lag/diagnosis.ts';
import { bounds, group, look } from '../build.ts';
import { bent, NOW_S, type Scripted, scripted, secondsIntoWindow, WINDOW_S } from '../curve-evidence.ts';

/** What would have fired for one partition, with the thresholds of a minute and a thousand records. */
function alertFor(partition: Scripted) {
  const { group: seen, index } = scripted([partition]);
  const end = Math.floor(partition.end(WINDOW_S));
  const first = look(NOW_S, [group({ offsets: seen.offsets })], [bounds(0, [0, end, end])]);
  const [judged] = diagnoseLag({ first, second: null, background: index.background }, { targetMinutes: null }).groups;
  if (judged === undefined) throw new Error('nobody was judged');
  const measured = { group: 'g', producedPerSecond: null, usualPauseSeconds: null, retentionMs: null };
  const { firedAtMs, ...alert } = earlierAlert(judged, lagCurve(judged.group, index), alertParameters(measured));
  return { ...alert, firedAt: firedAtMs === null ? null : secondsIntoWindow(firedAtMs) };
}

const cases: readonly (readonly [string, Scripted, object])[] = [
  [
    'ten records a second are a minute late long before a thousand wait',
    { end: bent(0, 0, 10), committed: bent(600, 10, 5), commitEvery: 5 },
    // 600 records after 120 s, on the grid of 15 s, and five minutes more.
    { alert: 'KafkaConsumerTimeLag', firedAt: 600 + 135 + 300, orBefore: false },
  ],
  [
    'a hundred a second are a thousand before they are a minute late',
    { end: bent(0, 0, 100), committed: bent(600, 100, 90), commitEvery: 5 },
    { alert: 'KafkaConsumerLagHigh', firedAt: 600 + 105 + 300, orBefore: false },
  ],
  [
    'late before the history begins',
    { end: bent(0, 0, 10, 90_000), committed: bent(0, 0, 10, 0), commitEvery: 5 },
    { firedAt: 15 + 300, orBefore: false },
  ],
  [
    'a history that begins with a stall',
    { end: bent(0, 0, 10, 90_000), committed: () => 0, commitEvery: null },
    { firedAt: 300, orBefore: true },
  ],
  [
    'a lag of minutes that came two minutes ago',
    { end: bent(0, 0, 10), committed: bent(1_690, 10, 0), commitEvery: 5 },
    { alert: 'KafkaConsumerTimeLag', firedAt: null },
  ],
];

test.each(cases)('%s', (_, partition, expected) => expect(alertFor(partition)).toMatchObject(expected));

test('a group without members is told by its members, ten minutes after the last one left', () => {
  const { group: seen, index } = scripted([{ end: bent(0, 0, 10), committed: () => 0, commitEvery: null }], {
    generations: [{ atMs: (NOW_S - 1_700) * 1_000, generation: 3, members: [] }],
  });
  const empty = group({ offsets: seen.offsets, members: [], state: 'Empty' });
  const first = look(NOW_S, [empty], [bounds(0, [0, 18_000, 18_000])]);
  const [judged] = diagnoseLag({ first, second: null, background: index.background }, { targetMinutes: null }).groups;
  if (judged === undefined) throw new Error('nobody was judged');
  const measured = { group: 'g', producedPerSecond: null, usualPauseSeconds: null, retentionMs: null };
  expect(earlierAlert(judged, lagCurve(judged.group, index), alertParameters(measured))).toMatchObject({
    alert: 'KafkaConsumerGroupEmpty',
    firedAtMs: (NOW_S - 1_700 + 600) * 1_000,
  });
});
