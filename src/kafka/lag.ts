import type {
  GroupObservation,
  GroupOffset,
  GroupSelection,
  LagObservation,
  TopicPartition,
  UnknownGroup,
} from '../domain/lag/observation.ts';
import { named } from '../domain/named.ts';
import { type Brokers, brokersOf, readMetadata } from './brokers.ts';
import type { Call } from './call.ts';
import { type OffsetsByGroup, readGroupOffsets } from './committed.ts';
import type { BrokerAddress, BrokerLink } from './connection/connections.ts';
import { describeGroup, type GroupHead, listGroupsAt } from './groups.ts';
import { readPartitionOffsets } from './offsets.ts';
import { findCoordinator } from './protocol/apis/10-find-coordinator.ts';
import { errorName } from './protocol/errors.ts';

interface Selected {
  readonly heads: readonly GroupHead[];
  /** Groups of which nothing could be had; a gap says why. They may well exist. */
  readonly unreadable?: readonly GroupObservation[];
  readonly unknownGroups: readonly UnknownGroup[];
}

/**
 * Groups, their offsets and the partitions they read, at one moment. For B brokers: all groups take 4·B + 2 requests (and
 * one more for each coordinator of share groups), one named group at most 2·B + 6.
 */
export async function observeLag(call: Call, selection: GroupSelection, nowMs: number): Promise<LagObservation> {
  const link = await call.bootstrap();
  const brokers = brokersOf(await readMetadata(call, link, []));
  const selected =
    selection.kind === 'named'
      ? await selectNamed(call, link, brokers, selection.group)
      : await selectMany(call, brokers, selection);
  return complete(call, link, brokers, selected, selection.kind === 'named', nowMs);
}

/** The same groups and partitions once more. Members and states are read again for a single group only. */
export async function observeLagAgain(call: Call, first: LagObservation, nowMs: number): Promise<LagObservation> {
  const link = await call.bootstrap();
  const brokers = brokersOf(await readMetadata(call, link, []));
  const known = first.groups.flatMap((group): GroupHead[] => {
    const address = group.coordinator === null ? undefined : brokers.byId.get(group.coordinator);
    const { offsets: _before, ...head } = group;
    return address === undefined ? [] : [{ ...head, coordinatorAddress: address }];
  });
  const single = known.length === 1;
  const heads = single ? await Promise.all(known.map((head) => describeGroup(call, head))) : known;
  return complete(call, link, brokers, { heads, unknownGroups: [] }, single, nowMs);
}

async function complete(
  call: Call,
  link: BrokerLink,
  brokers: Brokers,
  { heads, unknownGroups, unreadable = [] }: Selected,
  everyBound: boolean,
  nowMs: number,
): Promise<LagObservation> {
  // Committed offsets before end offsets: what is written in between can only overstate lag, never make it negative.
  const offsets = await readGroupOffsets(call, heads);
  const groups = [...heads.map((head) => withOffsets(head, offsets.get(head.group) ?? null)), ...unreadable];
  const lowest = lowestOffsets(offsets);
  const needsBounds = (partition: TopicPartition, highWatermark: bigint) =>
    everyBound || (lowest.get(`${partition.topic}:${partition.partition}`) ?? highWatermark) !== highWatermark;
  const partitions = await readPartitionOffsets(call, link, brokers, wantedPartitions(groups), needsBounds);
  return { observedAtMs: nowMs, groups, partitions, unknownGroups, gaps: call.gaps, requests: call.requests };
}

function withOffsets(head: GroupHead, offsets: readonly GroupOffset[] | null): GroupObservation {
  const { coordinatorAddress: _address, ...group } = head;
  return { ...group, offsets };
}

/** The committed offset farthest behind on each partition. */
function lowestOffsets(offsets: OffsetsByGroup): Map<string, bigint> {
  const lowest = new Map<string, bigint>();
  for (const list of offsets.values()) {
    for (const { topic, partition, offset } of list) {
      const key = `${topic}:${partition}`;
      const known = lowest.get(key);
      if (offset !== null && (known === undefined || offset < known)) lowest.set(key, offset);
    }
  }
  return lowest;
}

/** Partitions with an offset, and those that a member owns. */
function wantedPartitions(groups: readonly GroupObservation[]): TopicPartition[] {
  const wanted = new Map<string, TopicPartition>();
  for (const group of groups) {
    const owned = (group.members ?? []).flatMap(({ assignment }) => assignment ?? []);
    for (const { topic, partition } of [...(group.offsets ?? []), ...owned]) {
      wanted.set(`${topic}:${partition}`, { topic, partition });
    }
  }
  return [...wanted.values()];
}

/** Every group of every broker, or those that match. One request a broker. */
async function selectMany(call: Call, brokers: Brokers, selection: GroupSelection): Promise<Selected> {
  const heads = await listEverywhere(call, brokers.all);
  return { heads: selection.kind === 'pattern' ? heads.filter(matches(selection.pattern)) : heads, unknownGroups: [] };
}

async function listEverywhere(call: Call, brokers: readonly BrokerAddress[]): Promise<GroupHead[]> {
  const lists = await Promise.all(brokers.map((broker) => listGroupsAt(call, broker)));
  const byName = new Map(lists.flatMap((list) => list ?? []).map((head) => [head.group, head]));
  return [...byName.values()];
}

function matches(pattern: string): (head: GroupHead) => boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  const expression = new RegExp(`^${source}$`, 's');
  return ({ group }) => expression.test(group);
}

/**
 * One group, found at its coordinator. The coordinator's own list says whether the group exists and of which type it is:
 * describing an unknown group answers `Dead` before 4.0. Only when it is not there are the other brokers asked for names.
 */
async function selectNamed(call: Call, link: BrokerLink, brokers: Brokers, group: string): Promise<Selected> {
  const coordinator = await coordinatorOf(call, link, brokers, group);
  if (coordinator === null) return { heads: [], unreadable: [unreadableGroup(group)], unknownGroups: [] };
  const atCoordinator = await listGroupsAt(call, coordinator);
  if (atCoordinator === null) return { heads: [], unreadable: [unreadableGroup(group)], unknownGroups: [] };
  const head = atCoordinator.find((candidate) => candidate.group === group);
  if (head !== undefined) return { heads: [await describeGroup(call, head)], unknownGroups: [] };
  const others = brokers.all.filter(({ nodeId }) => nodeId !== coordinator.nodeId);
  const known = [...atCoordinator, ...(await listEverywhere(call, others))].map((candidate) => candidate.group);
  return { heads: [], unknownGroups: [{ group, knownGroups: known }] };
}

async function coordinatorOf(
  call: Call,
  link: BrokerLink,
  brokers: Brokers,
  group: string,
): Promise<BrokerAddress | null> {
  const what = `group ${named(group)}`;
  const version = link.version(findCoordinator);
  const request = version !== null && version >= 4 ? { coordinatorKeys: [group] } : { key: group };
  const answer = await call.ask(link.address, findCoordinator, request, what);
  if (answer === null) return null;
  const found = answer.coordinators[0] ?? answer;
  const address = brokers.byId.get(found.nodeId);
  if (found.errorCode === 0 && address !== undefined) return address;
  const reason = found.errorCode === 0 ? `broker ${found.nodeId} is not live` : errorName(found.errorCode);
  call.addGap({
    what,
    why: `its coordinator is not available (${reason}): the partition of __consumer_offsets that holds this group has no usable leader`,
    broker: found.nodeId >= 0 ? found.nodeId : null,
  });
  return null;
}

const unreadableGroup = (group: string): GroupObservation => ({
  group,
  type: 'unknown',
  state: null,
  protocolType: null,
  assignor: null,
  coordinator: null,
  groupEpoch: null,
  assignmentEpoch: null,
  members: null,
  offsets: null,
});
