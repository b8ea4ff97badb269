import { once } from 'node:events';
import { parseArguments, type SandboxArguments, usage } from './arguments.ts';
import { askWhyItLags } from './diagnose.ts';
import { startPlatform } from './platform.ts';
import { settingsToPaste } from './settings.ts';
import { startShop } from './shop.ts';

/** How to stop what was started, in the order of starting. */
const started: (() => Promise<void>)[] = [];
const startMs = Date.now();
const interrupted = Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)));

/** Progress goes to standard error; standard output has only what the user wants to keep. */
function say(line: string): void {
  process.stderr.write(`[${((Date.now() - startMs) / 1000).toFixed(1)} s] ${line}\n`);
}

/** Runs the command and answers its exit code. */
async function run(args: SandboxArguments): Promise<number> {
  const platform = await startPlatform(args, say);
  started.push(platform.stop);
  say(`${platform.description} is ready. Filling it with a shop…`);
  const shop = await startShop({ ...platform, replicationFactor: args.brokers });
  started.push(shop.stop);
  if (args.diagnose) {
    say('The shop is open. Asking the server why notifications-service lags…');
    const { transcript, failed } = await askWhyItLags(shop, platform);
    process.stdout.write(transcript);
    return failed ? 1 : 0;
  }
  process.stdout.write(settingsToPaste(platform));
  say('The shop is open: payments-service keeps up, notifications-service lags. Ctrl-C stops everything.');
  await interrupted;
  return 0;
}

async function stopAll(): Promise<void> {
  say('Stopping…');
  for (const stop of started.toReversed()) await stop();
  say('Stopped.');
}

/** A signal ends the command in order, even while it is starting: what is half started ends with this process. */
async function main(): Promise<number> {
  try {
    const args = parseArguments(process.argv.slice(2));
    if (args.help) {
      process.stdout.write(usage);
      return 0;
    }
    return await Promise.race([run(args), interrupted.then(() => 0)]);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  } finally {
    if (started.length > 0) await stopAll();
  }
}

process.exit(await main());
