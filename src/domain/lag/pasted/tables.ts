import { type Column, headingsOf, kindOf, type TableKind } from './columns.ts';
import { type Cells, matchRow } from './match-row.ts';

interface PastedTable {
  readonly kind: TableKind;
  readonly columns: readonly Column[];
  readonly rows: readonly Cells[];
}

/** What the tool says of a group beside its tables. */
export interface Remark {
  readonly group: string;
  readonly says: 'no active members' | 'rebalancing' | 'does not exist';
}

export interface PastedTables {
  readonly tables: readonly PastedTable[];
  readonly remarks: readonly Remark[];
  /** Groups that a command line in the text asks for. */
  readonly asked: readonly string[];
  /** Lines inside a table that are no row. */
  readonly unreadLines: number;
}

/** Finds the tables in a text and what stands between them. Lines of logs, prompts and prose are passed over. */
export function tablesOf(lines: readonly string[]): PastedTables {
  const tables: (PastedTable & { rows: Cells[] })[] = [];
  const remarks: Remark[] = [];
  const asked: string[] = [];
  let unreadLines = 0;
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const head = headAt(lines, at);
    if (head !== null) {
      tables.push({ ...head, rows: [] });
      at += head.lines;
      continue;
    }
    const remark = remarkOf(line) ?? remarkOf(`${line} ${lines[at + 1] ?? ''}`);
    if (remark !== null) remarks.push(remark);
    asked.push(...groupsAsked(line));
    const table = tables.at(-1);
    const row = table === undefined || isBesideTables(line) ? null : rowAt(table, lines, at);
    if (row === null) {
      if (table !== undefined && !isBesideTables(line) && looksLikeRow(line)) unreadLines += 1;
      at += 1;
      continue;
    }
    table?.rows.push(row.cells);
    at += row.lines;
  }
  return { tables, remarks, asked: [...new Set(asked)], unreadLines };
}

interface Head {
  readonly kind: TableKind;
  readonly columns: readonly Column[];
  readonly lines: number;
}

/** A head that a mail program has cut goes on in the next line. */
const MOST_HEAD_LINES = 4;

function headAt(lines: readonly string[], at: number): Head | null {
  let columns: readonly Column[] = [];
  let found: Head | null = null;
  for (let count = 1; count <= MOST_HEAD_LINES; count += 1) {
    const more = headingsOf(lines[at + count - 1] ?? '');
    // A complete head after a complete one begins the next table.
    if (more === null || (found !== null && kindOf(more) !== null)) break;
    columns = [...columns, ...more];
    const kind = kindOf(columns);
    if (kind !== null) found = { kind, columns, lines: count };
  }
  return found;
}

/** A row that a mail program has cut goes on in the next lines, up to an empty one or a new table. */
const MOST_ROW_LINES = 4;

function rowAt(table: PastedTable, lines: readonly string[], at: number): { cells: Cells; lines: number } | null {
  let words: readonly string[] = [];
  for (let count = 1; count <= MOST_ROW_LINES; count += 1) {
    const line = lines[at + count - 1] ?? '';
    const more = line.split(/\s+/);
    if (line === '' || (count > 1 && isNewRow(table, line, more))) return null;
    words = [...words, ...more];
    const cells = matchRow(table.kind, table.columns, words);
    if (cells !== null) return { cells, lines: count };
  }
  return null;
}

/** Whatever stands in a line that begins something else is not the rest of a row. */
const isNewRow = (table: PastedTable, line: string, words: readonly string[]): boolean =>
  headingsOf(line) !== null || isBesideTables(line) || matchRow(table.kind, table.columns, words) !== null;

/** Lines of logs, stack traces, prompts, code blocks, and what the tool says of a group. */
const isBesideTables = (line: string): boolean =>
  /^(?:[$#`]|\[?\d{4}-\d{2}-\d{2}[ T]|log4j:|SLF4J:|(?:WARN|INFO|ERROR|DEBUG)\b|at \S+\(|Caused by:|Error:|Warning:)/.test(
    line,
  ) || remarkOf(line) !== null;

/** Several words with a number or a dash among them; prose may be taken for it, which only adds to a count. */
const looksLikeRow = (line: string): boolean => line.split(/\s+/).length >= 4 && /(?:^|\s)(?:\d+|-)(?:\s|$)/.test(line);

const REMARKS: readonly (readonly [RegExp, Remark['says']])[] = [
  [/Consumer group '(.+)' has no active members/, 'no active members'],
  [/Consumer group '(.+)' is rebalancing/, 'rebalancing'],
  [/Consumer group '(.+)' does not exist/, 'does not exist'],
  [/GroupIdNotFoundException: Group (.+) not found/, 'does not exist'],
];

function remarkOf(line: string): Remark | null {
  for (const [pattern, says] of REMARKS) {
    const group = pattern.exec(line)?.[1];
    if (group !== undefined) return { group, says };
  }
  return null;
}

/** Up to 2.3 the tables don't name the group; the command line above them does. */
const groupsAsked = (line: string): readonly string[] =>
  [...line.matchAll(/\s--group[ =](?:"([^"]+)"|'([^']+)'|(\S+))/g)].flatMap(
    ([, double, single, plain]) => double ?? single ?? plain ?? [],
  );
