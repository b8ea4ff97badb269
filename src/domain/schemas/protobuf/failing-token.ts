import { canBeRepeated } from './parsing-cost.ts';
import type { Token } from './tokens.ts';

/** The parser over a shorter text: what it complains of, null when it has nothing to complain of. */
export type Retry = (text: string) => string | null;

/**
 * The one of some tokens at which a complaint arises. The parser reads from the front, so the text fails in the same way when
 * it is cut off behind that token, and in another way or not at all when it is cut off before. null for texts that take too
 * long to be read again and again.
 */
export function failingToken(
  text: string,
  candidates: readonly Token[],
  complaint: string,
  retry: Retry,
): Token | null {
  if (!canBeRepeated(text)) return null;
  let [low, high] = [0, candidates.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const token = candidates[middle];
    if (token === undefined) return null;
    if (retry(text.slice(0, token.at + token.text.length)) === complaint) high = middle;
    else low = middle + 1;
  }
  return candidates[low] ?? null;
}
