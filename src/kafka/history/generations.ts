import type { Generation, HistoryMember, MemberObservation } from '../../domain/lag/observation.ts';
import { hostOf } from '../client-host.ts';
import type { TailRecord } from './tail-batch.ts';

/** The records of one group in one batch: what its coordinator wrote at once. */
export type TailEvent = readonly TailRecord[];

/**
 * How the members of a group changed. A classic group is written down as a whole, once a generation. Of a 4.x group there is
 * one record a member when it comes or goes, and one with the new epoch behind them; `present` tells of those that came
 * before the window.
 */
export function generationsOf(
  events: readonly TailEvent[],
  present: readonly MemberObservation[] | null,
): readonly Generation[] {
  const members = membersBefore(events, present ?? []);
  const generations: Generation[] = [];
  for (const event of events) {
    let epoch: Generation | null = null;
    for (const { atMs, record } of event) {
      if (record.type === 'GroupMetadata') {
        if (record.value !== null) addClassic(generations, atMs, record.value);
        continue;
      }
      const next = epochOf(record);
      if (next !== null) {
        // Two changes written at once: members between the two epochs belong to the later one.
        if (epoch !== null) generations.push(epoch);
        epoch = { atMs, generation: next, members: [...members.values()] };
      }
      applyMember(members, record);
    }
    if (epoch !== null) generations.push({ ...epoch, members: [...members.values()] });
  }
  return generations;
}

type RecordOfTail = TailRecord['record'];

/**
 * Members at the beginning of the window: those that are there now and did not come in it, and those that left in it and did
 * not come in it, of which only the id is known.
 */
function membersBefore(
  events: readonly TailEvent[],
  present: readonly MemberObservation[],
): Map<string, HistoryMember> {
  const came = new Set<string>();
  const members = new Map<string, HistoryMember>();
  for (const { record } of events.flat()) {
    const change = memberChange(record);
    if (change === null) continue;
    if (change.member !== null) came.add(change.memberId);
    else if (!came.has(change.memberId)) members.set(change.memberId, onlyId(change.memberId));
  }
  for (const { memberId, clientId, host, instanceId } of present) {
    if (!came.has(memberId)) members.set(memberId, { ...onlyId(memberId), clientId, host, instanceId });
  }
  return members;
}

const onlyId = (memberId: string): HistoryMember => ({
  memberId,
  clientId: null,
  host: null,
  instanceId: null,
  sessionTimeoutMs: null,
  rebalanceTimeoutMs: null,
});

function applyMember(members: Map<string, HistoryMember>, record: RecordOfTail): void {
  const change = memberChange(record);
  if (change === null) return;
  if (change.member === null) members.delete(change.memberId);
  else members.set(change.memberId, change.member);
}

/** What a record says about a member of a 4.x group; a member of null has left. */
function memberChange(
  record: RecordOfTail,
): { readonly memberId: string; readonly member: HistoryMember | null } | null {
  switch (record.type) {
    case 'ConsumerGroupMemberMetadata':
    case 'StreamsGroupMemberMetadata': {
      const { memberId } = record.key;
      if (record.value === null) return { memberId, member: null };
      const { clientId, clientHost, instanceId, rebalanceTimeoutMs } = record.value;
      const member = { ...onlyId(memberId), clientId, host: hostOf(clientHost), instanceId };
      const classic = record.type === 'ConsumerGroupMemberMetadata' ? record.value.classicMemberMetadata : null;
      const sessionTimeoutMs = classic === null || classic.sessionTimeoutMs <= 0 ? null : classic.sessionTimeoutMs;
      return { memberId, member: { ...member, rebalanceTimeoutMs: timeout(rebalanceTimeoutMs), sessionTimeoutMs } };
    }
    case 'ShareGroupMemberMetadata': {
      const { memberId } = record.key;
      if (record.value === null) return { memberId, member: null };
      const { clientId, clientHost } = record.value;
      return { memberId, member: { ...onlyId(memberId), clientId, host: hostOf(clientHost) } };
    }
    default:
      return null;
  }
}

/** The epoch that a record of a 4.x group brings; null for every other record. */
function epochOf(record: RecordOfTail): number | null {
  switch (record.type) {
    case 'ConsumerGroupMetadata':
    case 'ShareGroupMetadata':
    case 'StreamsGroupMetadata':
      return record.value?.epoch ?? null;
    default:
      return null;
  }
}

type ClassicGroup = NonNullable<Extract<RecordOfTail, { type: 'GroupMetadata' }>['value']>;

/** 4.x writes a generation 0 without members when a group comes into being, which is no rebalance. [seen on 4.3.1] */
function addClassic(generations: Generation[], atMs: number, { generation, members }: ClassicGroup): void {
  const last = generations.at(-1);
  const ids = members.map(({ memberId }) => memberId);
  const same = last?.generation === generation && last.members.map(({ memberId }) => memberId).join() === ids.join();
  if (same || (generation === 0 && members.length === 0)) return;
  generations.push({
    atMs,
    generation,
    members: members.map((member) => ({
      memberId: member.memberId,
      clientId: member.clientId,
      host: hostOf(member.clientHost),
      instanceId: member.groupInstanceId,
      sessionTimeoutMs: timeout(member.sessionTimeout),
      rebalanceTimeoutMs: timeout(member.rebalanceTimeout),
    })),
  });
}

const timeout = (ms: number) => (ms > 0 ? ms : null);
