import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Guideline, parseGuideline } from '../domain/guidelines/guideline.ts';
import type { GuidelineLibrary } from '../ports.ts';

/** The guidelines under `folder`, one `<name>/SKILL.md` each, read once on first use; a failure is tried again. */
export function createGuidelineLibrary(folder: string): GuidelineLibrary {
  let loaded: Promise<readonly Guideline[]> | null = null;
  return {
    list() {
      loaded ??= load(folder).catch((error: unknown) => {
        loaded = null;
        throw error;
      });
      return loaded;
    },
  };
}

async function load(folder: string): Promise<readonly Guideline[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(
    names.sort().map(async (name) => parseGuideline(await readFile(join(folder, name, 'SKILL.md'), 'utf8'))),
  );
}
