import { setTimeout as sleep } from 'node:timers/promises';

interface WaitOptions {
  readonly timeoutMs: number;
  readonly everyMs?: number;
  /** Ends the error's sentence: "… took longer than 60 s". */
  readonly what: string;
}

/** Asks until the answer is true. Throws when it is not within `timeoutMs`, and at once when `check` throws. */
export async function waitUntil(check: () => boolean | Promise<boolean>, options: WaitOptions): Promise<void> {
  const end = Date.now() + options.timeoutMs;
  while (!(await check())) {
    if (Date.now() > end) throw new Error(`${options.what} took longer than ${options.timeoutMs / 1000} s.`);
    await sleep(options.everyMs ?? 100);
  }
}
