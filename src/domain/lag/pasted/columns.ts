/** Every heading that `kafka-consumer-groups --describe` and `kafka-share-groups --describe` print, from 2.0 to 4.4. [read: jars] */
const COLUMNS = [
  'GROUP',
  'TOPIC',
  'PARTITION',
  'LEADER-EPOCH',
  'CURRENT-OFFSET',
  'START-OFFSET',
  'LOG-END-OFFSET',
  'LAG',
  'CONSUMER-ID',
  'GROUP-INSTANCE-ID',
  'HOST',
  'CLIENT-ID',
  '#PARTITIONS',
  'ASSIGNMENT',
  'CURRENT-EPOCH',
  'CURRENT-ASSIGNMENT',
  'TARGET-EPOCH',
  'TARGET-ASSIGNMENT',
  'UPGRADED',
  'COORDINATOR',
  'ASSIGNMENT-STRATEGY',
  'STATE',
  'GROUP-EPOCH',
  'TARGET-ASSIGNMENT-EPOCH',
  '#MEMBERS',
] as const;

export type Column = (typeof COLUMNS)[number];

/** The tables that the tool prints, by its option: --offsets, --members, --state, and that of the share tool. */
export type TableKind = 'offsets' | 'members' | 'state' | 'share';

/** What a line of headings must have to be the head of a table by itself. */
const MARKS: readonly (readonly [TableKind, readonly Column[]])[] = [
  ['share', ['TOPIC', 'PARTITION', 'START-OFFSET', 'LAG']],
  ['offsets', ['TOPIC', 'PARTITION', 'CURRENT-OFFSET', 'LOG-END-OFFSET', 'LAG']],
  ['members', ['CONSUMER-ID', 'HOST', 'CLIENT-ID', '#PARTITIONS']],
  ['state', ['COORDINATOR', 'STATE', '#MEMBERS']],
];

const isColumn = (word: string): word is Column => COLUMNS.some((column) => column === word);

/** The headings of a line that has nothing but headings; null for every other line. `(ID)` belongs to COORDINATOR. */
export function headingsOf(line: string): readonly Column[] | null {
  const words = line.split(/\s+/).filter((word) => word !== '(ID)' && word !== '');
  const columns = words.filter(isColumn);
  return words.length > 0 && columns.length === words.length ? columns : null;
}

/** Which table has these headings; null when some are missing, as in a line that a mail program has cut. */
export const kindOf = (columns: readonly Column[]): TableKind | null =>
  MARKS.find(([, marks]) => marks.every((mark) => columns.includes(mark)))?.[0] ?? null;
