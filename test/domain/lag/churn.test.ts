import { describe, expect, test } from 'vitest';
import { type Churn, churnOf } from '../../../src/domain/lag/churn.ts';
import { type ChurnCause, churnCause } from '../../../src/domain/lag/churn-cause.ts';
import type { ClientKind } from '../../../src/domain/lag/client.ts';
import type { Generation, HistoryMember } from '../../../src/domain/lag/observation.ts';
import { generation, historyMember, NOW } from './scene.ts';

function churn(generations: readonly Generation[]): Churn {
  const found = churnOf({
    group: 'g',
    fromMs: 0,
    toMs: NOW * 1_000,
    completeSinceMs: 0,
    partitions: [],
    generations,
    streamsMetadata: false,
  });
  if (found === null) throw new Error('no generations');
  return found;
}

const a = historyMember('a');
const b = historyMember('b');
const again = (number: number, more: Partial<HistoryMember> = {}) =>
  historyMember('a', { memberId: `a-${number}`, ...more });

/** In and out, so long in the group and so long away. */
const flaps = (times: number, up: number, down: number, more: Partial<HistoryMember> = {}) =>
  Array.from({ length: times }, (_, at) => {
    const from = 300 + at * (up + down);
    return [generation(from, 2 * at + 2, [b, again(at, more)]), generation(from + up, 2 * at + 3, [b])];
  }).flat();

describe('how members come and go', () => {
  test('no change is no churn', () => {
    expect(
      churnOf({
        group: 'g',
        fromMs: 0,
        toMs: 1,
        completeSinceMs: 0,
        partitions: [],
        generations: [],
        streamsMetadata: false,
      }),
    ).toBeNull();
  });

  test('a group that is created has been empty, and that is no loss (4.3.1 writes generation 0)', () => {
    expect(churn([generation(1, 0, []), generation(2, 1, [a])])).toMatchObject({ generations: 1, timesEmpty: 0 });
  });

  test('distinct generations with members count', () => {
    const records = [
      generation(10, 1, [a]),
      generation(10, 1, [a]),
      generation(20, 2, []),
      generation(30, 3, [again(1)]),
    ];
    expect(churn(records)).toMatchObject({ generations: 2, timesEmpty: 1, returning: { clientId: 'a', returns: 1 } });
  });

  test('only those of the last ten minutes are a rate', () => {
    const long = { group: 'g', fromMs: 0, toMs: 2_000_000, completeSinceMs: 0, partitions: [], streamsMetadata: false };
    expect(churnOf({ ...long, generations: [generation(1, 1, [a]), generation(1_900, 2, [a, b])] })).toMatchObject({
      generations: 2,
      inTenMinutes: 1,
    });
  });

  test('two consumers of one process are not one that returns', () => {
    expect(churn([generation(1, 1, [a]), generation(5, 2, [a, again(1)])]).returning).toBeNull();
  });

  test('a member of which only the id is told never returns', () => {
    const nameless = historyMember('x', { memberId: 'm1', clientId: null, host: null });
    const records = [generation(1, 1, [nameless, b]), generation(5, 2, [b])];
    expect(churn(records)).toMatchObject({ returning: null, stays: [{ clientId: 'm1', host: null, others: true }] });
  });
});

describe('why they do', () => {
  const sizes = (...counts: readonly number[]) =>
    counts.map((count, at) =>
      generation(
        10 * (at + 1),
        at + 1,
        Array.from({ length: count }, (_, each) =>
          historyMember(`m${each}`, { host: `10.0.${at}.${each}`, memberId: `${at}-${each}` }),
        ),
      ),
    );
  test.each<[string, readonly Generation[], ClientKind, number | null, ChurnCause]>([
    [
      'stays as long as max.poll.interval.ms',
      flaps(4, 7, 13, { rebalanceTimeoutMs: 6_000 }),
      'java',
      null,
      'poll interval',
    ],
    [
      'the same in kafkajs, whose rebalance timeout is no poll interval',
      flaps(4, 7, 13, { rebalanceTimeoutMs: 6_000 }),
      'kafkajs',
      null,
      'restarts',
    ],
    ['stays as long as its session', flaps(4, 12, 4, { sessionTimeoutMs: 10_000 }), 'java', null, 'session'],
    [
      'stays as long as the session that the broker sets',
      flaps(4, 12, 4, { sessionTimeoutMs: null }),
      'java',
      10_000,
      'session',
    ],
    ['shorter than any timeout', flaps(8, 4, 3), 'java', null, 'restarts'],
    [
      'each replaced once',
      [generation(1, 1, [a, b]), generation(9, 2, [b]), generation(20, 3, [b, again(1)])],
      'java',
      null,
      'deploy',
    ],
    ['the number goes up and down by several', sizes(2, 5, 2, 5, 2), 'java', null, 'autoscaler'],
    ['the number goes up and down by one, as in a rolling restart', sizes(3, 2, 3, 2, 3), 'java', null, 'deploy'],
  ])('%s', (_, generations, client, brokerSessionMs, cause) => {
    expect(churnCause(churn(generations), client, brokerSessionMs)).toBe(cause);
  });
});
