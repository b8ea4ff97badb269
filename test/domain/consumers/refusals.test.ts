import { describe, expect, test } from 'vitest';
import { plan } from './asked.ts';

describe('the slow hundredth against the mean', () => {
  test.each<[mean: number, tail: number, says: string]>([
    [40, 5, 'below'],
    [40, 39, 'below'],
    [1, 101, 'more than 100 times'],
  ])('%i ms and %i ms contradict each other', (processing_ms_per_message, processing_p99_ms, says) => {
    expect(() => plan({ processing_ms_per_message, processing_p99_ms })).toThrow(says);
  });
  test.each([
    [40, 40],
    [1, 100],
  ])('%i ms and %i ms do not', (processing_ms_per_message, processing_p99_ms) => {
    expect(() => plan({ processing_ms_per_message, processing_p99_ms })).not.toThrow();
  });
  test('a mean that is assumed fits the tail', () => {
    expect(plan({ processing_p99_ms: 5_000 }).assumptions.join()).toContain(
      'processing_ms_per_message = 50: the least',
    );
    expect(plan({ processing_p99_ms: 4 }).assumptions.join()).toContain('processing_ms_per_message = 4:');
  });
});

test('where everything fails there is nothing to plan', () => {
  expect(() => plan({ messages_per_s: 900_000, failure_share: 1 })).toThrow('`failure_share` is 1');
});
