import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseGuideline } from '../../../src/domain/guidelines/guideline.ts';
import { packageRoot } from '../../../src/package-root.ts';

const SOURCES = join(packageRoot(), 'src', 'domain', 'delivery');

async function sectionsOf(skill: string): Promise<readonly string[]> {
  const text = await readFile(join(packageRoot(), 'resources', 'guidelines', skill, 'SKILL.md'), 'utf8');
  return parseGuideline(text).sections.map(({ slug }) => slug);
}

it('every section that a finding links to exists', async () => {
  const files = (await readdir(SOURCES, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const texts = await Promise.all(files.map((name) => readFile(join(SOURCES, name), 'utf8')));
  const links = texts.flatMap((text) => [
    ...[...text.matchAll(/guideline\('([a-z0-9-]+)'\)/g)].map(
      ([, slug]) => ['delivery-semantics', slug ?? ''] as const,
    ),
    ...[...text.matchAll(/kafka:\/\/guidelines\/([a-z-]+)#([a-z0-9-]+)/g)].map(
      ([, skill, slug]) => [skill ?? '', slug ?? ''] as const,
    ),
  ]);
  expect(links.length).toBeGreaterThan(30);
  for (const [skill, slug] of links) expect(await sectionsOf(skill)).toContain(slug);
});
