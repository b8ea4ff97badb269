/** Lines around a change that are shown with it. */
const CONTEXT = 2;

/** Texts with more changed lines have little in common, and take long to be compared. */
const MAX_CHANGES = 400;

interface Line {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

/**
 * What changed between two texts: pieces with a few lines around each, `-` for lines of the old text and `+` for those of the
 * new one. null when they differ too much. Source of the method: Myers, "An O(ND) Difference Algorithm and Its Variations".
 */
export function textDiff(older: readonly string[], newer: readonly string[]): readonly string[] | null {
  const lines = align(older, newer);
  return lines === null ? null : hunks(lines);
}

function align(older: readonly string[], newer: readonly string[]): readonly Line[] | null {
  /** How far along the old text each diagonal got, for every number of changes. */
  const trace: Map<number, number>[] = [];
  let reached = new Map<number, number>([[1, 0]]);
  for (let changes = 0; changes <= MAX_CHANGES; changes += 1) {
    trace.push(reached);
    const next = new Map(reached);
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let x = startOf(reached, diagonal, changes);
      while (x < older.length && x - diagonal < newer.length && older[x] === newer[x - diagonal]) x += 1;
      next.set(diagonal, x);
      if (x >= older.length && x - diagonal >= newer.length) return walkBack(older, newer, trace);
    }
    reached = next;
  }
  return null;
}

/** Where a diagonal begins: one line of the new text further, or one of the old. */
function startOf(reached: ReadonlyMap<number, number>, diagonal: number, changes: number): number {
  const below = reached.get(diagonal - 1) ?? -1;
  const above = reached.get(diagonal + 1) ?? -1;
  return isInsertion(below, above, diagonal, changes) ? above : below + 1;
}

const isInsertion = (below: number, above: number, diagonal: number, changes: number): boolean =>
  diagonal === -changes || (diagonal !== changes && below < above);

function walkBack(
  older: readonly string[],
  newer: readonly string[],
  trace: readonly ReadonlyMap<number, number>[],
): readonly Line[] {
  const lines: Line[] = [];
  let x = older.length;
  let y = newer.length;
  for (let changes = trace.length - 1; changes >= 0; changes -= 1) {
    const reached = trace[changes] ?? new Map<number, number>();
    const diagonal = x - y;
    const below = reached.get(diagonal - 1) ?? -1;
    const above = reached.get(diagonal + 1) ?? -1;
    const inserted = isInsertion(below, above, diagonal, changes);
    const beforeX = inserted ? above : below;
    const beforeY = beforeX - (inserted ? diagonal + 1 : diagonal - 1);
    while (x > beforeX && y > beforeY && x > 0) {
      x -= 1;
      y -= 1;
      lines.push({ mark: ' ', text: older[x] ?? '' });
    }
    if (changes > 0)
      lines.push(inserted ? { mark: '+', text: newer[beforeY] ?? '' } : { mark: '-', text: older[beforeX] ?? '' });
    x = beforeX;
    y = beforeY;
  }
  return lines.reverse();
}

function hunks(lines: readonly Line[]): readonly string[] {
  const found: string[] = [];
  let current: Line[] = [];
  let end = -1;
  for (const [index, line] of lines.entries()) {
    if (line.mark === ' ') continue;
    const start = Math.max(0, index - CONTEXT);
    if (start > end + 1 && current.length > 0) {
      found.push(shown(current));
      current = [];
    }
    const from = Math.max(start, end + 1);
    end = Math.min(lines.length - 1, index + CONTEXT);
    current.push(...lines.slice(from, end + 1));
  }
  return current.length === 0 ? found : [...found, shown(current)];
}

const shown = (lines: readonly Line[]): string => lines.map(({ mark, text }) => `${mark} ${text}`).join('\n');
