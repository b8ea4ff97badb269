import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { describe, expect, it, onTestFinished } from 'vitest';
import { repositoryFolder } from '../../sandbox/paths.ts';
import { freePorts, portOpen, retryTakenPorts } from '../../sandbox/ports.ts';
import { runCommand, startChild, temporaryFolder } from '../../sandbox/processes.ts';
import { waitUntil } from '../../sandbox/wait.ts';

/** Runs until it is ended. */
const idle = ['-e', 'setInterval(() => {}, 1000)'];

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'processes-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe('a child', () => {
  it('ends by signal and says how', async () => {
    const child = startChild(process.execPath, idle, { logFile: join(scratch(), 'log') });
    expect(child.running()).toBe(true);
    await child.end('SIGKILL');
    expect(child.running()).toBe(false);
    expect(await child.ended).toBe('SIGKILL');
    await child.end();
  });

  it('ends even when frozen', async () => {
    const child = startChild(process.execPath, idle, { logFile: join(scratch(), 'log') });
    child.freeze();
    await child.end();
    expect(await child.ended).toBe('SIGTERM');
  });

  it('writes its output to the log', async () => {
    const logFile = join(scratch(), 'log');
    const child = startChild(process.execPath, ['-e', 'console.error("broken"); process.exit(3)'], { logFile });
    expect(await child.ended).toBe('exit code 3');
    expect(readFileSync(logFile, 'utf8')).toContain('broken');
  });

  it('that cannot be started has ended', async () => {
    const child = startChild('no-such-program', [], { logFile: join(scratch(), 'log') });
    expect(await child.ended).toContain('ENOENT');
    expect(child.running()).toBe(false);
  });
});

describe('a command', () => {
  it('answers its output and code', async () => {
    const script = 'console.log("out"); console.error("err"); process.exit(2)';
    const answer = await runCommand(process.execPath, ['-e', script], { timeoutMs: 10_000 });
    expect(answer).toEqual({ stdout: 'out\n', stderr: 'err\n', code: 2 });
  });

  it('is ended when it takes too long', async () => {
    expect((await runCommand(process.execPath, idle, { timeoutMs: 200 })).code).toBeNull();
  });

  it('that does not exist throws', async () => {
    await expect(runCommand('no-such-program', [], { timeoutMs: 200 })).rejects.toThrow('ENOENT');
  });
});

it('a temporary folder is gone after use', async () => {
  const folder = await temporaryFolder();
  expect(existsSync(folder.path)).toBe(true);
  await folder.remove();
  expect(existsSync(folder.path)).toBe(false);
});

describe('when the parent process ends, so do its children and folders', () => {
  /** A process that starts a child and a folder, tells of them, and then ends in some way or waits. */
  async function startParent(ending: string): Promise<ChildProcess> {
    const folder = scratch();
    const source = join(folder, 'parent.ts');
    const processes = JSON.stringify(join(repositoryFolder, 'sandbox', 'processes.ts'));
    writeFileSync(
      source,
      `import { startChild, temporaryFolder } from ${processes};
       const folder = await temporaryFolder();
       const child = startChild(process.execPath, ${JSON.stringify(idle)}, { logFile: folder.path + '/log' });
       console.log(JSON.stringify({ pid: child.pid, path: folder.path }));
       ${ending}`,
    );
    const bundle = await rolldown({ input: source, platform: 'node', logLevel: 'silent' });
    await bundle.write({ file: join(folder, 'parent.mjs'), format: 'esm' });
    return spawn(process.execPath, [join(folder, 'parent.mjs')], { stdio: ['ignore', 'pipe', 'ignore'] });
  }

  it.each([
    ['by SIGKILL', '', 'SIGKILL'],
    ['by SIGTERM', '', 'SIGTERM'],
    ['by process.exit', 'setTimeout(() => process.exit(0), 200);', null],
    ['by an uncaught error', 'setTimeout(() => { throw new Error(); }, 200);', null],
  ] as const)('%s', async (_, ending, signal) => {
    const parent = await startParent(ending);
    const ended = once(parent, 'exit');
    if (parent.stdout === null) throw new Error('no pipe');
    const [line] = await once(parent.stdout, 'data');
    const { pid, path }: { pid: number; path: string } = JSON.parse(String(line));
    expect(existsSync(path)).toBe(true);
    expect(process.kill(pid, 0)).toBe(true);
    if (signal !== null) parent.kill(signal);
    await ended;
    await waitUntil(() => !existsSync(path), { timeoutMs: 10_000, what: 'Removing the folder' });
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});

describe('ports', () => {
  it('are different and free', async () => {
    const ports = await freePorts(5);
    expect(new Set(ports).size).toBe(5);
    expect(await Promise.all(ports.map(portOpen))).toEqual([false, false, false, false, false]);
  });

  it.each([
    ['java.net.BindException: Address already in use', 3],
    ['out of memory', 1],
  ])('after "%s" a start is tried %i times', async (message, expected) => {
    let attempts = 0;
    const start = () => {
      attempts += 1;
      return Promise.reject(new Error(message));
    };
    await expect(retryTakenPorts(start)).rejects.toThrow(message);
    expect(attempts).toBe(expected);
  });
});
