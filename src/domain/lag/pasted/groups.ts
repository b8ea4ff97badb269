import type { GroupObservation, GroupType } from '../observation.ts';
import { latest, numberIn } from './cells.ts';
import type { TableKind } from './columns.ts';
import type { Cells } from './match-row.ts';
import { membersOf, type PastedMembers } from './members.ts';
import { offsetOf } from './offsets.ts';
import type { PastedTables, Remark } from './tables.ts';

/** A group as the text shows it, and what is known of its members. */
export interface PastedGroup {
  readonly observation: GroupObservation;
  readonly members: PastedMembers | null;
}

/** Tables up to 2.3 don't name their group: the only one that the rest of the text names, else nobody knows. */
export function groupsOf(read: PastedTables): readonly PastedGroup[] {
  const names = new Set([
    ...read.tables.flatMap(({ rows }) => rows.flatMap((cells) => cells.get('GROUP') ?? [])),
    ...saidOf(read.remarks, 'no active members', 'rebalancing'),
  ]);
  const nameless = read.tables.some(({ columns, rows }) => rows.length > 0 && !columns.includes('GROUP'));
  const candidates = names.size > 0 ? [...names] : read.asked;
  const namelessIs = candidates.length === 1 ? (candidates[0] ?? UNNAMED) : UNNAMED;
  return [...new Set(nameless ? [...names, namelessIs] : names)].map((group) => groupOf(group, read, namelessIs));
}

export const saidOf = (remarks: readonly Remark[], ...what: readonly Remark['says'][]): readonly string[] =>
  remarks.filter(({ says }) => what.includes(says)).map(({ group }) => group);

/** What a group is called whose name the text does not say. */
const UNNAMED = 'unnamed-group';

function groupOf(group: string, { tables, remarks }: PastedTables, namelessIs: string): PastedGroup {
  const rowsOf = (...kinds: readonly TableKind[]) =>
    tables.flatMap(({ kind, rows }) =>
      kinds.includes(kind) ? rows.filter((cells) => (cells.get('GROUP') ?? namelessIs) === group) : [],
    );
  const offsetRows = latest(rowsOf('offsets', 'share'));
  const [stateRow] = rowsOf('state').slice(-1);
  const said = remarks.filter((remark) => remark.group === group).map(({ says }) => says);
  const isEmpty = said.includes('no active members') || stateRow?.get('#MEMBERS') === '0';
  const members = isEmpty ? { members: [], complete: true } : membersOf(rowsOf('members'), offsetRows);
  const strategy = stateRow?.get('ASSIGNMENT-STRATEGY') ?? '-';
  return {
    members,
    observation: {
      group,
      type: typeOf(rowsOf('share').length > 0, stateRow, rowsOf('members')),
      state: stateOf(stateRow, said, isEmpty),
      protocolType: null,
      assignor: strategy === '-' || strategy === '' ? null : strategy,
      coordinator: numberIn(/\((-?\d+)\)/.exec(stateRow?.get('COORDINATOR') ?? '')?.[1]),
      groupEpoch: numberIn(stateRow?.get('GROUP-EPOCH')),
      assignmentEpoch: numberIn(stateRow?.get('TARGET-ASSIGNMENT-EPOCH')),
      members: members?.members ?? null,
      // Without a row nothing is known of them, which is not that there are none.
      offsets: offsetRows.length === 0 ? null : offsetRows.map(offsetOf),
    },
  };
}

/** Only the 4.x protocols have epochs, and their tool prints a dash for a classic group. */
function typeOf(isShare: boolean, stateRow: Cells | undefined, memberRows: readonly Cells[]): GroupType {
  if (isShare) return 'share';
  const epochs = [stateRow?.get('GROUP-EPOCH'), ...memberRows.map((cells) => cells.get('CURRENT-EPOCH'))];
  if (epochs.some((epoch) => numberIn(epoch) !== null)) return 'consumer';
  return epochs.includes('-') && stateRow?.get('STATE') !== 'Empty' ? 'classic' : 'unknown';
}

function stateOf(stateRow: Cells | undefined, said: readonly Remark['says'][], isEmpty: boolean): string | null {
  const printed = stateRow?.get('STATE');
  if (printed !== undefined) return printed;
  if (isEmpty) return 'Empty';
  return said.includes('rebalancing') ? 'Rebalancing' : null;
}
