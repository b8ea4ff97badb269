import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ask, serverFile, startInitialized } from '../support/built-server.ts';

/** How long a client waits for the server, against the time Node itself takes; and what it weighs then. */
const RUNS = 10;
const MAX_RATIO = 3;
const MAX_RSS_MB = 90;

async function nodeItself(): Promise<number> {
  const before = performance.now();
  const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' });
  await new Promise((resolve) => child.once('exit', resolve));
  return performance.now() - before;
}

async function initialized(): Promise<number> {
  const before = performance.now();
  const server = await startInitialized();
  const took = performance.now() - before;
  server.endInput();
  await server.exited;
  return took;
}

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** Resident memory once the tools are listed. Linux only. */
async function residentMb(): Promise<number> {
  const server = await startInitialized();
  await ask(server, 2, 'tools/list');
  const kb = Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]);
  server.endInput();
  await server.exited;
  return kb / 1024;
}

/** A piece of text that only stands inside the code which is to be left alone at the start. */
const lazy = {
  kafkajs: 'KafkaJSPartialMessageError',
  'registry adapter': 'application/vnd.schemaregistry',
  'schema checkers': 'google/protobuf',
  advisors: 'EOS-MARKER-FLOOD',
  simulator: 'there is no broker',
};

/**
 * What was evaluated before it was needed, by V8's own count of executions at the places where `lazy` stands in the files of
 * the server, and whether the folder of the guidelines was read.
 */
async function loadedAtStart(): Promise<string[]> {
  const watch = `
    import fs from 'node:fs';
    import { Session } from 'node:inspector';
    const say = (what) => process.stderr.write('[loaded] ' + what + '\\n');
    const readdir = fs.promises.readdir;
    fs.promises.readdir = (...args) => { say('guidelines'); return readdir(...args); };
    const session = new Session();
    session.connect();
    session.post('Profiler.enable');
    session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    process.on('exit', () => session.post('Profiler.takePreciseCoverage', (error, { result }) => {
      for (const script of result.filter(({ url }) => url.includes('/dist/'))) {
        const text = fs.readFileSync(new URL(script.url), 'utf8');
        for (const [name, mark] of Object.entries(${JSON.stringify(lazy)})) {
          const at = text.indexOf(mark);
          const around = script.functions.flatMap(({ ranges }) => ranges).filter(({ startOffset, endOffset }) => startOffset <= at && at < endOffset);
          around.sort((a, b) => a.endOffset - a.startOffset - (b.endOffset - b.startOffset));
          if (at >= 0 && (around.length === 0 || around[0].count > 0)) say(name);
        }
      }
    }));
  `;
  const server = await startInitialized({}, ['--import', `data:text/javascript,${encodeURIComponent(watch)}`]);
  await ask(server, 2, 'tools/list');
  server.endInput();
  await server.exited;
  return server
    .stderr()
    .split('\n')
    .filter((line) => line.startsWith('[loaded]'));
}

/** A mark that stands nowhere would prove nothing. */
function unknownMarks(): string[] {
  const files = readdirSync(dirname(serverFile), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.js'),
  );
  const text = files.map((file) => readFileSync(join(dirname(serverFile), file), 'utf8')).join('\n');
  return Object.entries(lazy).flatMap(([name, mark]) => (text.includes(mark) ? [] : [`${name} (cannot be told)`]));
}

await nodeItself();
await initialized();
const node: number[] = [];
const server: number[] = [];
for (let run = 0; run < RUNS; run += 1) {
  node.push(await nodeItself());
  server.push(await initialized());
}
const ratio = median(server) / median(node);
const rss = await residentMb();
const loaded = [...(await loadedAtStart()), ...unknownMarks()];
console.log(
  `node -e 0: ${median(node).toFixed(0)} ms, initialize answered: ${median(server).toFixed(0)} ms (medians of ${RUNS})`,
);
console.log(
  `ratio ${ratio.toFixed(2)} (at most ${MAX_RATIO}); ${rss.toFixed(0)} MB after tools/list (at most ${MAX_RSS_MB})`,
);
console.log(`loaded before it was needed: ${loaded.length === 0 ? 'nothing' : loaded.join(', ')}`);
process.exitCode = ratio <= MAX_RATIO && rss < MAX_RSS_MB && loaded.length === 0 ? 0 : 1;
