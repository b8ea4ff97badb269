import { describe, expect, test } from 'vitest';
import { parseGuideline, slugOf } from '../../../src/domain/guidelines/guideline.ts';
import { searchGuidelines } from '../../../src/domain/guidelines/search.ts';
import { guidelines } from '../../support/in-memory.ts';

test.each([
  ['hot key', ['partitioning-and-keys#hot-keys']],
  ['request reply over kafka', ['anti-patterns#request-reply-over-kafka']],
  [
    'too many partitions',
    [
      'anti-patterns#more-than-50-partitions-per-topic',
      'partitioning-and-keys#limits-per-broker-and-cluster',
      'partitioning-and-keys#partition-count-formulas',
    ],
  ],
  [
    'schema backward compatible',
    ['schemas#compatibility-levels', 'schemas#transitive-levels', 'schemas#a-registry-for-every-non-trivial-topic'],
  ],
  ['idempotent consumer', ['delivery-semantics#idempotent-consumers']],
  ['retention by time or size', ['retention-and-compaction#retention-by-time-or-size']],
  ['rebalance storm', ['lag-and-rebalances#rebalance-storms']],
  [
    'outbox',
    [
      'delivery-semantics#outbox',
      'connect-and-cdc#outbox-event-router',
      'connect-and-cdc#outbox-first-tables-private',
      'connect-and-cdc#a-postgresql-outbox-connector',
    ],
  ],
  ['kafka as database', ['anti-patterns#kafka-as-a-database', 'topic-design#a-log-not-a-database']],
])('%s finds it within the first three', async (query, wanted) => {
  const hits = searchGuidelines(await guidelines.list(), query, 3).map(
    ({ guideline, section }) => `${guideline.name}#${section.slug}`,
  );
  expect(hits.some((hit) => wanted.includes(hit))).toBe(true);
});

test('words that stand nowhere find nothing', async () => {
  expect(searchGuidelines(await guidelines.list(), 'zzqx', 5)).toEqual([]);
});

test.each([
  ['Hot keys', 'hot-keys'],
  ['The 4.x consumer protocol', 'the-4x-consumer-protocol'],
  ['Payloads over 1 MB', 'payloads-over-1-mb'],
  ['Decision table: semantics', 'decision-table-semantics'],
])('the slug of %s', (heading, slug) => expect(slugOf(heading)).toBe(slug));

describe('a guideline file', () => {
  const text =
    '---\nname: a\ndescription: "About: a"\n---\n# Title\n\nIntro.\n\n## One\n\nx\n```\n## not a heading\n```\n\n## Two\ny\n';
  test('has front matter, a title and sections', () => {
    const { name, title, description, sections } = parseGuideline(text);
    expect({ name, title, description }).toEqual({ name: 'a', title: 'Title', description: 'About: a' });
    expect(sections.map(({ slug }) => slug)).toEqual(['summary', 'one', 'two']);
    expect(sections[1]?.text).toContain('## not a heading');
  });
  test.each(['# no front matter', '---\nname: a\n---\n# T\n', '---\nname: a\ndescription: b\n---\nno title\n'])(
    '%j is refused',
    (broken) => {
      expect(() => parseGuideline(broken)).toThrow();
    },
  );
});
