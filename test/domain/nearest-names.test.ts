import { describe, expect, it } from 'vitest';
import { nearestNames } from '../../src/domain/nearest-names.ts';

const known = ['orders-value', 'orders-key', 'Orders-V2-value', 'payments-value', 'invoices', 'a'];

describe('nearestNames', () => {
  it.each([
    ['a letter missing', 'order-value', ['orders-value']],
    ['letters swapped', 'oredrs-value', ['orders-value']],
    ['other case', 'ORDERS-VALUE', ['orders-value']],
    ['the beginning', 'orders', ['orders-key', 'orders-value', 'Orders-V2-value']],
    ['a part', 'v2', ['Orders-V2-value']],
    ['more than the name', 'invoices-value', ['invoices']],
    ['nothing alike', 'zzzzzzzz', []],
    ['nothing asked', '', []],
  ])('%s', (_case, asked, expected) => {
    expect(nearestNames(asked, known).slice(0, Math.max(expected.length, 0))).toEqual(expected);
    if (expected.length === 0) expect(nearestNames(asked, known)).toEqual([]);
  });

  it('gives at most the limit, whatever the order of the names', () => {
    const many = ['topic-1', 'topic-2', 'topic-3', 'topic-4', 'topic-5', 'topic-6', 'topic-7'];
    expect(nearestNames('topic', many)).toHaveLength(5);
    expect(nearestNames('topic', many, 2)).toEqual(['topic-1', 'topic-2']);
    expect(nearestNames('topic', [...many].reverse(), 2)).toEqual(['topic-1', 'topic-2']);
  });

  it('looks through 100,000 names without getting stuck', () => {
    const names = Array.from({ length: 100_000 }, (_, index) => `team-${index % 97}.service-${index}.events.v1-value`);
    const start = performance.now();
    expect(nearestNames('team-5.servic-99915.events.v1-value', names)[0]).toBe('team-5.service-99915.events.v1-value');
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});
