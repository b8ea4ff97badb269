import { describe, expect, test } from 'vitest';
import { amountOf, plan, rulesOf, settingOf } from './asked.ts';

describe('other threads do the work', () => {
  const handsOff = {
    client: 'java',
    hands_off: true,
    messages_per_s: 1_000,
    processing_ms_per_message: 20,
    partitions: 12,
    instances: 3,
  } as const;
  test('so members are not accused, and workers are asked for', () => {
    const answer = plan(handsOff);
    expect(rulesOf(answer)).toEqual([]);
    expect(amountOf(answer, 'workers_needed')).toBe(29);
    expect(answer.open_questions.join()).toContain('29 workers');
    expect(answer.failures.blocking_retry).toMatch(/its worker may try again/);
    expect(settingOf(answer, 'max.poll.records')?.value).toBe('500');
    expect(JSON.stringify(answer)).not.toMatch(/% busy/);
  });
  test('without a given layout neither members nor partitions are multiplied', () => {
    const { partitions: _, instances: __, ...free } = handsOff;
    expect(plan(free).group).toMatchObject({ instances: 3, threads_per_instance: 1, partitions: 6 });
    expect(plan(free).assumptions.join()).toContain('instances = 3: two to work');
  });
  test('a share group finishes a poll before the next', () => {
    expect(amountOf(plan({ ...handsOff, ordering: 'none' }), 'consumers_needed')).toBe(29);
  });
});
