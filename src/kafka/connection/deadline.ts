import { AbortedError, DeadlineError } from './errors.ts';

/** What every call is given from above: when to give up, and who may cancel it. */
export interface CallOptions {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/** Longest time that a Node timer can wait. */
const MAX_TIMER_MS = 0x7fff_ffff;

/**
 * Waits for `work`, but no longer than the options allow: then throws {@link DeadlineError} or {@link AbortedError} at
 * once, while the work goes on unheard. Leaves no timer and no listener behind.
 */
export async function withDeadline<T>(work: Promise<T>, { signal, timeoutMs }: CallOptions): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  const limit = new Promise<never>((_, reject) => {
    if (signal.aborted) return reject(new AbortedError(signal));
    onAbort = () => reject(new AbortedError(signal));
    signal.addEventListener('abort', onAbort, { once: true });
    timer = setTimeout(() => reject(new DeadlineError(timeoutMs)), Math.min(Math.max(timeoutMs, 0), MAX_TIMER_MS));
  });
  try {
    return await Promise.race([limit, work]);
  } finally {
    clearTimeout(timer);
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}

/** Splits one deadline over steps that follow each other: each call answers the options with the time that is left. */
export function countdown({ signal, timeoutMs }: CallOptions): () => CallOptions {
  const end = performance.now() + timeoutMs;
  return () => ({ signal, timeoutMs: end - performance.now() });
}
