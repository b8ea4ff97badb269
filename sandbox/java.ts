import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

export interface Jdk {
  readonly home: string;
  readonly major: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The `java` command of an installed JDK of at least that version, the oldest that will do: old Kafka releases do not
 * start on the newest Java. Throws a sentence that says what to install.
 */
export function javaCommand(minimum: number, found: readonly Jdk[] = installedJdks(process.env)): string {
  const jdk = chooseJdk(found, minimum);
  if (jdk !== null) return join(jdk.home, 'bin', 'java');
  const seen = found.length === 0 ? 'none was found' : `found only ${found.map(({ major }) => major).join(', ')}`;
  throw new Error(
    `The sandbox needs Java ${minimum} or newer, but ${seen}. Install one (Debian, Ubuntu: apt install openjdk-17-jre-headless; ` +
      'macOS: brew install openjdk@17) or set JAVA_HOME.',
  );
}

/** The oldest JDK that is new enough, null when there is none. */
export function chooseJdk(jdks: readonly Jdk[], minimum: number): Jdk | null {
  const fit = jdks.filter(({ major }) => major >= minimum);
  return fit.reduce<Jdk | null>((best, jdk) => (best === null || jdk.major < best.major ? jdk : best), null);
}

/** The JDKs of JAVA_HOME, JAVA21_HOME and the path, those lying beside them, and those in the usual folders. */
export function installedJdks(env: Environment): Jdk[] {
  const named = [env.JAVA_HOME, env.JAVA21_HOME, homeOnPath(env)].filter((home) => home !== undefined && home !== '');
  const homes = named.flatMap((home) => (home === undefined ? [] : [home, ...jdksIn(dirname(home))]));
  const usual = ['/usr/lib/jvm', '/Library/Java/JavaVirtualMachines'].flatMap(jdksIn);
  return [...new Set([...homes, ...usual].filter((home) => existsSync(join(home, 'bin', 'java'))).map(real))].flatMap(
    (home) => {
      const major = majorVersion(readRelease(home));
      return major === null ? [] : [{ home, major }];
    },
  );
}

/** Reads the `release` file of a JDK: `JAVA_VERSION="17.0.15"` is 17, `"1.8.0_402"` is 8. */
export function majorVersion(release: string): number | null {
  const version = /^JAVA_VERSION="(?:1\.)?(\d+)/m.exec(release)?.[1];
  return version === undefined ? null : Number(version);
}

function readRelease(home: string): string {
  try {
    return readFileSync(join(home, 'release'), 'utf8');
  } catch {
    return '';
  }
}

function jdksIn(folder: string): string[] {
  try {
    return readdirSync(folder).flatMap((name) => [join(folder, name), join(folder, name, 'Contents', 'Home')]);
  } catch {
    return [];
  }
}

function homeOnPath(env: Environment): string | undefined {
  const java = (env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'java'))
    .find((file) => existsSync(file));
  return java === undefined ? undefined : dirname(dirname(real(java)));
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
