import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from '../../../sandbox/artifacts.ts';
import { javaCommand } from '../../../sandbox/java.ts';
import { runCommand, temporaryFolder } from '../../../sandbox/processes.ts';

/** Two texts: the reader's, parsed as a new schema, and the writer's, parsed as a stored one. */
export interface AvroQuestion {
  readonly reader: string;
  readonly writer: string;
  /** A value in JSON as the writer writes it, to be read. */
  readonly value?: string;
}

/** `found` holds "TYPE location" of each incompatibility; `read` what became of the value, or the words of the failure. */
export type AvroAnswer =
  | { readonly refused: 'reader' | 'writer'; readonly because: string }
  | { readonly exception: string }
  | { readonly found: readonly string[]; readonly read?: string };

const timeoutMs = 300_000;

/** What Apache Avro 1.12.1 itself says, in the order of the questions. Needs a JDK and, the first time, Maven. */
export async function judgeAvro(questions: readonly AvroQuestion[]): Promise<AvroAnswer[]> {
  const jars = await cached('avro-1.12.1', async (output) => {
    const pom = join(import.meta.dirname, 'pom.xml');
    const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${output}`];
    await run('mvn', ['-q', '-B', '-f', pom, ...goal]);
  });
  const folder = await temporaryFolder();
  try {
    const file = join(folder.path, 'questions');
    await writeFile(file, questions.map((question) => JSON.stringify(question)).join('\n'));
    const program = join(import.meta.dirname, 'AvroJudge.java');
    const answers = await run(javaCommand(17), ['-Xmx512m', '-cp', join(jars, '*'), program, file]);
    return answers
      .trim()
      .split('\n')
      .map((line): AvroAnswer => JSON.parse(line));
  } finally {
    await folder.remove();
  }
}

async function run(command: string, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCommand(command, args, { timeoutMs });
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${stderr.slice(-2000)}`);
  return stdout;
}
