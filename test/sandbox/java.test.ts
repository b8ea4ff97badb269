import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { chooseJdk, installedJdks, javaCommand, majorVersion } from '../../sandbox/java.ts';
import { chooseRelease } from '../../sandbox/registry.ts';

const jdk = (major: number) => ({ home: `/jdk-${major}`, major });

it.each([
  [[11, 17, 25], 17, 17],
  [[25, 21], 17, 21],
  [[17, 25], 21, 25],
  [[11], 17, null],
  [[], 17, null],
])('of %j and at least %i, the oldest that will do is %j', (majors, minimum, expected) => {
  expect(chooseJdk(majors.map(jdk), minimum)?.major ?? null).toBe(expected);
});

it.each([
  ['JAVA_VERSION="17.0.15"\nOS_NAME="Linux"', 17],
  ['IMPLEMENTOR="x"\nJAVA_VERSION="25"', 25],
  ['JAVA_VERSION="1.8.0_402"', 8],
  ['', null],
])('%j is version %j', (release, expected) => {
  expect(majorVersion(release)).toBe(expected);
});

it('looks beside JAVA_HOME', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jdks-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const major of [17, 121]) {
    mkdirSync(join(folder, `jdk-${major}`, 'bin'), { recursive: true });
    writeFileSync(join(folder, `jdk-${major}`, 'bin', 'java'), '');
    writeFileSync(join(folder, `jdk-${major}`, 'release'), `JAVA_VERSION="${major}.0.1"`);
  }
  const found = installedJdks({ JAVA_HOME: join(folder, 'jdk-17') });
  expect(chooseJdk(found, 100)?.home).toBe(join(folder, 'jdk-121'));
});

it('says what to install', () => {
  expect(() => javaCommand(17, [jdk(8), jdk(11)])).toThrow(/needs Java 17 or newer, but found only 8, 11\. Install/);
  expect(() => javaCommand(17, [])).toThrow(/none was found/);
});

it.each([
  [[17, 25], '3.3.3'],
  [[17], '2.6.13.Final'],
])('with Java %j the registry is %s', (majors, version) => {
  expect(chooseRelease(majors.map(jdk)).version).toBe(version);
});
