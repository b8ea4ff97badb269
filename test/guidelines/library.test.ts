import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGuidelineLibrary } from '../../src/guidelines/library.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guidelines-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string) => {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'SKILL.md'), `---\nname: ${name}\ndescription: d\n---\n# T\n\n## S\n\ntext\n`);
};

test('has one guideline a folder, in order, and passes over what an editor left there', async () => {
  write('b');
  write('a');
  writeFileSync(join(folder, '.DS_Store'), '');
  const guidelines = await createGuidelineLibrary(folder).list();
  expect(guidelines.map(({ name }) => name)).toEqual(['a', 'b']);
});

test('reads once, and tries again after a failure', async () => {
  const library = createGuidelineLibrary(join(folder, 'later'));
  await expect(library.list()).rejects.toThrow('ENOENT');
  write('later/a');
  const first = await library.list();
  expect(first).toHaveLength(1);
  expect(await library.list()).toBe(first);
});
