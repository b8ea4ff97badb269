import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.ts';

/** The file that is published; every test of the process runs it. */
export const serverFile = join(packageRoot(), 'dist', 'kafka-architect.js');

export type Environment = Readonly<Record<string, string>>;

interface Answer {
  readonly result?: unknown;
  readonly error?: unknown;
}

/** A child of the built server, driven line by line. */
export interface BuiltServer {
  readonly pid: number;
  /** Everything on standard output and standard error so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly exited: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  send(message: object): void;
  write(text: string): void;
  /** The answer to a request, by its id. */
  answer(id: number): Promise<Answer>;
  endInput(): void;
  closeOutput(): void;
  kill(signal: NodeJS.Signals): void;
}

export function startBuiltServer(
  environment: Environment = {},
  nodeArguments: readonly string[] = [],
  args: readonly string[] = [],
): BuiltServer {
  const child = spawn(process.execPath, [...nodeArguments, serverFile, ...args], {
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: 'pipe',
  });
  let stdout = '';
  let stderr = '';
  const waiting = new Map<number, (message: Answer) => void>();
  child.stdin.on('error', () => {});
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) deliver(line);
  });
  const deliver = (line: string) => {
    if (!line.startsWith('{')) return;
    const message: Answer & { readonly id?: number } = JSON.parse(line);
    if (typeof message.id === 'number') waiting.get(message.id)?.(message);
  };
  const exited = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  return {
    pid: child.pid ?? 0,
    stdout: () => stdout,
    stderr: () => stderr,
    exited,
    send: (message) => child.stdin.write(`${JSON.stringify(message)}\n`),
    write: (text) => child.stdin.write(text),
    answer: (id) => new Promise((resolve) => waiting.set(id, resolve)),
    endInput: () => child.stdin.end(),
    closeOutput: () => child.stdout.destroy(),
    kill: (signal) => child.kill(signal),
  };
}

export const initialize = (id: number, protocolVersion = '2025-11-25') => ({
  jsonrpc: '2.0',
  id,
  method: 'initialize',
  params: { protocolVersion, capabilities: {}, clientInfo: { name: 'test', version: '0' } },
});

export const request = (id: number, method: string, params: object = {}) => ({ jsonrpc: '2.0', id, method, params });

/** A server that has answered initialize and been told so. */
export async function startInitialized(
  environment: Environment = {},
  nodeArguments: readonly string[] = [],
): Promise<BuiltServer> {
  const server = startBuiltServer(environment, nodeArguments);
  const answered = server.answer(1);
  server.send(initialize(1));
  await answered;
  server.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
  return server;
}

/** Sends a request and waits for its answer. */
export function ask(server: BuiltServer, id: number, method: string, params: object = {}) {
  const answered = server.answer(id);
  server.send(request(id, method, params));
  return answered;
}
