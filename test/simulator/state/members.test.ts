import { describe, expect, it } from 'vitest';
import type { ScenarioMember } from '../../../src/simulator/scenario/schema.ts';
import { livesOf } from '../../../src/simulator/state/members.ts';

const ZERO_MS = 100_000;
const HISTORY_MS = 40_000;
const HORIZON_MS = 130_000;
const FOR_EVER = Number.POSITIVE_INFINITY;

const member = (more: Partial<ScenarioMember> = {}): ScenarioMember => ({
  client_id: 'worker',
  host: '10.0.0.1',
  per_s: 10,
  commits: true,
  behind: false,
  ...more,
});
const lives = (...members: readonly ScenarioMember[]) => livesOf(members, ZERO_MS, HISTORY_MS, HORIZON_MS);

describe('a member is there', () => {
  it.each<[string, Partial<ScenarioMember>, readonly (readonly [number, number])[]]>([
    ['from the beginning, when it says nothing', {}, [[HISTORY_MS, FOR_EVER]]],
    ['from and until a time', { from_s: -10, until_s: 20 }, [[90_000, 120_000]]],
    [
      'on and off, each time for as long',
      { from_s: 0, flaps: { from_s: 0, up_s: 8, down_s: 4 } },
      [
        [100_000, 108_000],
        [112_000, 120_000],
        [124_000, 132_000],
      ],
    ],
    [
      'steadily before it begins to come and go',
      { flaps: { from_s: 10, up_s: 5, down_s: 2 } },
      [
        [HISTORY_MS, 110_000],
        [112_000, 117_000],
        [119_000, 124_000],
        [126_000, 131_000],
      ],
    ],
    [
      'never after its end, however it comes and goes',
      { from_s: 0, until_s: 14, flaps: { from_s: 0, up_s: 8, down_s: 4 } },
      [
        [100_000, 108_000],
        [112_000, 114_000],
      ],
    ],
    [
      'never after its end, even when it would have begun to come and go later',
      { from_s: 0, until_s: 5, flaps: { from_s: 10, up_s: 5, down_s: 2 } },
      [[100_000, 105_000]],
    ],
  ])('%s', (_, more, expected) => {
    expect(lives(member(more)).map(({ fromMs, untilMs }) => [fromMs, untilMs])).toEqual(expected);
  });
});

describe('member ids', () => {
  const flapping = member({ client_id: 'a', flaps: { from_s: -60, up_s: 5, down_s: 5 } });
  const ids = (...members: readonly ScenarioMember[]) => lives(...members).map(({ memberId }) => memberId);

  it('look as a coordinator makes them: client id and a UUID', () => {
    for (const id of ids(flapping))
      expect(id).toMatch(/^a-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  });

  it('are new in each life, differ between members, and are the same the next time', () => {
    const all = ids(flapping, member({ client_id: 'b-{n}', count: 3 }));
    expect(all.length).toBeGreaterThan(5);
    expect(new Set(all).size).toBe(all.length);
    expect(ids(flapping, member({ client_id: 'b-{n}', count: 3 }))).toEqual(all);
  });
});

it('"count" makes as many, with the number in client id and instance id', () => {
  const many = lives(
    member({ client_id: 'w-{n}', instance_id: 'static-{n}', count: 2, rack: 'az1', host: '10.0.0.9' }),
  );
  expect(many).toMatchObject([
    { clientId: 'w-1', instanceId: 'static-1', rack: 'az1', host: '10.0.0.9' },
    { clientId: 'w-2', instanceId: 'static-2', rack: 'az1', host: '10.0.0.9' },
  ]);
});

it('speed may change over time', () => {
  const [life] = lives(
    member({
      per_s: [
        { from_s: -50, per_s: 100 },
        { from_s: 0, per_s: 5 },
      ],
    }),
  );
  expect([49_999, 50_000, 99_999, 100_000].map((ms) => life?.speed.at(ms))).toEqual([0, 100, 100, 5]);
});

it('nobody lives without members', () => {
  expect(lives()).toEqual([]);
});
