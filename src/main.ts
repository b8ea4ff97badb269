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
    await serve(command.clientProperties);
}

async function serve(clientProperties: string | null): Promise<void> {
  const { settings, problems, secrets } = loadSettings(clientProperties, (path) => readFileSync(path, 'utf8'));
  const redact = createRedactor(secrets);
  const log = createLog(settings.logLevel, redact, (line) => process.stderr.write(line), systemClock.now);
  for (const problem of problems) process.stderr.write(`${redact(problem)}\n`);
  process.on('uncaughtException', (error) => log.write('error', 'uncaught exception', { error }));
  process.on('unhandledRejection', (error) => log.write('error', 'unhandled rejection', { error }));

  const live = createLiveSystems(settings, problems, log);
  const server = createServer(
    {
      ...live,
      guidelines: createGuidelineLibrary(join(root, 'resources', 'guidelines')),
      clock: systemClock,
      configured: describeSettings(settings, problems, version),
    },
    { log, redact },
  );
  await serveStdio(server);
  await Promise.race([live.close().catch(() => {}), systemClock.sleep(1_000, new AbortController().signal)]);
  process.exit(0);
}
