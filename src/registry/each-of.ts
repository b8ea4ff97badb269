import { setMaxListeners } from 'node:events';
import { KnownFailure } from '../failure.ts';

/** Requests under way at once to one registry. */
const AT_ONCE = 4;

/** For all items together, so that a slow registry can't hold a tool call for minutes. */
const BUDGET_MS = 15_000;

export interface Outcome<T, R> {
  readonly done: readonly { readonly item: T; readonly result: R }[];
  readonly failed: readonly { readonly item: T; readonly why: string }[];
}

/** Runs `run` for each item, few at a time, and keeps the order. One failure does not end the others; a cancelled call does. */
export async function eachOf<T, R>(
  items: readonly T[],
  signal: AbortSignal,
  run: (item: T, signal: AbortSignal) => Promise<R>,
  budgetMs = BUDGET_MS,
): Promise<Outcome<T, R>> {
  const budget = new AbortController();
  const timer = setTimeout(() => budget.abort(), budgetMs);
  const either = AbortSignal.any([signal, budget.signal]);
  // An item may take several requests at once, and each of them listens.
  setMaxListeners(0, either);
  const results: ({ readonly result: R } | { readonly why: string })[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item === undefined) continue;
      results[index] = await attempt(() => run(item, either), signal, budget.signal);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  } finally {
    clearTimeout(timer);
  }
  const done: { item: T; result: R }[] = [];
  const failed: { item: T; why: string }[] = [];
  items.forEach((item, index) => {
    const outcome = results[index];
    if (outcome === undefined) return;
    if ('why' in outcome) failed.push({ item, why: outcome.why });
    else done.push({ item, result: outcome.result });
  });
  return { done, failed };
}

async function attempt<R>(run: () => Promise<R>, call: AbortSignal, budget: AbortSignal) {
  try {
    return { result: await run() };
  } catch (error) {
    call.throwIfAborted();
    if (budget.aborted) return { why: 'the time for all of them together was over' };
    if (error instanceof KnownFailure) return { why: error.what };
    throw error;
  }
}
