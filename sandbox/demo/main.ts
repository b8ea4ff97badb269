import { serverFile } from '../settings.ts';
import { conversations } from './conversations.ts';
import { runDemo } from './run.ts';
import { createTerminal } from './terminal.ts';

// Whoever reads the conversation may stop before its end.
process.stdout.on('error', () => process.exit(0));

const args = process.argv.slice(2);
const unknown = args.find((argument) => argument !== '--full');
if (unknown !== undefined) {
  process.stderr.write(`Unknown argument ${unknown}; there is --full, which shows whole answers.\n`);
  process.exit(2);
}
const colours = process.stdout.isTTY === true && (process.env.NO_COLOR ?? '') === '';
const terminal = createTerminal(process.stdout, colours, args.includes('--full'));
const answered = await runDemo(serverFile, conversations, terminal);
terminal.note(
  'That was a simulated cluster inside the server. In your own client: "args": ["…/kafka-architect.js", "--demo"]; without --demo the same tools look at the Kafka that you configure.',
);
process.exitCode = answered ? 0 : 1;
