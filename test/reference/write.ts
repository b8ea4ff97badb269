import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../src/package-root.ts';
import { pages } from './pages.ts';

/** `npm run docs`: writes the reference pages from the settings and tools. */
for (const [path, page] of Object.entries(pages)) {
  const file = join(packageRoot(), path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, page());
}
