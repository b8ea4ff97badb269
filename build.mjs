import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { rolldown } from 'rolldown';
import { loadConfig } from 'rolldown/config';

/*
 * Builds the server, and the programs whose names are given; without a name, all of them. Rolldown's own command tells on
 * standard output what it wrote, which would stand in front of what each program has to say.
 */

/** A server that is running reads its chunks when it needs them, so those of the last builds stay for a while. */
const CHUNKS_STAY_MS = 24 * 3_600_000;
const chunks = join('dist', 'chunks');

const wanted = new Set(process.argv.slice(2));
const programs = await loadConfig('rolldown.config.ts');
for (const program of programs) {
  const name = basename(program.output.file ?? program.output.dir, '.js');
  if (wanted.size > 0 && name !== 'dist' && !wanted.has(name)) continue;
  const bundle = await rolldown({ ...program, logLevel: 'warn' });
  await bundle.write(program.output);
  await bundle.close();
}
for (const file of readdirSync(chunks)) {
  const path = join(chunks, file);
  if (Date.now() - statSync(path).mtimeMs > CHUNKS_STAY_MS) rmSync(path);
}
