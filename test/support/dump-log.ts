import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaTool } from '../../sandbox/cli.ts';

/** What Kafka's own DumpLogSegments reads in the bytes of a log: a line for each batch and each record. */
export async function dumpLog(log: Buffer, ...options: readonly string[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kafka-architect-'));
  try {
    // The name is the first offset; the tool takes no other.
    const file = join(folder, '00000000000000000000.log');
    await writeFile(file, log);
    const args = ['--files', file, '--deep-iteration', ...options];
    const { code, stdout, stderr } = await kafkaTool('4.3.1', 'org.apache.kafka.tools.DumpLogSegments', args, {
      timeoutMs: 120_000,
    });
    if (code !== 0) throw new Error(`DumpLogSegments: ${stdout}${stderr}`);
    return stdout.split('\n');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
