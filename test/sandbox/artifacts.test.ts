import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cached, cacheFolder, kafkaProfiles, mavenVersion } from '../../sandbox/artifacts.ts';

describe('cacheFolder', () => {
  it.each([
    [{ KAFKA_ARCHITECT_CACHE: '/somewhere' }, '/somewhere'],
    [{ KAFKA_ARCHITECT_CACHE: '' }, join(homedir(), '.cache', 'kafka-architect')],
    [{}, join(homedir(), '.cache', 'kafka-architect')],
  ])('%j', (env, expected) => {
    expect(cacheFolder(env)).toBe(expected);
  });
});

it.each([
  ['4.3.1', ['log4j2', 'tools']],
  ['4.4.0', ['log4j2']],
  ['3.9.2', ['log4j1']],
  ['3.0.2', ['log4j1']],
])('%s is fetched with %j', (version, profiles) => {
  expect(kafkaProfiles(version)).toEqual(profiles);
});

it.each([
  ['\u001b[1mApache Maven 3.8.7\u001b[m\nMaven home: /usr/share/maven', [3, 8, 7]],
  ['Apache Maven 4.0.0-rc-3 (abc)', [4, 0, 0]],
  ['no such thing', null],
])('%j is Maven %j', (text, expected) => {
  expect(mavenVersion(text)).toEqual(expected);
});

describe('cached', () => {
  function emptyCache(): string {
    const folder = mkdtempSync(join(tmpdir(), 'cache-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    return folder;
  }

  it('fills a folder once, even for two who ask at once', async () => {
    const cache = emptyCache();
    let fills = 0;
    const fill = async (folder: string) => {
      fills += 1;
      await sleep(50);
      writeFileSync(join(folder, 'jar'), 'x');
    };
    const folders = await Promise.all([1, 2].map(() => cached('kafka-1', fill, cache)));
    expect(folders).toEqual([join(cache, 'kafka-1'), join(cache, 'kafka-1')]);
    expect(fills).toBe(1);
    expect(existsSync(join(cache, 'kafka-1', 'jar'))).toBe(true);
    expect(readdirSync(cache)).toEqual(['kafka-1']);
  });

  it('leaves nothing behind when the fetch fails', async () => {
    const cache = emptyCache();
    const failing = cached('kafka-1', () => Promise.reject(new Error('no network')), cache);
    await expect(failing).rejects.toThrow('no network');
    expect(readdirSync(cache)).toEqual([]);
  });

  it('takes over the lock of a process that is gone', async () => {
    const cache = emptyCache();
    const beyondAnyPid = 2 ** 30;
    writeFileSync(join(cache, 'fetching.lock'), String(beyondAnyPid));
    await cached('kafka-1', async () => undefined, cache);
    expect(readdirSync(cache)).toEqual(['kafka-1']);
  });
});
