import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../src/package-root.ts';

const src = join(packageRoot(), 'src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

/** What each file imports: paths below src for our own, package names for others. */
const imports = new Map(
  files.map((file) => {
    const text = readFileSync(join(src, file), 'utf8');
    const named = [
      ...text.matchAll(/^\s*(?:import|export)\b[^'"]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'/gm),
    ];
    const targets = named.map((match) => match[1] ?? match[2] ?? match[3] ?? '');
    return [
      file,
      targets.map((target) => (target.startsWith('.') ? relative(src, join(src, dirname(file), target)) : target)),
    ] as const;
  }),
);

const own = (target: string) => files.includes(target);
const pkg = (name: string) => (target: string) => target === name || target.startsWith(`${name}/`);
const builtin = (target: string) => target.startsWith('node:');

/** Folder → what it may import besides itself. The borders of the design. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'domain/': ['failure.ts'],
  'tools/': ['domain/', 'ports.ts', 'failure.ts', 'mcp/'],
  'prompts/': ['mcp/prompts.ts'],
  'kafka/': ['ports.ts', 'domain/', 'failure.ts', 'config/settings.ts', 'log.ts'],
  'registry/': ['ports.ts', 'domain/', 'failure.ts', 'config/settings.ts', 'log.ts', 'http/'],
  'connect/': ['ports.ts', 'domain/', 'failure.ts', 'config/settings.ts', 'log.ts', 'http/'],
  'http/': ['ports.ts', 'domain/', 'failure.ts', 'config/settings.ts', 'log.ts'],
  'guidelines/': ['ports.ts', 'domain/'],
  'knowledge/': ['domain/'],
  'mcp/': ['domain/', 'ports.ts', 'failure.ts', 'log.ts'],
  'config/': ['ports.ts'],
  'simulator/': ['kafka/protocol/', 'domain/schemas/', 'config/settings.ts'],
};

describe.each(Object.entries(allowed))('%s', (folder, others) => {
  test('imports what it may, and nothing else of ours', () => {
    const wrong = files
      .filter((file) => file.startsWith(folder))
      .flatMap((file) => (imports.get(file) ?? []).filter(own).map((target) => ({ file, target })))
      .filter(({ target }) => !target.startsWith(folder) && !others.some((other) => target.startsWith(other)));
    expect(wrong).toEqual([]);
  });
});

test.each([
  ['kafkajs', (file: string) => file.startsWith('kafka/')],
  ['@kafkajs/confluent-schema-registry', (file: string) => file.startsWith('registry/')],
  [
    '@modelcontextprotocol/sdk',
    (file: string) => file.startsWith('mcp/') || file.startsWith('transports/') || file === 'server.ts',
  ],
])('only its own folder knows %s', (name, mayKnow) => {
  const knowing = files.filter((file) => (imports.get(file) ?? []).some(pkg(name)));
  expect(knowing.filter((file) => !mayKnow(file))).toEqual([]);
});

/** They parse text and do nothing else: no I/O, no evaluation of code. */
const PARSERS = ['protobufjs', 'yaml'];

test('the domain is pure', () => {
  const impure = files
    .filter((file) => file.startsWith('domain/'))
    .flatMap((file) =>
      (imports.get(file) ?? []).filter((target) => builtin(target) || !(own(target) || PARSERS.includes(target))),
    );
  expect(impure).toEqual([]);
  const clocks = files.filter(
    (file) =>
      file.startsWith('domain/') &&
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/.test(readFileSync(join(src, file), 'utf8')),
  );
  expect(clocks).toEqual([]);
});

test('the environment is read in config only', () => {
  const readers = files.filter((file) => readFileSync(join(src, file), 'utf8').includes('process.env'));
  expect(readers.filter((file) => !file.startsWith('config/'))).toEqual([]);
});

test('no import goes in a circle', () => {
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) return void circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
    if (done.has(file)) return;
    for (const target of (imports.get(file) ?? []).filter(own)) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});
