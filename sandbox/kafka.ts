import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { metadata } from '../src/kafka/protocol/apis/03-metadata.ts';
import { kafkaJars } from './artifacts.ts';
import { askBroker } from './ask-broker.ts';
import { javaCommand } from './java.ts';
import { freePorts, portOpen, retryTakenPorts } from './ports.ts';
import { type Child, runCommand, startChild, temporaryFolder } from './processes.ts';
import { type ClusterShape, type Listener, logging, type Node, serverProperties, startedLine } from './properties.ts';
import { fileTail } from './tails.ts';
import { defaultKafkaVersion, metadataVersion } from './versions.ts';
import { waitUntil } from './wait.ts';

/** Kafka 4 needs it; 3.0 and later start on it. */
const javaVersion = 17;

const lightJvm = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

const startTimeoutMs = 90_000;

const host = '127.0.0.1';

export interface KafkaOptions {
  /** A release such as 4.3.1, the default. */
  readonly version?: string;
  readonly brokers?: 1 | 3;
  /** Of internal topics, and the default of new ones; the number of brokers when not given. */
  readonly replicationFactor?: number;
  /** Further lines of `server.properties` of every node; they win over the sandbox's own. */
  readonly properties?: Readonly<Record<string, string>>;
  /** Listeners beside the PLAINTEXT one. */
  readonly listeners?: readonly Omit<Listener, 'port'>[];
  /** Users with a SCRAM-SHA-512 password, from 3.5 on. */
  readonly scramUsers?: readonly { readonly name: string; readonly password: string }[];
  /** Heap of one broker in MB. */
  readonly heapMb?: number;
}

interface RunningBroker {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
  /** The process it runs in now; 0 when it was killed. */
  readonly pid: number;
  /** Port by listener name, of the listeners beside the PLAINTEXT one. */
  readonly listenerPorts: Readonly<Record<string, number>>;
  /** Ends the process and waits until it is gone. SIGTERM hands leadership over first, SIGKILL is a crash. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again with the same port and data, ending it before when it still runs. Resolves when it is ready. */
  restart(): Promise<void>;
  /** Makes it hang: it still has its port and answers nothing, until `thaw`. */
  freeze(): void;
  thaw(): void;
}

export interface RunningKafka {
  readonly version: string;
  readonly bootstrapServers: string;
  readonly brokers: readonly RunningBroker[];
  /** The last lines a node logged. Throws for an id that is not a node. */
  logTail(nodeId: number, lines?: number): Promise<string>;
  /** Ends every broker and deletes their data. */
  stop(): Promise<void>;
}

/**
 * Starts Apache Kafka on this machine: KRaft, combined nodes, one process each, free loopback ports, data in a temporary
 * folder. Resolves when every broker is ready and knows the others; throws with the end of a broker's log when one dies on
 * the way.
 */
export async function startKafka(options: KafkaOptions = {}): Promise<RunningKafka> {
  const version = options.version ?? defaultKafkaVersion;
  const launcher = { java: javaCommand(javaVersion), classpath: join(await kafkaJars(version), '*'), version };
  return retryTakenPorts(() => startCluster(launcher, options));
}

interface Launcher {
  readonly java: string;
  readonly classpath: string;
  readonly version: string;
}

async function startCluster(launcher: Launcher, options: KafkaOptions): Promise<RunningKafka> {
  const folder = await temporaryFolder();
  const count = options.brokers ?? 1;
  const nodes = await planNodes(folder.path, count, options.listeners ?? []);
  const shape: ClusterShape = {
    nodes,
    replicationFactor: options.replicationFactor ?? count,
    properties: options.properties ?? {},
  };
  const clusterId = randomClusterId();
  const brokers = nodes.map((node) => createBroker(launcher, folder.path, node, options.heapMb ?? 384));
  const stop = async () => {
    await Promise.all(brokers.map(({ running }) => running.kill()));
    await folder.remove();
  };
  try {
    await Promise.all(brokers.map((broker) => broker.format(shape, clusterId, options.scramUsers ?? [])));
    await Promise.all(brokers.map(({ running }) => running.restart()));
    await Promise.all(brokers.map(({ running }) => waitForMetadata(running, nodes)));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    version: launcher.version,
    bootstrapServers: brokers.map(({ running }) => `${running.host}:${running.port}`).join(),
    brokers: brokers.map(({ running }) => running),
    async logTail(nodeId, lines) {
      const broker = brokers.find(({ running }) => running.nodeId === nodeId);
      if (broker === undefined) throw new Error(`There is no node ${nodeId}.`);
      return broker.logTail(lines);
    },
    stop,
  };
}

async function planNodes(folder: string, count: number, listeners: readonly Omit<Listener, 'port'>[]): Promise<Node[]> {
  const ports = await freePorts(count * (2 + listeners.length));
  const nextPort = () => ports.shift() ?? 0;
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    port: nextPort(),
    controllerPort: nextPort(),
    dataFolder: join(folder, `data-${index + 1}`),
    listeners: listeners.map((listener) => ({ ...listener, port: nextPort() })),
  }));
}

/** A broker says that it has started before its copy of the metadata has every other one, and at times even itself. */
async function waitForMetadata(
  { host, port }: Pick<RunningBroker, 'host' | 'port'>,
  expected: readonly { readonly id: number }[],
): Promise<void> {
  const address = `${host}:${port}`;
  await waitUntil(
    async () => {
      const { brokers } = await askBroker(address, metadata, metadataVersion, { topics: [] });
      return expected.every(({ id }) => brokers.some(({ nodeId }) => nodeId === id));
    },
    { timeoutMs: startTimeoutMs, what: `Waiting for the live brokers in the metadata of ${address}` },
  );
}

interface Broker {
  readonly running: RunningBroker;
  format(shape: ClusterShape, clusterId: string, scramUsers: NonNullable<KafkaOptions['scramUsers']>): Promise<void>;
  logTail(lines?: number): Promise<string>;
}

function createBroker({ java, classpath, version }: Launcher, folder: string, node: Node, heapMb: number): Broker {
  const file = (ending: string) => join(folder, `node-${node.id}.${ending}`);
  const logFile = file('log');
  const log = logging(version, file('log4j.properties'), logFile);
  let child: Child | null = null;

  const readLog = () => readFile(logFile, 'utf8').catch(() => '');
  const logTail = (lines?: number) => fileTail(logFile, lines);
  const kill = async (signal?: NodeJS.Signals) => {
    await child?.end(signal);
    child = null;
  };

  async function restart(): Promise<void> {
    await kill();
    const logStart = (await readLog()).length;
    const heap = [`-Xms${Math.min(128, heapMb)}m`, `-Xmx${heapMb}m`];
    const args = [...heap, ...lightJvm, ...log.flags, '-cp', classpath, 'kafka.Kafka', file('properties')];
    const started = startChild(java, args, { logFile, cwd: folder });
    child = started;
    await waitUntil(
      async () => {
        if (!started.running())
          throw new Error(`Broker ${node.id} ended (${await started.ended}):\n${await logTail()}`);
        return startedLine.test((await readLog()).slice(logStart)) && (await portOpen(node.port));
      },
      { timeoutMs: startTimeoutMs, what: `The start of broker ${node.id}` },
    );
    await waitForMetadata({ host, port: node.port }, [node]);
  }

  return {
    running: {
      nodeId: node.id,
      host,
      port: node.port,
      get pid() {
        return child?.pid ?? 0;
      },
      listenerPorts: Object.fromEntries(node.listeners.map(({ name, port }) => [name, port])),
      kill,
      restart,
      freeze: () => child?.freeze(),
      thaw: () => child?.thaw(),
    },
    logTail,
    async format(shape, clusterId, scramUsers) {
      await writeFile(file('properties'), serverProperties(node, shape));
      await writeFile(file('log4j.properties'), log.text);
      const scram = scramUsers.flatMap(({ name, password }) => [
        '--add-scram',
        `SCRAM-SHA-512=[name=${name},password=${password}]`,
      ]);
      const args = ['-Xmx64m', ...lightJvm, ...log.flags, '-cp', classpath, 'kafka.tools.StorageTool', 'format'];
      const result = await runCommand(java, [...args, '-t', clusterId, '-c', file('properties'), ...scram], {
        timeoutMs: startTimeoutMs,
      });
      if (result.code !== 0)
        throw new Error(
          `The storage of broker ${node.id} cannot be formatted:\n${result.stdout}${result.stderr}`.trim(),
        );
    },
  };
}

/** As Kafka writes it: 16 bytes in URL-safe Base64. The leading byte keeps it from beginning with a dash. */
function randomClusterId(): string {
  return Buffer.concat([Buffer.from([0x4b]), randomBytes(15)]).toString('base64url');
}
