/**
 * Whether each of `lefts` can have one of `rights` for itself. The pairs to ask about come out, the answers go in; a pair is
 * asked about only when it is needed, and then as often as it is. Augmenting paths, breadth first (Berge's theorem);
 * `likely` says which right to try first for a left.
 */
export function* coversAll(
  lefts: number,
  rights: number,
  likely: (left: number) => readonly number[],
): Generator<readonly [left: number, right: number], boolean, boolean> {
  if (lefts > rights) return false;
  const ofRight: (number | null)[] = Array.from({ length: rights }, () => null);
  const ofLeft: (number | null)[] = Array.from({ length: lefts }, () => null);
  for (let left = 0; left < lefts; left += 1) {
    const cameFrom = new Map<number, number>();
    let free: number | null = null;
    const queue = [left];
    for (let at = queue.shift(); at !== undefined && free === null; at = queue.shift()) {
      for (const right of order(rights, likely(at), ofRight)) {
        if (cameFrom.has(right)) continue;
        if (!(yield [at, right])) continue;
        cameFrom.set(right, at);
        const taker = ofRight[right] ?? null;
        if (taker === null) {
          free = right;
          break;
        }
        queue.push(taker);
      }
    }
    if (free === null) return false;
    for (let right: number | null = free; right !== null; ) {
      const owner: number = cameFrom.get(right) ?? left;
      const before: number | null = ofLeft[owner] ?? null;
      ofRight[right] = owner;
      ofLeft[owner] = right;
      right = before;
    }
  }
  return true;
}

/** The likely ones, then those that nobody has, then the rest. */
function* order(rights: number, likely: readonly number[], ofRight: readonly (number | null)[]): Generator<number> {
  yield* likely;
  for (let right = 0; right < rights; right += 1) if (ofRight[right] === null) yield right;
  for (let right = 0; right < rights; right += 1) if (ofRight[right] !== null) yield right;
}
