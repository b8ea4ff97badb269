import type { Gap } from '../../gap.ts';
import type { LagObservation } from '../observation.ts';
import { latest } from './cells.ts';
import { cleanLines } from './clean-lines.ts';
import type { TableKind } from './columns.ts';
import { gapsOf } from './gaps.ts';
import { groupsOf, saidOf } from './groups.ts';
import { endOf } from './offsets.ts';
import { type PastedTables, tablesOf } from './tables.ts';

/** A text that was read, or what was expected instead. */
export type PastedOutcome =
  | { readonly kind: 'read'; readonly observation: LagObservation }
  | { readonly kind: 'refused'; readonly what: string; readonly expected: string };

/**
 * What the text of `kafka-consumer-groups --describe` or `kafka-share-groups --describe` shows, of any release from 2.0 on,
 * as the same observation that a live cluster gives. What such a text can't tell is a gap.
 */
export function readPasted(text: string, atMs: number): PastedOutcome {
  const read = tablesOf(cleanLines(text));
  const rows = read.tables.reduce((sum, table) => sum + table.rows.length, 0);
  if (rows === 0 && read.remarks.length === 0) return refusal(read);
  const groups = groupsOf(read);
  return {
    kind: 'read',
    observation: {
      observedAtMs: atMs,
      groups: groups.map(({ observation }) => observation),
      partitions: latest(read.tables.flatMap((table) => (hasOffsets(table.kind) ? table.rows : []))).map(endOf),
      unknownGroups: [...new Set(saidOf(read.remarks, 'does not exist'))].map((group) => ({
        group,
        knownGroups: groups.map(({ observation }) => observation.group),
      })),
      gaps: [...gapsOf(groups), ...unread(read)],
      requests: 0,
    },
  };
}

const EXPECTED =
  'Expected is the output of kafka-consumer-groups.sh --describe with its line of headings, such as GROUP TOPIC PARTITION CURRENT-OFFSET LOG-END-OFFSET LAG CONSUMER-ID HOST CLIENT-ID, and the rows below it; --members, --state and several groups may be in one text.';

const refusal = ({ tables }: PastedTables): PastedOutcome => ({
  kind: 'refused',
  what:
    tables.length === 0
      ? 'The pasted text has no table of kafka-consumer-groups --describe.'
      : `The pasted text has headings (${tables[0]?.columns.join(' ')}) and no row below them that can be read.`,
  expected: EXPECTED,
});

const hasOffsets = (kind: TableKind): boolean => kind === 'offsets' || kind === 'share';

function unread({ unreadLines, tables }: PastedTables): readonly Gap[] {
  const what = `${unreadLines} ${unreadLines === 1 ? 'line' : 'lines'} of the pasted text`;
  const columns = tables.at(-1)?.columns.join(' ') ?? '';
  return unreadLines === 0
    ? []
    : [{ what, why: `they look like rows and do not fit the headings ${columns}`, broker: null }];
}
