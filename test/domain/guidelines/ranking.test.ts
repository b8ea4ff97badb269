import { describe, expect, test } from 'vitest';
import { searchGuidelines } from '../../../src/domain/guidelines/search.ts';
import { guidelines } from '../../support/in-memory.ts';

const find = async (query: string, limit: number) =>
  searchGuidelines(await guidelines.list(), query, limit).map(
    ({ guideline, section }) => `${guideline.name}#${section.slug}`,
  );

/** Questions as people ask them, with the sections that answer them. */
test.each<[string, readonly string[]]>([
  ['hot key', ['partitioning-and-keys#hot-keys']],
  ['hot keys', ['partitioning-and-keys#hot-keys']],
  ['exactly once', ['delivery-semantics#exactly-once-by-client', 'delivery-semantics#what-ends-exactly-once']],
  ['consumer lag grows at peak', ['lag-and-rebalances#growing']],
  ['request reply', ['anti-patterns#request-reply-over-kafka']],
  ['schema backward compatible', ['schemas#compatibility-levels']],
])('%s: the right section comes first', async (query, wanted) => {
  const [first] = await find(query, 1);
  expect(wanted).toContain(first);
});

test('too many partitions: the limit is within the first three', async () => {
  const wanted = [
    'anti-patterns#more-than-50-partitions-per-topic',
    'partitioning-and-keys#limits-per-broker-and-cluster',
  ];
  expect((await find('too many partitions', 3)).some((hit) => wanted.includes(hit))).toBe(true);
});

describe('a search', () => {
  test('does not care about case, order, endings or marks', async () => {
    const hits = await find('hot key', 5);
    for (const same of ['HOT KEYS', 'key hot', 'hot-key?', '  hot,  keys!  ', 'hot hot key'])
      expect(await find(same, 5)).toEqual(hits);
  });

  test('gives no more than asked for, best first, no source list and nothing twice', async () => {
    const hits = searchGuidelines(await guidelines.list(), 'kafka topic partition consumer', 200);
    const scores = hits.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores.every((score) => Number.isFinite(score) && score > 0)).toBe(true);
    expect(new Set(hits.map(({ section }) => section)).size).toBe(hits.length);
    expect(hits.filter(({ section }) => section.slug === 'sources')).toEqual([]);
    expect(await find('kafka', 2)).toHaveLength(2);
  });

  test.each(['', '  ', '?!', 'how do I', 'a'])('%j finds nothing', async (query) => {
    expect(await find(query, 5)).toEqual([]);
  });

  test('of no guidelines finds nothing', () => expect(searchGuidelines([], 'kafka', 5)).toEqual([]));
});
