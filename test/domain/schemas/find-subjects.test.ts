import { describe, expect, it } from 'vitest';
import { findSubjects, isOfTopic, topicsWithoutSchema } from '../../../src/domain/schemas/find-subjects.ts';

const names = [
  'orders-value',
  'orders-key',
  'orders-acme.Order',
  'orders-archive-value',
  'Payments-value',
  'acme.Order',
  ':.west:orders-value',
];
const find = (more: Partial<Parameters<typeof findSubjects>[1]>) =>
  findSubjects(names, { subject: null, pattern: null, topic: null, ...more });

describe('findSubjects', () => {
  it.each([
    [{}, [...names].sort()],
    [{ subject: 'orders-value' }, ['orders-value']],
    [{ subject: 'Orders-value' }, []],
    [{ pattern: 'pay' }, ['Payments-value']],
    [{ pattern: 'ORDER', topic: 'orders' }, [':.west:orders-value', 'orders-acme.Order', 'orders-key', 'orders-value']],
    [{ pattern: 'orders-*value' }, ['orders-archive-value', 'orders-value']],
    [{ pattern: '*.order' }, ['acme.Order', 'orders-acme.Order']],
    [{ pattern: 'acme.orde*' }, ['acme.Order']],
    [{ topic: 'orders' }, [':.west:orders-value', 'orders-acme.Order', 'orders-key', 'orders-value']],
    [{ topic: 'orders-archive' }, ['orders-archive-value']],
    [{ topic: 'order' }, []],
  ])('%j', (filter, found) => {
    expect(find(filter)).toEqual(found);
  });

  it('takes signs of a pattern for what they are', () => {
    expect(findSubjects(['a.b', 'axb', 'a(b', 'a\nb'], { subject: null, pattern: 'a.*', topic: null })).toEqual([
      'a.b',
    ]);
    expect(findSubjects(['a(b'], { subject: null, pattern: '*(b', topic: null })).toEqual(['a(b']);
  });
});

describe('topics without a schema', () => {
  it.each([
    ['orders', true],
    ['orders-archive', true],
    ['payments', false],
    ['acme.Order', false],
    ['orders-acme.Order', false],
  ])('%s has one: %s', (topic, has) => {
    expect(topicsWithoutSchema([topic], names)).toEqual(has ? [] : [topic]);
    expect(names.some((name) => isOfTopic(name, topic))).toBe(has);
  });

  it('are found among many', () => {
    const topics = Array.from({ length: 5_000 }, (_, index) => `topic-${index}`);
    const subjects = topics.slice(1).map((topic) => `${topic}-value`);
    expect(topicsWithoutSchema(topics, subjects)).toEqual(['topic-0']);
  });
});
