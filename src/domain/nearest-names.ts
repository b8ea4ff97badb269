/**
 * The known names that a person who wrote `asked` may have meant, best first: one or two letters off, then names of which one
 * begins with the other, then names of which one contains the other, then up to 4 letters off, a third of the letters at most.
 * Case does not count. Fast enough for 100,000 names.
 */
export function nearestNames(asked: string, known: readonly string[], limit = 5): string[] {
  const wanted = asked.toLowerCase();
  if (wanted === '') return [];
  const mostEdits = Math.min(MAX_EDITS, Math.max(1, Math.floor(wanted.length / 3)));
  const found: { readonly name: string; readonly rank: number }[] = [];
  for (const name of known) {
    const rank = rankOf(wanted, name.toLowerCase(), mostEdits);
    if (rank !== null) found.push({ name, rank });
  }
  return found
    .sort((a, b) => a.rank - b.rank || a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
    .slice(0, limit)
    .map(({ name }) => name);
}

/** Names farther away than this are other names, however long they are. */
const MAX_EDITS = 4;

/** A name contained in the other must be at least this long, else `a` would be near to everything. */
const MIN_SHARED_CHARS = 3;

/** Small is near; null is not near at all. Few edits count as nearer than a shared part. */
function rankOf(wanted: string, name: string, mostEdits: number): number | null {
  if (name === wanted) return 0;
  const edits = editDistance(wanted, name, mostEdits);
  if (edits !== null && edits <= 2) return edits;
  const shorter = Math.min(wanted.length, name.length);
  if (shorter >= MIN_SHARED_CHARS || shorter === wanted.length) {
    if (name.startsWith(wanted) || wanted.startsWith(name)) return 10;
    if (name.includes(wanted) || (shorter >= MIN_SHARED_CHARS && wanted.includes(name))) return 11;
  }
  return edits === null ? null : 20 + edits;
}

/** Letters to insert, delete, replace or swap with their neighbour; null when it takes more than `most`. */
function editDistance(a: string, b: string, most: number): number | null {
  if (Math.abs(a.length - b.length) > most) return null;
  // What both begin and end with costs nothing, and names of one company share a lot.
  let start = 0;
  while (start < a.length && start < b.length && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let aEnd = a.length;
  let bEnd = b.length;
  while (aEnd > start && bEnd > start && a.charCodeAt(aEnd - 1) === b.charCodeAt(bEnd - 1)) {
    aEnd--;
    bEnd--;
  }
  return middleDistance(a.slice(start, aEnd), b.slice(start, bEnd), most);
}

/** Damerau-Levenshtein distance (optimal string alignment) within a band of `most` around the diagonal. */
function middleDistance(a: string, b: string, most: number): number | null {
  let beforePrevious = new Uint16Array(b.length + 1);
  let previous = new Uint16Array(b.length + 1).map((_, column) => column);
  let current = new Uint16Array(b.length + 1);
  for (let row = 1; row <= a.length; row++) {
    current.fill(FAR);
    current[0] = row;
    let least = row;
    for (let column = Math.max(1, row - most); column <= Math.min(b.length, row + most); column++) {
      const same = a.charCodeAt(row - 1) === b.charCodeAt(column - 1);
      const swapped =
        row > 1 &&
        column > 1 &&
        a.charCodeAt(row - 1) === b.charCodeAt(column - 2) &&
        a.charCodeAt(row - 2) === b.charCodeAt(column - 1);
      const edits = Math.min(
        (previous[column] ?? FAR) + 1,
        (current[column - 1] ?? FAR) + 1,
        (previous[column - 1] ?? FAR) + (same ? 0 : 1),
        swapped ? (beforePrevious[column - 2] ?? FAR) + 1 : FAR,
      );
      current[column] = edits;
      least = Math.min(least, edits);
    }
    if (least > most) return null;
    [beforePrevious, previous, current] = [previous, current, beforePrevious];
  }
  const edits = previous[b.length] ?? FAR;
  return edits > most ? null : edits;
}

/** More than any distance of names, and one more still fits into 16 bits. */
const FAR = 60_000;
