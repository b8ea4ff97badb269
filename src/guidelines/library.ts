import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Guideline, parseGuideline } from '../domain/guidelines/guideline.ts';
import type { GuidelineLibrary } from '../ports.ts';

/** The guidelines under `folder`, one `<name>/SKILL.md` each, read once on first use. */
export function createGuidelineLibrary(folder: string): GuidelineLibrary {
  let loaded: Promise<readonly Guideline[]> | null = null;
  return {
    list() {
      loaded ??= load(folder);
      return loaded;
    },
  };
}

async function load(folder: string): Promise<readonly Guideline[]> {
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map(async (name) => parseGuideline(await readFile(join(folder, name, 'SKILL.md'), 'utf8'))));
}
