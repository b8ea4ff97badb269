import { describe, expect, test } from 'vitest';
import { member } from './build.ts';
import { type Commits, curve, every, judge, NOW } from './scene.ts';

/** One owner; 10 records/s are written to each of its partitions. */
function stuckOf(commits: readonly Commits[], ends = (at: number) => 10 * at + 50_000) {
  const { partitions } = judge({
    group: { members: [member('c1', [...commits.keys()])] },
    partitions: commits.map((own) => ({
      committed: own.at(-1)?.[1] ?? 0,
      end: Math.floor(ends(NOW)),
      commits: own,
      ends: curve(ends),
    })),
  });
  return partitions.filter(({ because }) => because.includes('it stands at')).map(({ partition }) => partition);
}

const stands: Commits = [...every(400, 500, 5, (at) => at - 400), [505, 100]];
/** The partitions move by turns of so many seconds. */
const inTurns = (count: number, seconds: number, from: number) =>
  Array.from({ length: count }, (_, partition) =>
    every(from, 598, 1, (at) => at * 10).filter(([at]) => Math.floor((at - from) / seconds) % count === partition),
  );

describe('stuck, or next in turn', () => {
  test('every sibling had two turns since: stuck', () => {
    expect(stuckOf([stands, ...inTurns(2, 10, 506)])).toEqual([0]);
  });

  test('one sibling had a single turn: it may be next', () => {
    expect(stuckOf([stands, ...inTurns(3, 30, 506)])).toEqual([]);
  });

  test('the only sibling reads to its end again and again: the consumer had nothing else to do', () => {
    const end = (at: number) => 10 * at;
    const { partitions } = judge({
      group: { members: [member('c1', [0, 1])] },
      partitions: [
        { committed: 100, end: 6_000, commits: stands, ends: curve(end) },
        { committed: 6_000, end: 6_000, commits: every(400, 600, 5, end), ends: curve(end) },
      ],
    });
    expect(partitions[0]).toMatchObject({ partition: 0, status: 'stalled' });
  });

  test('the only sibling is read without a pause for longer than any turn lasts', () => {
    const old: Commits = [...every(300, 400, 5, (at) => at - 300), [405, 100]];
    expect(stuckOf([old, every(300, 598, 5, (at) => at * 10)])).toEqual([0]);
    expect(stuckOf([stands, every(300, 598, 5, (at) => at * 10)])).toEqual([]);
  });

  test('siblings that stand as well prove nothing', () => {
    expect(stuckOf([stands, stands, stands])).toEqual([]);
  });

  test('what was written just now can not be stuck', () => {
    const { partitions } = judge({
      group: { members: [member('c1', [0, 1, 2])] },
      partitions: [
        { committed: 100, end: 110, commits: stands, unread: NOW - 10 },
        ...inTurns(2, 10, 506).map((commits) => ({
          committed: commits.at(-1)?.[1] ?? 0,
          end: 56_000,
          commits,
          ends: curve((at) => 10 * at + 50_000),
        })),
      ],
    });
    expect(partitions.find(({ partition }) => partition === 0)?.status).not.toBe('stalled');
  });
});
