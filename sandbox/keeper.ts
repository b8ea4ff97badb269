import { type ChildProcess, spawn } from 'node:child_process';

/** What must not outlive this process: a child, by its id, or a temporary file or folder. */
export type Kept = { readonly pid: number } | { readonly path: string };

/**
 * The program of the keeper, a process of its own. It hears of every child and path over a pipe; when the pipe closes,
 * for whatever reason (an exit, a crash, SIGKILL), it ends what is still there. No handler inside this process could do
 * that after a SIGKILL.
 */
const program = `
const { rmSync } = require('node:fs');
const pids = new Set(), paths = new Set();
const send = (pid, signal) => { try { return process.kill(pid, signal); } catch { return false; } };
const take = ({ act, pid, path }) => (pid ? pids : paths)[act](pid ?? path);
let rest = '';
process.stdin.setEncoding('utf8').on('data', (text) => {
  const lines = (rest + text).split('\\n');
  rest = lines.pop();
  for (const line of lines) take(JSON.parse(line));
}).on('end', () => {
  for (const pid of pids) { send(pid, 'SIGTERM'); send(pid, 'SIGCONT'); }
  const started = Date.now();
  const timer = setInterval(() => {
    const alive = [...pids].filter((pid) => send(pid, 0));
    const late = Date.now() - started > 15000;
    if (late) for (const pid of alive) send(pid, 'SIGKILL');
    if (alive.length > 0 && !late) return;
    clearInterval(timer);
    for (const path of paths) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  }, 50);
});`;

const kept = new Set<string>();
let keeper: ChildProcess | null = null;

/** From now on `what` ends with this process, however that ends. */
export function keep(what: Kept): void {
  kept.add(JSON.stringify(what));
  keeper ??= startKeeper();
  keeper.stdin?.write(`${JSON.stringify({ act: 'add', ...what })}\n`);
}

/** `what` is gone, or no longer ours. The keeper itself ends with the last thing kept. */
export function forget(what: Kept): void {
  if (!kept.delete(JSON.stringify(what)) || keeper === null) return;
  keeper.stdin?.write(`${JSON.stringify({ act: 'delete', ...what })}\n`);
  if (kept.size > 0) return;
  keeper.stdin?.end();
  keeper = null;
}

/** In a session of its own, so that Ctrl-C in the terminal does not reach it. */
function startKeeper(): ChildProcess {
  const child = spawn(process.execPath, ['-e', program], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin?.on('error', () => undefined);
  return child;
}
