import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { javaCommand } from '../../sandbox/java.ts';

/** One configuration as a release's own classes are to construct it. */
export interface ClientConfig {
  readonly family: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** What a release has against each configuration, in their order; an empty list: nothing. `folders` hold its jars. */
export async function judgedByJava(
  folders: readonly string[],
  configs: readonly ClientConfig[],
): Promise<readonly (readonly string[])[]> {
  const classpath = folders.map((folder) => join(folder, '*')).join(':');
  const flags = ['-Xmx256m', '-XX:+UseSerialGC', '-Dlog4j2.level=OFF', '-Dlog4j.configuration='];
  const program = join(import.meta.dirname, 'java', 'ClientConfigs.java');
  const child = spawn(javaCommand(17), [...flags, '-cp', classpath, program], { stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.stdin.end(configs.map((config) => `${JSON.stringify(config)}\n`).join(''));
  const code = await exited;
  const answers: string[][] = output
    .split('\n')
    .filter((line) => line.startsWith('['))
    .map((line) => JSON.parse(line));
  if (code !== 0 || answers.length !== configs.length)
    throw new Error(
      `ClientConfigs answered ${answers.length} of ${configs.length}, code ${code}: ${errors.slice(-2_000)}`,
    );
  return answers;
}
