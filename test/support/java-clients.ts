import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { kafkaJars } from '../../sandbox/artifacts.ts';
import { javaCommand } from '../../sandbox/java.ts';
import { forget, keep } from '../../sandbox/keeper.ts';
import { waitUntil } from '../../sandbox/wait.ts';

/** A consumer of the Java client and how it behaves. `config` holds the client's own properties, `group.id` among them. */
export type JavaClient = JavaConsumer | JavaShareConsumer;

interface Living {
  /** Also the client id. */
  readonly id: string;
  readonly config: Readonly<Record<string, string>>;
  /** Time in the handler for each record. */
  readonly recordMs?: number;
}

export interface JavaConsumer extends Living {
  readonly kind: 'consumer';
  /** One of these: names, a regular expression (4.x protocol), or `topic:partition` without a group's protocol. */
  readonly topics?: readonly string[];
  readonly regex?: string;
  readonly assign?: readonly string[];
  /** Beside what `enable.auto.commit` does: after each record, after each poll, or never. */
  readonly commits?: 'record' | 'batch';
  readonly commitEveryMs?: number;
  /** `topic:partition:offset` of a record in whose handler it stays for ever. Heartbeats go on. */
  readonly blockAt?: string;
  /**
   * `topic:partition:offset` of a record that the handler can't bear, and what it does then. `crash` closes and comes back
   * after `backMs`; `die` does not even leave the group before.
   */
  readonly poisonAt?: string;
  readonly onPoison?: 'crash' | 'die' | 'retry' | 'retry and commit';
  readonly pauseAfterMs?: number;
  /** How long it lives before it leaves, and how long it stays away, over and over. */
  readonly lifeMs?: number;
  readonly backMs?: number;
}

export interface JavaShareConsumer extends Living {
  readonly kind: 'share';
  readonly topics: readonly string[];
  /** `nothing`: holds what it fetched for ever. */
  readonly acknowledges: 'ACCEPT' | 'RELEASE' | 'nothing';
}

/** A process with Java clients in it. */
export interface JavaClients {
  start(client: JavaClient): void;
  /** Closes one, as its program would; resolves when it is gone. */
  close(id: string): Promise<void>;
  /** Resolves when a client has told an event: `assigned`, `blocked`, `crashed`, `paused`, `holds …`. */
  told(id: string, event: RegExp): Promise<void>;
  /** As a long pause of the machine would: connections stay, heartbeats stop. */
  freeze(): void;
  /** As kill -9: nobody leaves its group. */
  kill(): Promise<void>;
}

const TOLD_TIMEOUT_MS = 60_000;

export async function startJavaClients(bootstrapServers: string): Promise<JavaClients> {
  const classpath = join(await kafkaJars('4.3.1'), '*');
  const flags = ['-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Dlog4j2.level=OFF'];
  const program = join(import.meta.dirname, 'java', 'LagClients.java');
  const child = spawn(javaCommand(17), [...flags, '-cp', classpath, program, bootstrapServers], {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const pid = child.pid ?? 0;
  keep({ pid });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  child.stdin.on('error', () => {});
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void exited.then(() => forget({ pid }));
  const say = (line: object) => child.stdin.write(`${JSON.stringify(line)}\n`);
  const told = (id: string, event: RegExp) =>
    waitUntil(() => lines.some((line) => line.startsWith(`${id} `) && event.test(line.slice(id.length + 1))), {
      timeoutMs: TOLD_TIMEOUT_MS,
      what: `Waiting for ${id} to tell ${event}`,
    });
  return {
    start: say,
    async close(id) {
      say({ close: id });
      await told(id, /^closed$/);
    },
    told,
    freeze: () => void child.kill('SIGSTOP'),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
