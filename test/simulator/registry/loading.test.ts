import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../../src/package-root.ts';

/** Files that come with another one at once: without what is imported only when it is needed, and without types. */
function loadedWith(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  if (!file.startsWith('/')) return seen;
  const text = readFileSync(file, 'utf8');
  for (const [, target = ''] of text.matchAll(/^(?:import|export) (?!type )[^'"]*?from '([^']+)'/gm))
    loadedWith(target.startsWith('.') ? join(dirname(file), target) : target, seen);
  return seen;
}

it('starts without the parsers of the formats', () => {
  const loaded = [...loadedWith(join(packageRoot(), 'src/simulator/registry/server.ts'))];
  expect(loaded.length).toBeGreaterThan(15);
  expect(loaded.filter((file) => /schemas\/(?:avro|json|protobuf)\/|protobufjs/.test(file))).toEqual([]);
});

it('would see them', () => {
  const loaded = [...loadedWith(join(packageRoot(), 'src/domain/schemas/protobuf/checker.ts'))];
  expect(loaded.some((file) => file.startsWith('protobufjs'))).toBe(true);
});
