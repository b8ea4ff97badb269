import type {
  GroupObservation,
  GroupOffset,
  GroupSelection,
  LagObservation,
  TopicPartition,
  UnknownGroup,
} from '../domain/lag/observation.ts';
import { named } from '../domain/named.ts';
import { brokersOf, locate, type Metadata } from './brokers.ts';
import type { Call } from './call.ts';
import { describeGroupNames, type OffsetsByGroup, readGroupOffsets } from './committed.ts';
import type { BrokerAddress, BrokerLink } from './connection/connections.ts';
import { askForCoordinator, findCoordinator, OFFSETS_TOPIC, partitionsWithoutCoordinator } from './coordinator.ts';
import { describeGroup, type GroupHead, listGroupsAt } from './groups.ts';
import { keyOf } from './leaders.ts';
import { readPartitionOffsets } from './offsets.ts';
import { describeGroups } from './protocol/apis/15-describe-groups.ts';
import { errorName } from './protocol/errors.ts';
import { withoutImaginedPartitions } from './streams-tasks.ts';

interface Selected {
  /** Metadata of every topic, where they are at hand already. */
  readonly metadata?: Metadata;
  readonly heads: readonly GroupHead[];
  /** Groups of which nothing could be had; a gap says why. They may well exist. */
  readonly unreadable?: readonly GroupObservation[];
  readonly unknownGroups: readonly UnknownGroup[];
}

/**
 * Groups, their offsets and the partitions they read, at one moment. For B brokers: all groups take at most 4·B + 1 requests,
 * those of a pattern 4·B + 2 (and one more for each coordinator of share groups), one named group 2·B + 5, or 2·B + 6 where
 * this client may not describe the topic that tells its coordinator, and one more where no list has the group. `now` is asked
 * when the offsets are there: a broker that was waited for before must not count as time between two looks.
 */
export async function observeLag(call: Call, selection: GroupSelection, now: () => number): Promise<LagObservation> {
  // All groups read most of the topics, so their metadata are asked for at once.
  const { link, metadata } = await locate(call, selection.kind === 'all' ? null : [OFFSETS_TOPIC]);
  const selected =
    selection.kind === 'named'
      ? await selectNamed(call, link, metadata, selection.group)
      : await selectMany(call, metadata, selection);
  return complete(call, selected, selection.kind === 'named', now);
}

/** The same groups and partitions once more. Members and states are read again for a single group only. */
export async function observeLagAgain(call: Call, first: LagObservation, now: () => number): Promise<LagObservation> {
  const { metadata } = await locate(call, [OFFSETS_TOPIC]);
  const known = findAgain(call, metadata, first.groups);
  const single = first.groups.length === 1;
  const heads = single ? await Promise.all(known.map((head) => describeGroup(call, head))) : known;
  return complete(call, { heads, unknownGroups: [] }, single, now);
}

/** Where the groups are coordinated by now: where they were, if that broker lives. Those without a coordinator are left out, and gaps say why. */
function findAgain(call: Call, metadata: Metadata, groups: readonly GroupObservation[]): GroupHead[] {
  const brokers = brokersOf(metadata);
  const lost = new Map<string, string[]>();
  const heads = groups.flatMap((group): GroupHead[] => {
    const { offsets: _before, ...head } = group;
    const home = brokers.byId.get(group.coordinator ?? -1) ?? findCoordinator(metadata, brokers, group.group);
    if (typeof home !== 'string' && !('why' in home))
      return [{ ...head, coordinator: home.nodeId, coordinatorAddress: home }];
    const why = typeof home === 'string' ? `broker ${group.coordinator}, its coordinator, is gone` : home.why;
    lost.set(why, [...(lost.get(why) ?? []), group.group]);
    return [];
  });
  for (const [why, names] of lost)
    call.addGap({ what: `the second look at ${describeGroupNames(names)}`, why, broker: null });
  return heads;
}

async function complete(
  call: Call,
  { heads, unknownGroups, unreadable = [], metadata }: Selected,
  everyBound: boolean,
  now: () => number,
): Promise<LagObservation> {
  // Committed offsets before end offsets: what is written in between can only overstate lag, never make it negative.
  const offsets = await readGroupOffsets(call, heads);
  const observedAtMs = now();
  const groups = [...heads.map((head) => withOffsets(head, offsets.get(head.group) ?? null)), ...unreadable];
  const lowest = lowestOffsets(offsets);
  const needsBounds = (partition: TopicPartition, highWatermark: bigint) =>
    everyBound || (lowest.get(keyOf(partition)) ?? highWatermark) !== highWatermark;
  const partitions = await readPartitionOffsets(call, wantedPartitions(groups), needsBounds, metadata ?? null);
  const seen = withoutImaginedPartitions(groups, partitions);
  return { observedAtMs, ...seen, unknownGroups, gaps: call.gaps, requests: call.requests };
}

function withOffsets(head: GroupHead, offsets: readonly GroupOffset[] | null): GroupObservation {
  const { coordinatorAddress: _address, ...group } = head;
  return { ...group, offsets };
}

/** The committed offset farthest behind on each partition. */
function lowestOffsets(offsets: OffsetsByGroup): Map<string, bigint> {
  const lowest = new Map<string, bigint>();
  for (const list of offsets.values()) {
    for (const each of list) {
      const known = lowest.get(keyOf(each));
      if (each.offset !== null && (known === undefined || each.offset < known)) lowest.set(keyOf(each), each.offset);
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
      wanted.set(keyOf({ topic, partition }), { topic, partition });
    }
  }
  return [...wanted.values()];
}

/** Every group of every broker, or those that match. One request a broker. */
async function selectMany(
  call: Call,
  metadata: Metadata,
  selection: Exclude<GroupSelection, { kind: 'named' }>,
): Promise<Selected> {
  const heads = await listEverywhere(call, brokersOf(metadata).all);
  const hidden = partitionsWithoutCoordinator(metadata);
  if (hidden.length > 0) {
    call.addGap({
      what: `every group that is kept in ${hidden.map((index) => `${OFFSETS_TOPIC}-${index}`).join(', ')}`,
      why: 'these partitions have no leader, so the groups are in no list: their lag is unknown',
      broker: null,
    });
  }
  const wanted = selection.kind === 'all' ? () => true : matchesPattern(selection.pattern);
  const selected = { heads: heads.filter(({ group }) => wanted(group)), unknownGroups: [] };
  return selection.kind === 'all' ? { ...selected, metadata } : selected;
}

async function listEverywhere(call: Call, brokers: readonly BrokerAddress[]): Promise<GroupHead[]> {
  const lists = await Promise.all(brokers.map((broker) => listGroupsAt(call, broker)));
  const byName = new Map(lists.flatMap((list) => list ?? []).map((head) => [head.group, head]));
  return [...byName.values()];
}

/** `*` stands for any run of characters. Takes time in proportion to the name, whatever the pattern. */
function matchesPattern(pattern: string): (name: string) => boolean {
  const [start = '', ...rest] = pattern.split('*');
  const end = rest.pop();
  if (end === undefined) return (name) => name === pattern;
  return (name) => {
    if (!name.startsWith(start)) return false;
    let from = start.length;
    for (const part of rest) {
      const at = name.indexOf(part, from);
      if (at < 0) return false;
      from = at + part.length;
    }
    return name.length - end.length >= from && name.endsWith(end);
  };
}

/**
 * One group, found at its coordinator. The coordinator's own list says whether the group exists and of which type it is:
 * describing an unknown group answers `Dead` before 4.0. Only when it is not there are the other brokers asked for names.
 */
async function selectNamed(call: Call, link: BrokerLink, metadata: Metadata, group: string): Promise<Selected> {
  const brokers = brokersOf(metadata);
  const home = findCoordinator(metadata, brokers, group);
  const coordinator = home === 'not told' ? await askForCoordinator(call, link, brokers, group) : home;
  if (coordinator === 'none') return { heads: [], unknownGroups: [{ group, knownGroups: [] }] };
  if ('why' in coordinator) {
    call.addGap({ what: `group ${named(group)}`, why: coordinator.why, broker: null });
    return { heads: [], unreadable: [unreadableGroup(group)], unknownGroups: [] };
  }
  const atCoordinator = await listGroupsAt(call, coordinator);
  if (atCoordinator === null) return { heads: [], unreadable: [unreadableGroup(group)], unknownGroups: [] };
  const head = atCoordinator.find((candidate) => candidate.group === group);
  if (head !== undefined) return { heads: [await describeGroup(call, head)], unknownGroups: [] };
  const others = brokers.all.filter(({ nodeId }) => nodeId !== coordinator.nodeId);
  const atOthers = await listEverywhere(call, others);
  // It may just have moved, and brokers that are not Apache Kafka may place groups by another rule.
  const moved = atOthers.find((candidate) => candidate.group === group);
  if (moved !== undefined) return { heads: [await describeGroup(call, moved)], unknownGroups: [] };
  if (await isHidden(call, coordinator, group)) {
    call.addGap({ what: `group ${named(group)}`, why: 'this client may not DESCRIBE it', broker: coordinator.nodeId });
    return { heads: [], unreadable: [unreadableGroup(group)], unknownGroups: [] };
  }
  const known = [...atCoordinator, ...atOthers].map((candidate) => candidate.group);
  return { heads: [], unknownGroups: [{ group, knownGroups: known }] };
}

/** Brokers leave groups that this client may not see out of their lists, without an error; to a question they say so. */
async function isHidden(call: Call, coordinator: BrokerAddress, group: string): Promise<boolean> {
  const answer = await call.ask(coordinator, describeGroups, { groups: [group] }, null);
  return (answer?.groups ?? []).some(({ errorCode }) => errorName(errorCode) === 'GROUP_AUTHORIZATION_FAILED');
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
