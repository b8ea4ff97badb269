import type { GroupOffset } from '../domain/lag/observation.ts';
import { named } from '../domain/named.ts';
import type { Call } from './call.ts';
import { chunks } from './chunks.ts';
import type { BrokerAddress } from './connection/connections.ts';
import { grouped } from './grouped.ts';
import type { GroupHead } from './groups.ts';
import { offsetFetch } from './protocol/apis/09-offset-fetch.ts';
import { describeShareGroupOffsets } from './protocol/apis/90-describe-share-group-offsets.ts';
import { errorName } from './protocol/errors.ts';

/** Offsets by group; a group that is missing from the map could not be had, and a gap says why. */
export type OffsetsByGroup = ReadonlyMap<string, readonly GroupOffset[]>;

/**
 * Where the leader of a share group's state is gone, its coordinator stays silent. Seen on 4.3.1, where a first answer of a
 * healthy cluster took 2 s. Less when something else was waited for already: the whole is due in under 5 s.
 */
const SHARE_TIMEOUT_MS = { first: 2_500, late: 1_500 };

/** A broker answers 500 groups of some hundred partitions in one message of a few megabytes. [measured: kafka-protocol notes §4.2] */
const GROUPS_PER_REQUEST = 500;

/**
 * What the groups have committed, from their coordinators: one request a coordinator (of up to 500 groups), and one more
 * where a coordinator has share groups, which keep start offsets instead.
 */
export async function readGroupOffsets(call: Call, groups: readonly GroupHead[]): Promise<OffsetsByGroup> {
  const offsets = new Map<string, readonly GroupOffset[]>();
  const tasks = [...grouped(groups, ({ coordinatorAddress }) => coordinatorAddress)].flatMap(([broker, heads]) => {
    const share = heads.filter(({ type }) => type === 'share').map(({ group }) => group);
    const others = heads.filter(({ type }) => type !== 'share').map(({ group }) => group);
    return [
      ...chunks(others, GROUPS_PER_REQUEST).map((names) => readCommitted(call, broker, names, offsets)),
      ...chunks(share, GROUPS_PER_REQUEST).map((names) => readShareOffsets(call, broker, names, offsets)),
    ];
  });
  await Promise.all(tasks);
  return offsets;
}

type Offsets = Map<string, readonly GroupOffset[]>;

async function readCommitted(
  call: Call,
  broker: BrokerAddress,
  names: readonly string[],
  into: Offsets,
): Promise<void> {
  const what = `committed offsets of ${describeGroupNames(names)}`;
  const version = await call.version(broker, offsetFetch);
  if (version !== null && version < 8) {
    call.addGap({ what, why: `broker ${broker.nodeId} is older than Kafka 3.0`, broker: broker.nodeId });
    return;
  }
  const request = { groups: names.map((groupId) => ({ groupId, topics: null })) };
  const answer = await call.ask(broker, offsetFetch, request, what);
  for (const { groupId, errorCode, topics } of answer?.groups ?? []) {
    if (errorCode !== 0) {
      call.addGap({
        what: `committed offsets of group ${named(groupId)}`,
        why: `broker ${broker.nodeId} answered ${errorName(errorCode)}`,
        broker: broker.nodeId,
      });
      continue;
    }
    const flat = topics.flatMap(({ name: topic, partitions }) =>
      partitions.map(
        ({ partitionIndex, committedOffset, errorCode: code }): GroupOffset => ({
          topic,
          partition: partitionIndex,
          offset: code === 0 && committedOffset >= 0n ? committedOffset : null,
          reportedLag: null,
          error: code === 0 ? null : errorName(code),
        }),
      ),
    );
    into.set(groupId, flat);
  }
}

async function readShareOffsets(
  call: Call,
  broker: BrokerAddress,
  names: readonly string[],
  into: Offsets,
): Promise<void> {
  const what = `share offsets of ${describeGroupNames(names)}`;
  if ((await call.version(broker, describeShareGroupOffsets)) === null) {
    call.addGap({
      what,
      why: `broker ${broker.nodeId} does not offer DescribeShareGroupOffsets`,
      broker: broker.nodeId,
    });
    return;
  }
  const request = { groups: names.map((groupId) => ({ groupId, topics: null })) };
  const answer = await call.ask(broker, describeShareGroupOffsets, request, what, {
    noVerdict: true,
    timeoutMs: call.gaps.length === 0 ? SHARE_TIMEOUT_MS.first : SHARE_TIMEOUT_MS.late,
  });
  for (const { groupId, errorCode, topics } of answer?.groups ?? []) {
    if (errorCode !== 0) {
      call.addGap({
        what: `share offsets of group ${named(groupId)}`,
        why: `broker ${broker.nodeId} answered ${errorName(errorCode)}`,
        broker: broker.nodeId,
      });
      continue;
    }
    const flat = topics.flatMap(({ topicName: topic, partitions }) =>
      partitions.map(
        ({ partitionIndex, startOffset, lag, errorCode: code }): GroupOffset => ({
          topic,
          partition: partitionIndex,
          offset: code === 0 && startOffset >= 0n ? startOffset : null,
          reportedLag: code === 0 && lag >= 0n ? lag : null,
          error: code === 0 ? null : errorName(code),
        }),
      ),
    );
    into.set(groupId, flat);
  }
}

export const describeGroupNames = (names: readonly string[]) =>
  names.length === 1 ? `group ${named(names[0] ?? '')}` : `${names.length} groups`;
