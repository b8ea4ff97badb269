import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { forget, keep } from './keeper.ts';
import { repositoryFolder } from './paths.ts';
import { type CommandResult, runCommand } from './processes.ts';
import { lastLines } from './tails.ts';
import { defaultKafkaVersion, logsThroughLog4j2, parseVersion } from './versions.ts';
import { waitUntil } from './wait.ts';

/** Present in every folder of the cache that is whole. */
const marker = '.complete';

/** The dependency plugin 3.8.1 asks for this Maven. */
const minimumMaven = [3, 6, 3] as const;

const fetchTimeoutMs = 600_000;

/** Where fetched archives live, outside the repository: KAFKA_ARCHITECT_CACHE, else a folder in the user's cache. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return env.KAFKA_ARCHITECT_CACHE || join(homedir(), '.cache', 'kafka-architect');
}

/** The folder with the jars of a Kafka release; fetched when it is not in the cache. */
export function kafkaJars(version: string): Promise<string> {
  return cached(`kafka-${version}`, (folder) =>
    maven([
      `-Dkv=${version}`,
      `-P${kafkaProfiles(version).join(',')}`,
      'dependency:copy-dependencies',
      `-DoutputDirectory=${folder}`,
    ]),
  );
}

/** The profiles of `pom.xml` that a release needs: a logging back end, and for the default release its tools and Connect. */
export function kafkaProfiles(version: string): string[] {
  parseVersion(version);
  return [logsThroughLog4j2(version) ? 'log4j2' : 'log4j1', ...(version === defaultKafkaVersion ? ['tools'] : [])];
}

/** The folder with an unpacked Apicurio Registry; fetched when it is not in the cache. */
export function apicurioApp(version: string): Promise<string> {
  return cached(`apicurio-${version}`, async (folder) => {
    await maven([
      'dependency:copy',
      `-Dartifact=io.apicurio:apicurio-registry-app:${version}:tar.gz:all`,
      `-DoutputDirectory=${folder}`,
    ]);
    const archive = (await readdir(folder)).find((name) => name.endsWith('.tar.gz'));
    if (archive === undefined) throw new Error(`Maven brought no archive of Apicurio Registry ${version}.`);
    const unpacked = await runCommand('tar', ['-xzf', archive], { cwd: folder, timeoutMs: fetchTimeoutMs });
    if (unpacked.code !== 0)
      throw new Error(`The archive ${archive} cannot be unpacked: ${lastLines(unpacked.stderr, 15)}`);
    await unlink(join(folder, archive));
  });
}

/**
 * A folder of the cache, filled by `fill` when it is not there. It is filled elsewhere and renamed, so it is either whole
 * or absent. One process fetches at a time, since Maven's own cache does not bear two.
 */
export async function cached(
  name: string,
  fill: (folder: string) => Promise<void>,
  cache = cacheFolder(),
): Promise<string> {
  const folder = join(cache, name);
  if (existsSync(join(folder, marker))) return folder;
  await mkdir(cache, { recursive: true });
  return locked(join(cache, 'fetching.lock'), async () => {
    if (existsSync(join(folder, marker))) return folder;
    const part = await mkdtemp(join(cache, `.${name}-`));
    keep({ path: part });
    try {
      await fill(part);
      await writeFile(join(part, marker), '');
      await rm(folder, { recursive: true, force: true });
      await rename(part, folder);
    } finally {
      await rm(part, { recursive: true, force: true });
      forget({ path: part });
    }
    return folder;
  });
}

/** Holds a lock file while `run` runs. A lock whose process is gone counts for nothing. */
async function locked<T>(file: string, run: () => Promise<T>): Promise<T> {
  await waitUntil(() => takeLock(file), {
    timeoutMs: fetchTimeoutMs,
    what: `Waiting for the other fetch that holds ${file}`,
  });
  try {
    return await run();
  } finally {
    await rm(file, { force: true });
    forget({ path: file });
  }
}

async function takeLock(file: string): Promise<boolean> {
  try {
    const lock = await open(file, 'wx');
    keep({ path: file });
    await lock.writeFile(String(process.pid));
    await lock.close();
    return true;
  } catch {
    const owner = Number(await readFile(file, 'utf8').catch(() => ''));
    if (owner > 0 && !alive(owner)) await rm(file, { force: true });
    return false;
  }
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function maven(goal: readonly string[]): Promise<void> {
  await requireMaven();
  const pom = join(repositoryFolder, 'sandbox', 'pom.xml');
  const { code, stdout, stderr } = await runCommand('mvn', ['-q', '-B', '-f', pom, ...goal], {
    timeoutMs: fetchTimeoutMs,
  });
  if (code === 0) return;
  throw new Error(
    `Maven could not fetch what the sandbox needs (mvn ${goal.join(' ')}):\n${lastLines(`${stdout}\n${stderr}`, 15)}`,
  );
}

async function requireMaven(): Promise<void> {
  const wanted = minimumMaven.join('.');
  const advice = 'Install it (Debian, Ubuntu: apt install maven; macOS: brew install maven).';
  let answer: CommandResult;
  try {
    answer = await runCommand('mvn', ['-v'], { timeoutMs: 60_000 });
  } catch {
    throw new Error(
      `The sandbox fetches Kafka with Maven ${wanted} or newer, and there is no \`mvn\` on the path. ${advice}`,
    );
  }
  const version = mavenVersion(answer.stdout);
  if (answer.code !== 0 || version === null)
    throw new Error(`\`mvn -v\` does not work: ${lastLines(`${answer.stdout}\n${answer.stderr}`, 15)}`);
  if (!atLeast(version, minimumMaven))
    throw new Error(`The sandbox needs Maven ${wanted} or newer, and this is ${version.join('.')}. ${advice}`);
}

/** Reads `Apache Maven 3.8.7`, with or without terminal colours around it. */
export function mavenVersion(text: string): number[] | null {
  const version = /Apache Maven (\d+(?:\.\d+)*)/.exec(text)?.[1];
  return version === undefined ? null : version.split('.').map(Number);
}

function atLeast(version: readonly number[], minimum: readonly number[]): boolean {
  const at = minimum.findIndex((part, index) => (version[index] ?? 0) !== part);
  return at < 0 || (version[at] ?? 0) > (minimum[at] ?? 0);
}
