import { metaOf, settingKeys } from './schema.ts';

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'serve'; readonly clientProperties: string | null; readonly demo: boolean }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'wrong'; readonly why: string };

export function parseArguments(args: readonly string[]): Command {
  let clientProperties: string | null = null;
  let demo = false;
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? '';
    const [flag, inline] = argument.split(/=(.*)/s, 2);
    if (flag === '--help' || flag === '-h') return { kind: 'help' };
    if (flag === '--version') return { kind: 'version' };
    if (argument === '--demo') {
      demo = true;
      continue;
    }
    if (flag !== '--config') return { kind: 'wrong', why: `Unknown argument ${argument}; --help lists what there is.` };
    if (inline === undefined) index += 1;
    clientProperties = inline ?? args[index] ?? null;
    if (clientProperties === null || clientProperties === '') {
      return { kind: 'wrong', why: '--config needs a file, such as --config client.properties.' };
    }
  }
  if (demo && clientProperties !== null) {
    return { kind: 'wrong', why: '--demo shows a simulated cluster and --config names a real one: give one of them.' };
  }
  return { kind: 'serve', clientProperties, demo };
}

/** The text of --help, made from the settings themselves. */
export function helpText(version: string): string {
  const width = Math.max(...settingKeys.map((key) => metaOf(key).env.length));
  return [
    `kafka-architect ${version}: the judgement of a senior Kafka architect, as an MCP server over stdio.`,
    '',
    'Usage: kafka-architect [--config client.properties | --demo] [--help] [--version]',
    '',
    '--demo: a simulated cluster with a shop in trouble, inside this process; what is configured is left alone.',
    '',
    'Nothing has to be set. Environment variables (they win over the file):',
    ...settingKeys.map((key) => `  ${metaOf(key).env.padEnd(width)}  ${metaOf(key).about}`),
    '',
  ].join('\n');
}
