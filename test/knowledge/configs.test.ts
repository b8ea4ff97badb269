import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConfigLibrary } from '../../src/knowledge/configs.ts';
import { packageRoot } from '../../src/package-root.ts';

const shipped = join(packageRoot(), 'resources', 'data', 'kafka-configs');
const span = { from: '4.0', to: '4.3', type: 'INT', default: null, valid: null };

describe('createConfigLibrary', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kafka-configs-'));
    await cp(shipped, folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it.each<[string, string, unknown, string]>([
    ['no JSON', 'topic.json', '{', 'The configuration data in topic.json is broken: no JSON.'],
    ['no names', 'topic.json', { family: 'topic', releases: {} }, 'topic.json is broken: names: '],
    [
      'a name without a span',
      'group.json',
      { family: 'group', releases: { 4.3: '4.3.1' }, names: { x: [] } },
      'group.json is broken: names.x: ',
    ],
    [
      'a span without a type',
      'broker.json',
      { family: 'broker', releases: { 4.3: '4.3.1' }, names: { x: [{ ...span, type: 7 }] } },
      'broker.json is broken: names.x.0.type: ',
    ],
    [
      'a release that is none',
      'broker.json',
      { family: 'broker', releases: { 4.3: '4.3.1' }, names: { x: [{ ...span, to: 'now' }] } },
      'broker.json is broken: names.x.0.to: ',
    ],
    [
      'another family',
      'admin.json',
      { family: 'topic', releases: {}, names: {} },
      'admin.json is broken: it is of "topic".',
    ],
    [
      'a client without a version',
      'librdkafka.json',
      { family: 'librdkafka', names: {} },
      'librdkafka.json is broken: version: ',
    ],
  ])('names the file that has %s, and tries again', async (_what, file, content, message) => {
    const library = createConfigLibrary(folder);
    await writeFile(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
    await expect(library()).rejects.toThrow(message);
    await cp(join(shipped, file), join(folder, file));
    expect((await library()).find('topic', 'retention.ms', '4.3')?.default).toBe('604800000');
  });

  it('names a file that is not there', async () => {
    await rm(join(folder, 'streams.json'));
    await expect(createConfigLibrary(folder)()).rejects.toThrow("The configuration data can't be read: streams.json.");
  });

  it('reads once', async () => {
    const library = createConfigLibrary(folder);
    expect(await library()).toBe(await library());
  });
});
