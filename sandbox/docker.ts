import { join } from 'node:path';
import { quietClient } from './client.ts';
import { repositoryFolder } from './paths.ts';
import { freePorts } from './ports.ts';
import { runCommand, startChild, temporaryFolder } from './processes.ts';
import { fileTail } from './tails.ts';
import { parseVersion } from './versions.ts';
import { waitUntil } from './wait.ts';

/** Includes pulling the images on a slow line. */
const startTimeoutMs = 600_000;

export interface DockerPlan {
  /** Names the containers, so that two sandboxes do not meet. */
  readonly project: string;
  readonly brokers: 1 | 3;
  readonly kafkaVersion: string;
  readonly registry: boolean;
}

/** The images of Apache Kafka begin with 3.7.0. */
export function hasImage(version: string): boolean {
  const { major, minor } = parseVersion(version);
  return major > 3 || (major === 3 && minor >= 7);
}

/** Does a Docker daemon with Compose answer? */
export async function dockerAnswers(): Promise<boolean> {
  for (const args of [['info'], ['compose', 'version']]) {
    const answer = await runCommand('docker', args, { timeoutMs: 10_000 }).catch(() => null);
    if (answer?.code !== 0) return false;
  }
  return true;
}

/** The arguments after `docker` that start the containers in the foreground, or remove them with their data. */
export function composeArguments(plan: DockerPlan, action: 'up' | 'down'): string[] {
  const file = join(repositoryFolder, 'sandbox', 'compose.yaml');
  const profiles = [plan.brokers === 1 ? 'one' : 'three', ...(plan.registry ? ['registry'] : [])];
  return [
    'compose',
    ...['--project-name', plan.project],
    ...['--file', file],
    ...profiles.flatMap((profile) => ['--profile', profile]),
    ...(action === 'up' ? ['up', '--abort-on-container-exit'] : ['down', '--volumes', '--timeout', '10']),
  ];
}

/** The variables of `compose.yaml`. */
export function composeVariables(
  plan: DockerPlan,
  kafkaPorts: readonly number[],
  registryPort: number,
): Record<string, string> {
  return {
    KAFKA_VERSION: plan.kafkaVersion,
    REGISTRY_PORT: String(registryPort),
    ...Object.fromEntries(kafkaPorts.map((port, index) => [`KAFKA_PORT_${index + 1}`, String(port)])),
  };
}

interface RunningContainers {
  readonly bootstrapServers: string;
  readonly registryUrl: string | null;
  stop(): Promise<void>;
}

/** Starts the containers and resolves when every broker, and the registry, answers. */
export async function startContainers(plan: DockerPlan): Promise<RunningContainers> {
  const folder = await temporaryFolder();
  const [registryPort = 0, ...kafkaPorts] = await freePorts(plan.brokers + 1);
  const env = { ...process.env, ...composeVariables(plan, kafkaPorts, registryPort) };
  const logFile = join(folder.path, 'compose.log');
  const up = startChild('docker', composeArguments(plan, 'up'), { logFile, env });
  const bootstrapServers = kafkaPorts.map((port) => `127.0.0.1:${port}`).join();
  const registryUrl = plan.registry ? `http://127.0.0.1:${registryPort}/apis/ccompat/v7` : null;
  const stop = async () => {
    await up.end();
    await runCommand('docker', composeArguments(plan, 'down'), { timeoutMs: 60_000, env });
    await folder.remove();
  };
  try {
    await waitUntil(
      async () => {
        if (!up.running()) throw new Error(`Docker Compose ended (${await up.ended}): ${await fileTail(logFile)}`);
        return (await brokersAnswer(bootstrapServers, plan.brokers)) && (await registryAnswers(registryUrl));
      },
      { timeoutMs: startTimeoutMs, everyMs: 1_000, what: 'The start of the containers' },
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { bootstrapServers, registryUrl, stop };
}

async function brokersAnswer(bootstrapServers: string, count: number): Promise<boolean> {
  const admin = quietClient('sandbox-start', bootstrapServers).admin({ retry: { retries: 0 } });
  try {
    await admin.connect();
    return (await admin.describeCluster()).brokers.length === count;
  } catch {
    return false;
  } finally {
    await admin.disconnect();
  }
}

async function registryAnswers(url: string | null): Promise<boolean> {
  if (url === null) return true;
  const answer = await fetch(`${url}/config`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
  return answer?.ok === true;
}
