import type { MemberObservation, TopicPartition } from '../observation.ts';
import { assignmentOf } from './assignments.ts';
import { numberIn, partitionOf } from './cells.ts';
import type { Cells } from './match-row.ts';

/** Members as the tables name them. A table of members knows all; rows of offsets know those that own a partition with one. */
export interface PastedMembers {
  readonly members: readonly MemberObservation[];
  /** false: members without a partition would not be in it. */
  readonly complete: boolean;
}

/** The members of one group; null where no table names any. */
export function membersOf(memberRows: readonly Cells[], offsetRows: readonly Cells[]): PastedMembers | null {
  const owned = ownedBy(offsetRows);
  if (memberRows.length > 0) {
    return { members: memberRows.map((cells) => memberOf(cells, owned, offsetRows.length > 0)), complete: true };
  }
  if (owned.size === 0) return null;
  const owners = new Map(offsetRows.flatMap((cells) => (ownerOf(cells) === null ? [] : [[ownerOf(cells), cells]])));
  return { members: [...owners.values()].map((cells) => memberOf(cells, owned, true)), complete: false };
}

function memberOf(cells: Cells, owned: ReadonlyMap<string, TopicPartition[]>, ownersKnown: boolean): MemberObservation {
  const memberId = cells.get('CONSUMER-ID') ?? '';
  const printed = assignmentOf(cells.get('CURRENT-ASSIGNMENT') ?? cells.get('ASSIGNMENT'));
  const none = cells.get('#PARTITIONS') === '0' || cells.get('ASSIGNMENT') === '-' ? [] : null;
  return {
    memberId,
    clientId: cells.get('CLIENT-ID') ?? '',
    // Java prints an address as `/10.0.0.1`, with the name of the host before the slash where it knows one.
    host: (cells.get('HOST') ?? '').replace(/^.*\//, ''),
    instanceId: cells.get('GROUP-INSTANCE-ID') ?? null,
    epoch: numberIn(cells.get('CURRENT-EPOCH')),
    assignment: printed ?? none ?? (ownersKnown ? (owned.get(memberId) ?? null) : null),
    target: numberIn(cells.get('TARGET-EPOCH')) === null ? null : assignmentOf(cells.get('TARGET-ASSIGNMENT') || '-'),
    subscribed: null,
    subscribedRegex: null,
  };
}

function ownedBy(offsetRows: readonly Cells[]): ReadonlyMap<string, TopicPartition[]> {
  const owned = new Map<string, TopicPartition[]>();
  for (const cells of offsetRows) {
    const owner = ownerOf(cells);
    if (owner === null) continue;
    const partition = partitionOf(cells);
    const known = owned.get(owner);
    if (known === undefined) owned.set(owner, [partition]);
    else known.push(partition);
  }
  return owned;
}

function ownerOf(cells: Cells): string | null {
  const owner = cells.get('CONSUMER-ID') ?? '-';
  return owner === '-' ? null : owner;
}
