import { describe, expect, test } from 'vitest';
import { parseGuideline, slugOf } from '../../../src/domain/guidelines/guideline.ts';
import { guidelines } from '../../support/in-memory.ts';

/** GitHub's own slugs of these headings. */
test.each([
  ['Retry topics', 'retry-topics'],
  ['`acks` and replication', 'acks-and-replication'],
  ['Why not?', 'why-not'],
  ['A & B', 'a--b'],
  ['C# / .NET', 'c--net'],
  ['snake_case stays', 'snake_case-stays'],
  ['Already-joined words', 'already-joined-words'],
  ['Über 50 %', 'über-50-'],
  ['  blanks around  ', 'blanks-around'],
])('the slug of %j', (heading, slug) => expect(slugOf(heading)).toBe(slug));

const page = (body: string, front = 'name: a\ndescription: d') => `---\n${front}\n---\n${body}`;

describe('parsing', () => {
  test.each([
    ['name: a\ndescription: plain text: with a colon', 'plain text: with a colon'],
    ['name: a\ndescription: "quoted: text"', 'quoted: text'],
    ["name: a\ndescription: 'it is'", 'it is'],
    ['name: a\nlicense: x\ndescription:   blanks  ', 'blanks'],
    ['name: a\ndescription: says "so" itself', 'says "so" itself'],
  ])('front matter %j', (front, description) => {
    expect(parseGuideline(page('# T\n', front))).toMatchObject({ name: 'a', description });
  });

  test.each([
    ['', 'guideline without front matter'],
    ['\n---\nname: a\n---\n', 'guideline without front matter'],
    ['---\nname: a\ndescription: d\n# T\n', 'guideline without front matter'],
    [page('# T\n', 'description: d'), 'guideline without name'],
    [page('# T\n', 'name: a'), 'guideline without description'],
    [page('# T\n', 'name: a\ndescription:\nlicense: x'), 'guideline without description'],
    [page('## T\n'), 'guideline a without a title'],
  ])('%j is refused by what is missing', (text, why) => expect(() => parseGuideline(text)).toThrow(why));

  test('the text before the first section is the summary; third-level headings belong to their section', () => {
    const { title, text, sections } = parseGuideline(page('# Title \n\nIntro.\n\n## One\n\nx\n\n### Deep\n\ny\n'));
    expect(title).toBe('Title');
    expect(text).toMatch(/^---\n/);
    expect(sections).toEqual([
      { slug: 'summary', heading: 'Summary', text: 'Intro.' },
      { slug: 'one', heading: 'One', text: 'x\n\n### Deep\n\ny' },
    ]);
  });

  test('sections without text are left out', () => {
    const { sections } = parseGuideline(page('# T\n\n## Empty\n\n## Full\nx\n'));
    expect(sections.map(({ slug }) => slug)).toEqual(['full']);
  });

  test('a comment in a block of code is no heading', () => {
    const { sections } = parseGuideline(page('# T\n\n## One\n\n```sh\n# comment\n## more\n```\n\n## Two\nx\n'));
    expect(sections.map(({ slug }) => slug)).toEqual(['one', 'two']);
    expect(sections[0]?.text).toContain('# comment\n## more');
  });
});

describe('the guidelines themselves', () => {
  test('have names as skills have them, and short descriptions', async () => {
    for (const { name, description, title } of await guidelines.list()) {
      expect(name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      expect(name.length).toBeLessThanOrEqual(64);
      expect(description.length).toBeLessThanOrEqual(1_024);
      expect(title.length).toBeGreaterThan(3);
    }
  });

  test('can be addressed: no name and no slug twice, a summary first', async () => {
    const library = await guidelines.list();
    expect(new Set(library.map(({ name }) => name)).size).toBe(library.length);
    for (const { name, sections } of library) {
      const slugs = sections.map(({ slug }) => slug);
      expect([name, new Set(slugs).size]).toEqual([name, slugs.length]);
      expect([name, slugs[0]]).toEqual([name, 'summary']);
      for (const slug of slugs) expect(slug).toMatch(/^[\p{L}\p{N}_-]+$/u);
    }
  });
});
