import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forget, keep } from './keeper.ts';

/** How long a process may take to stop after SIGTERM before it gets SIGKILL. */
const graceMs = 15_000;

/** A long-running process that this one started, and that never outlives it. */
export interface Child {
  readonly pid: number;
  running(): boolean;
  /** Settles when the process has ended: an exit code, the name of a signal, or why it could not be started. */
  readonly ended: Promise<string>;
  /** Sends the signal, waits until the process has ended, and after 15 s sends SIGKILL. */
  end(signal?: NodeJS.Signals): Promise<void>;
  /** Stops the process in its tracks, as a long pause would: its sockets stay open and nothing answers. */
  freeze(): void;
  thaw(): void;
}

export interface ChildOptions {
  /** Standard output and standard error are appended here. */
  readonly logFile: string;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Starts a long-running process. It is in a session of its own, so that Ctrl-C leaves the order of stopping to us. */
export function startChild(command: string, args: readonly string[], options: ChildOptions): Child {
  const log = openSync(options.logFile, 'a');
  const child = spawn(command, args, {
    detached: true,
    stdio: ['ignore', log, log],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
  });
  closeSync(log);
  const pid = child.pid ?? 0;
  let running = pid > 0;
  if (running) keep({ pid });
  const ended = new Promise<string>((settle) => {
    child.once('error', (error) => settle(error.message));
    child.once('exit', (code, signal) => settle(signal ?? `exit code ${code}`));
  }).then((how) => {
    running = false;
    forget({ pid });
    return how;
  });
  return {
    pid,
    running: () => running,
    ended,
    async end(signal = 'SIGTERM') {
      if (!running) return;
      child.kill(signal);
      child.kill('SIGCONT');
      const late = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await ended;
      clearTimeout(late);
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
  };
}

export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  /** null when the command was ended for taking too long. */
  readonly code: number | null;
}

export interface CommandOptions {
  readonly timeoutMs: number;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a command to its end. Throws only when it cannot be started at all. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  const child = spawn(command, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
  });
  const { pid } = child;
  if (pid !== undefined) keep({ pid });
  const late = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  try {
    return await new Promise<CommandResult>((done, fail) => {
      child.once('error', fail);
      child.once('close', (code) => done({ stdout, stderr, code }));
    });
  } finally {
    clearTimeout(late);
    if (pid !== undefined) forget({ pid });
  }
}

export interface TemporaryFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/** A folder that is gone after `remove()`, and after the end of this process whatever happens. */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'kafka-architect-'));
  keep({ path });
  return {
    path,
    async remove() {
      await rm(path, { recursive: true, force: true, maxRetries: 5 });
      forget({ path });
    },
  };
}
