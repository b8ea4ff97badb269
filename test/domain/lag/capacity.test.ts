import { describe, expect, test } from 'vitest';
import { capacityOf, scaleTo, type Workload } from '../../../src/domain/lag/capacity.ts';
import { capacityWords } from '../../../src/domain/lag/scaling.ts';

const load = (partitions: number, producedPerSecond: number, lag = 0) =>
  Array.from({ length: partitions }, (_, at) => ({ name: `t-${at}`, producedPerSecond, lag }));

const workload = (more: Partial<Workload>): Workload => ({
  perMemberPerSecond: 25,
  members: 1,
  partitions: 6,
  load: load(6, 10),
  sinkLimit: null,
  targetMinutes: null,
  ...more,
});

describe('members and partitions in lockstep', () => {
  test.each<[number, number, number, number]>([
    [1, 6, 1, 6],
    [3, 6, 3, 6],
    [4, 6, 6, 6],
    [7, 6, 12, 12],
    [13, 6, 18, 18],
    [0, 6, 1, 6],
    [20, 30, 30, 30],
    [5, 1, 5, 5],
  ])('%d needed on %d partitions: %d members, %d partitions', (need, partitions, members, grown) => {
    expect(scaleTo(need, partitions)).toEqual({ members, partitions: grown });
  });
});

describe('what it takes', () => {
  test('one consumer of 25/s on six partitions of 10/s (row 6): three members', () => {
    expect(capacityOf(workload({}))).toMatchObject({
      keepUp: { members: 3, partitions: 6 },
      drain: null,
      limit: null,
      keyOrder: null,
    });
  });

  test('a target needs λ + L ÷ X: (2,000 + 3,600,000 ÷ 3,600) ÷ 350 = 9', () => {
    const { keepUp, drain } = capacityOf(
      workload({ perMemberPerSecond: 350, partitions: 9, load: load(9, 2_000 / 9, 400_000), targetMinutes: 60 }),
    );
    expect(keepUp).toEqual({ members: 9, partitions: 9 });
    expect(drain).toEqual({ members: 9, partitions: 9 });
  });

  test('more members than partitions: both grow, and keys move', () => {
    const capacity = capacityOf(workload({ members: 6, load: load(6, 40) }));
    expect(capacity.keepUp).toEqual({ members: 12, partitions: 12 });
    expect(capacity.keyOrder).toContain('50 % of the keys');
    expect(capacityWords(capacity)).toContain('12 members on 12 partitions, now 6 on 6');
  });

  test('no number cures one partition that gets more than a member gets done (row 5)', () => {
    const capacity = capacityOf(
      workload({
        perMemberPerSecond: 40,
        members: 4,
        partitions: 4,
        load: [{ name: 't-0', producedPerSecond: 92, lag: 31_200 }, ...load(3, 2.7)],
        targetMinutes: 30,
      }),
    );
    expect(capacity).toMatchObject({ keepUp: null, drain: null, limit: { kind: 'partition' } });
    expect(capacityWords(capacity)).toBe(
      'No number of members keeps up. To drain what is unread within 30 min: no number can.',
    );
  });

  test('an uneven partition that one member carries is no limit', () => {
    const uneven = [{ name: 't-0', producedPerSecond: 92, lag: 0 }, ...load(3, 2.7)];
    expect(capacityOf(workload({ perMemberPerSecond: 100, partitions: 4, load: uneven }))).toMatchObject({
      keepUp: { members: 2 },
      limit: null,
    });
  });

  test('a backlog in one partition bounds the drain: new partitions do not get it', () => {
    const full = [{ name: 't-0', producedPerSecond: 1, lag: 90_000 }, ...load(5, 1)];
    expect(capacityOf(workload({ load: full, targetMinutes: 10 }))).toMatchObject({
      keepUp: { members: 1 },
      drain: null,
      limit: { kind: 'partition', because: expect.stringContaining('60 min') },
    });
  });

  test('a slow sink is the limit, whatever the number', () => {
    const sinkLimit = { kind: 'sink', because: '2 members read 50 records/s and 4 read 51 records/s' } as const;
    expect(capacityOf(workload({ sinkLimit, targetMinutes: 10 }))).toMatchObject({
      keepUp: null,
      drain: null,
      limit: sinkLimit,
    });
  });
});
