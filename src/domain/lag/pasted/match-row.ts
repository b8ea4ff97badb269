import type { Column, TableKind } from './columns.ts';

/** The cells of one row by heading. */
export type Cells = ReadonlyMap<Column, string>;

interface Cell {
  /** How many words it may have. */
  readonly least: number;
  readonly most: number;
  readonly fits: (words: readonly string[]) => boolean;
}

/** More words than the longest names need are no row. */
const MOST_WORDS = 80;

const one = (pattern: RegExp): Cell => ({ least: 1, most: 1, fits: ([word = '']) => pattern.test(word) });
const free: Cell = { least: 1, most: MOST_WORDS, fits: () => true };
const number = one(/^\d{1,19}$/);
const numberOrDash = one(/^(?:-|-?\d{1,19})$/);
const assignment = one(/^(?:-|[^\s:]+:\d+(?:,\d+)*(?:;[^\s:]+:\d+(?:,\d+)*)*)$/);

/** What stands below each heading. Names of groups and clients may have spaces in them, those of topics and hosts not. */
const CELLS: Readonly<Record<Column, Cell>> = {
  GROUP: free,
  TOPIC: one(/^[\w.-]{1,249}$/),
  PARTITION: number,
  'LEADER-EPOCH': numberOrDash,
  'CURRENT-OFFSET': numberOrDash,
  'START-OFFSET': numberOrDash,
  'LOG-END-OFFSET': numberOrDash,
  LAG: numberOrDash,
  'CONSUMER-ID': free,
  'GROUP-INSTANCE-ID': one(/^\S+$/),
  // `/10.0.0.1`, `host/10.0.0.1`; without the slash it has to look like an address.
  HOST: one(/^(?:-|[\w.:%-]*\/[\w.:%-]+|[\w-]+(?:\.[\w-]+)+|[0-9a-f]*:[0-9a-f:]+)$/),
  'CLIENT-ID': free,
  '#PARTITIONS': number,
  // Up to 3.x `orders(0,1), payments(2)`; 3.9 leaves the names out.
  ASSIGNMENT: { ...free, fits: (words) => words.every((word) => /^(?:-|[\w.-]*\(\d+(?:,\d+)*\),?)$/.test(word)) },
  'CURRENT-EPOCH': numberOrDash,
  'CURRENT-ASSIGNMENT': assignment,
  'TARGET-EPOCH': numberOrDash,
  'TARGET-ASSIGNMENT': { ...assignment, least: 0 },
  UPGRADED: one(/^(?:-|true|false)$/),
  COORDINATOR: { least: 1, most: 2, fits: ([at, id]) => (id === undefined ? at === '-' : /^\(-?\d+\)$/.test(id)) },
  'ASSIGNMENT-STRATEGY': { least: 0, most: 1, fits: () => true },
  STATE: one(/^[A-Za-z]+$/),
  'GROUP-EPOCH': numberOrDash,
  'TARGET-ASSIGNMENT-EPOCH': numberOrDash,
  '#MEMBERS': number,
};

/**
 * The row with these words; null when they don't make one. Columns are found by what their cells look like and not by where
 * they stand, since mails and chats eat spaces. Where spaces in names leave a choice, the id of a member begins with its
 * client id, as every client makes it.
 */
export function matchRow(kind: TableKind, columns: readonly Column[], words: readonly string[]): Cells | null {
  if (words.length > MOST_WORDS) return null;
  const rows = matches(kind, columns, words);
  return rows.find(isOwnId) ?? rows[0] ?? null;
}

const isOwnId = (cells: Cells): boolean => {
  const [memberId, clientId] = [cells.get('CONSUMER-ID'), cells.get('CLIENT-ID')];
  return memberId !== undefined && clientId !== undefined && memberId.startsWith(clientId);
};

/** A row of names with many spaces can be divided in many ways; the first ones are the likely ones. */
const MOST_MATCHES = 200;

function matches(kind: TableKind, columns: readonly Column[], words: readonly string[]): readonly Cells[] {
  const found: Cells[] = [];
  const dead = new Set<string>();
  const visit = (column: number, word: number, cells: readonly (readonly [Column, string])[]): boolean => {
    const heading = columns[column];
    if (heading === undefined) {
      if (word === words.length) found.push(new Map(cells));
      return word === words.length;
    }
    const here = `${column}:${word}`;
    if (dead.has(here) || found.length >= MOST_MATCHES) return false;
    let some = false;
    for (const length of lengthsOf(kind, heading, words.length - word)) {
      const taken = words.slice(word, word + length);
      if (!CELLS[heading].fits(taken)) continue;
      some = visit(column + 1, word + length, [...cells, [heading, taken.join(' ')]]) || some;
    }
    if (!some) dead.add(here);
    return some;
  };
  visit(0, 0, []);
  return found;
}

/** The likely number of words first: ids have one, and what else stands beside an id takes the rest. */
function lengthsOf(kind: TableKind, heading: Column, left: number): readonly number[] {
  const { least, most } = CELLS[heading];
  const lengths = Array.from({ length: Math.max(0, Math.min(most, left) - least + 1) }, (_, index) => least + index);
  const longFirst = heading === 'CLIENT-ID' || (heading === 'GROUP' && kind === 'members');
  return longFirst ? lengths.reverse() : lengths;
}
