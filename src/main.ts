// First of all: standard output is kept for JSON-RPC before any other module can write to it.
import './transports/standard-output.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from './clock.ts';
import { helpText, parseArguments } from './config/arguments.ts';
import { describeSettings } from './config/configured.ts';
import { loadSettings } from './config/load.ts';
import { createRedactor } from './config/redact.ts';
import { createGuidelineLibrary } from './guidelines/library.ts';
import { createConfigLibrary } from './knowledge/configs.ts';
import { createLiveSystems } from './live.ts';
import { createLog } from './log.ts';
import { packageRoot } from './package-root.ts';
import { createServer } from './server.ts';
import { standardOutput } from './transports/standard-output.ts';
import { serveStdio } from './transports/stdio.ts';

const root = packageRoot();
const version = String(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version);
const command = parseArguments(process.argv.slice(2));

switch (command.kind) {
  case 'help':
    standardOutput.write(helpText(version));
    break;
  case 'version':
    standardOutput.write(`${version}\n`);
    break;
  case 'wrong':
    process.stderr.write(`${command.why}\n`);
    process.exitCode = 2;
    break;
  case 'serve':
    await serve(command.clientProperties, command.demo);
}

async function serve(clientProperties: string | null, demo: boolean): Promise<void> {
  const {
    settings: configured,
    problems,
    secrets,
  } = loadSettings(clientProperties, (path) => readFileSync(path, 'utf8'));
  const redact = createRedactor(secrets);
  const log = createLog(configured.logLevel, redact, (line) => process.stderr.write(line), systemClock.now);
  for (const problem of problems) process.stderr.write(`${redact(problem)}\n`);
  process.on('uncaughtException', (error) => log.write('error', 'uncaught exception', { error }));
  process.on('unhandledRejection', (error) => log.write('error', 'unhandled rejection', { error }));

  const simulation = demo
    ? await (await import('./simulator/demo.ts')).startDemo(join(root, 'resources', 'scenarios'))
    : null;
  const settings = simulation === null ? configured : { ...configured, ...simulation.settings };
  const live = createLiveSystems(settings, problems, log);
  const server = createServer(
    {
      ...live,
      guidelines: createGuidelineLibrary(join(root, 'resources', 'guidelines')),
      configs: createConfigLibrary(join(root, 'resources', 'data', 'kafka-configs')),
      clock: systemClock,
      configured: describeSettings(settings, problems, version, simulation?.notice ?? null),
    },
    { log, redact, notice: simulation?.notice ?? null },
  );
  await serveStdio(server);
  const closed = live.close().then(() => simulation?.close());
  await Promise.race([closed.catch(() => {}), systemClock.sleep(1_000, new AbortController().signal)]);
  process.exit(0);
}
