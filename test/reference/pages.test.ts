import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { pages } from './pages.ts';

test.each(Object.entries(pages))('%s is what `npm run docs` writes', (path, page) => {
  expect(readFileSync(join(packageRoot(), path), 'utf8')).toBe(page());
});
