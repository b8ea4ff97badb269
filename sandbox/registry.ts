import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { apicurioApp } from './artifacts.ts';
import { chooseJdk, installedJdks, type Jdk, javaCommand } from './java.ts';
import { freePorts, retryTakenPorts } from './ports.ts';
import { startChild, temporaryFolder } from './processes.ts';
import { fileTail } from './tails.ts';
import { waitUntil } from './wait.ts';

const startTimeoutMs = 120_000;

export interface RunningRegistry {
  /** The base of its Confluent-compatible API, without a trailing slash. */
  readonly url: string;
  /** What it is, for example `Apicurio Registry 3.3.3`. */
  readonly flavour: string;
  stop(): Promise<void>;
}

interface Release {
  readonly version: string;
  readonly java: number;
  readonly jar: string;
  readonly settings: Readonly<Record<string, string | number | boolean>>;
}

const newest: Release = {
  version: '3.3.3',
  java: 21,
  jar: 'quarkus-run.jar',
  settings: {
    'apicurio.datasource.jdbc.initial-size': 1,
    'apicurio.datasource.jdbc.min-size': 1,
    'apicurio.datasource.jdbc.max-size': 8,
    'apicurio.rules.global.compatibility': 'BACKWARD',
    'apicurio.rest.deletion.artifact.enabled': true,
    'apicurio.rest.deletion.artifact-version.enabled': true,
  },
};
const forOlderJava: Release = {
  version: '2.6.13.Final',
  java: 17,
  jar: 'apicurio-registry-app-2.6.13.Final-runner.jar',
  settings: {
    'registry.rest.artifact.deletion.enabled': true,
  },
};

/** The newest Apicurio Registry that the installed JDKs can run. */
export function chooseRelease(jdks: readonly Jdk[]): Release {
  return chooseJdk(jdks, newest.java) === null ? forOlderJava : newest;
}

/** Starts a schema registry in memory on a free loopback port; the global compatibility level is BACKWARD. */
export async function startRegistry(jdks: readonly Jdk[] = installedJdks(process.env)): Promise<RunningRegistry> {
  const release = chooseRelease(jdks);
  const java = javaCommand(release.java, jdks);
  const app = await apicurioApp(release.version);
  if (!existsSync(join(app, release.jar))) throw new Error(`${release.jar} is missing in ${app}: delete that folder.`);
  return retryTakenPorts(() => startRelease(release, java, app));
}

async function startRelease(release: Release, java: string, app: string): Promise<RunningRegistry> {
  const folder = await temporaryFolder();
  const logFile = join(folder.path, 'registry.log');
  const [port = 0, managementPort = 0] = await freePorts(2);
  const flags = ['-Xms64m', '-Xmx160m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:MaxMetaspaceSize=256m'];
  const args = [...flags, ...settings(release, port, managementPort), '-jar', release.jar];
  const child = startChild(java, args, { logFile, cwd: app });
  const stop = async () => {
    await child.end();
    await folder.remove();
  };
  const url = `http://127.0.0.1:${port}/apis/ccompat/v7`;
  const readiness = release === newest ? managementPort : port;
  try {
    await waitUntil(
      async () => {
        if (!child.running()) throw new Error(`The registry ended (${await child.ended}):\n${await fileTail(logFile)}`);
        return answersOk(`http://127.0.0.1:${readiness}/health/ready`);
      },
      { timeoutMs: startTimeoutMs, what: 'The start of the registry' },
    );
    await requireBackward(url);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    flavour: `Apicurio Registry ${release.version}`,
    stop,
  };
}

function settings(release: Release, port: number, managementPort: number): string[] {
  return Object.entries({
    'quarkus.http.host': '127.0.0.1',
    'quarkus.http.port': port,
    'quarkus.management.host': '127.0.0.1',
    'quarkus.management.port': managementPort,
    'quarkus.banner.enabled': false,
    'quarkus.log.level': 'WARN',
    ...release.settings,
  }).map(([name, value]) => `-D${name}=${value}`);
}

/** The older release has no setting for the global level, so it is told over REST. */
async function requireBackward(url: string): Promise<void> {
  const headers = { 'content-type': 'application/vnd.schemaregistry.v1+json' };
  const current = await (await fetch(`${url}/config`)).text();
  if (current.includes('BACKWARD')) return;
  const answer = await fetch(`${url}/config`, { method: 'PUT', headers, body: '{"compatibility":"BACKWARD"}' });
  if (!answer.ok) throw new Error(`The registry refused the compatibility level: ${await answer.text()}`);
}

async function answersOk(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
