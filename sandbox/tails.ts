import { readFile } from 'node:fs/promises';

/** The last lines of a log file; empty when there is none yet. */
export async function fileTail(file: string, lines = 20): Promise<string> {
  return lastLines(await readFile(file, 'utf8').catch(() => ''), lines);
}

export function lastLines(text: string, lines: number): string {
  return text.trim().split('\n').slice(-lines).join('\n');
}
