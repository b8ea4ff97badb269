import type { PartitionOffsets, TopicPartition } from '../domain/lag/observation.ts';
import { brokersOf, locate, type Metadata } from './brokers.ts';
import type { Call } from './call.ts';
import { chunks } from './committed.ts';
import type { BrokerAddress } from './connection/connections.ts';
import { fetch } from './protocol/apis/01-fetch.ts';
import { listOffsets, OFFSET_SPEC } from './protocol/apis/02-list-offsets.ts';
import { errorName } from './protocol/errors.ts';

/** One ListOffsets request carries up to 10,000 partitions (about 400 kB). [measured: kafka-protocol notes §4.2] */
const PARTITIONS_PER_REQUEST = 10_000;

/** AclOperation.READ in the bit field of authorized operations. Source: org.apache.kafka.common.acl.AclOperation. */
const READ = 1 << 3;
const NOT_TOLD = -2147483648;

/** Codes after which the same partition may be had from another leader. */
const MOVED = new Set([
  'NOT_LEADER_OR_FOLLOWER',
  'FENCED_LEADER_EPOCH',
  'UNKNOWN_LEADER_EPOCH',
  'LEADER_NOT_AVAILABLE',
]);

interface Target extends TopicPartition {
  readonly leader: BrokerAddress;
  readonly readable: boolean;
}

type Isolation = 0 | 1;

/** Keys a partition in maps. Topic names can't hold a colon. */
const keyOf = ({ topic, partition }: TopicPartition) => `${topic}:${partition}`;

/** Which partitions need more than the high watermark. */
export type NeedsBounds = (partition: TopicPartition, highWatermark: bigint) => boolean;

/**
 * High watermark of each wanted partition, and last stable offset and log start of those that `needsBounds` picks. Costs
 * one Metadata request, one ListOffsets a leader, and one Fetch a leader where bounds are needed: a Fetch at the high
 * watermark brings no record and answers all three offsets at one moment. Where this client may not READ a topic, two more
 * ListOffsets a leader do the same. A partition whose leader moved is asked for once more.
 */
export async function readPartitionOffsets(
  call: Call,
  wanted: readonly TopicPartition[],
  needsBounds: NeedsBounds,
): Promise<PartitionOffsets[]> {
  if (wanted.length === 0) return [];
  const first = await readOnce(call, wanted, needsBounds);
  const moved = first.filter(({ missing }) => missing !== null && MOVED.has(missing));
  if (moved.length === 0) return first;
  const second = await readOnce(call, moved, needsBounds);
  const updated = new Map(second.map((offsets) => [keyOf(offsets), offsets]));
  return first.map((offsets) => updated.get(keyOf(offsets)) ?? offsets);
}

async function readOnce(
  call: Call,
  wanted: readonly TopicPartition[],
  needsBounds: NeedsBounds,
): Promise<PartitionOffsets[]> {
  const { metadata } = await locate(call, [...new Set(wanted.map(({ topic }) => topic))]);
  const { targets, missing } = targetsOf(wanted, metadata);
  const found = new Map<string, PartitionOffsets>(missing.map((offsets) => [keyOf(offsets), offsets]));
  const watermarks = await listAt(call, targets, OFFSET_SPEC.latest, 0, 'high watermark');
  for (const target of targets) found.set(keyOf(target), withWatermark(target, watermarks.get(keyOf(target))));
  const bounded = targets.filter((target) => {
    const highWatermark = found.get(keyOf(target))?.highWatermark ?? null;
    return highWatermark !== null && needsBounds(target, highWatermark);
  });
  for (const offsets of await readBounds(call, bounded, found)) found.set(keyOf(offsets), offsets);
  return wanted.map((partition) => found.get(keyOf(partition)) ?? absent(partition, null, 'not answered'));
}

const absent = ({ topic, partition }: TopicPartition, leader: number | null, missing: string): PartitionOffsets => ({
  topic,
  partition,
  leader,
  logStart: null,
  lastStable: null,
  highWatermark: null,
  missing,
});

function withWatermark(target: Target, answer: OffsetAnswer | undefined): PartitionOffsets {
  const base = absent(target, target.leader.nodeId, answer?.error ?? `broker ${target.leader.nodeId} did not answer`);
  return answer?.offset == null ? base : { ...base, highWatermark: answer.offset, missing: null };
}

/** Where each partition is led, or why it is not. */
function targetsOf(wanted: readonly TopicPartition[], metadata: Metadata) {
  const { byId } = brokersOf(metadata);
  const topics = new Map(metadata.topics.map((topic) => [topic.name, topic]));
  const leaders = new Map(
    metadata.topics.flatMap(({ name, partitions }) =>
      partitions.map(({ partitionIndex, leaderId }): [string, number] => [`${name}:${partitionIndex}`, leaderId]),
    ),
  );
  const targets: Target[] = [];
  const missing: PartitionOffsets[] = [];
  for (const partition of wanted) {
    const topic = topics.get(partition.topic);
    const leader = leaders.get(keyOf(partition));
    const address = leader === undefined ? undefined : byId.get(leader);
    if (topic !== undefined && topic.errorCode !== 0) missing.push(absent(partition, null, errorName(topic.errorCode)));
    else if (leader === undefined) missing.push(absent(partition, null, 'UNKNOWN_TOPIC_OR_PARTITION'));
    else if (address === undefined) missing.push(absent(partition, null, 'leaderless'));
    else {
      const operations = topic?.topicAuthorizedOperations ?? NOT_TOLD;
      const readable = operations === NOT_TOLD || (operations & READ) !== 0;
      targets.push({ topic: partition.topic, partition: partition.partition, leader: address, readable });
    }
  }
  return { targets, missing };
}

interface OffsetAnswer {
  readonly offset: bigint | null;
  readonly error: string | null;
}

/** One ListOffsets a leader. Partitions whose leader did not answer are missing from the map, and a gap says why. */
async function listAt(
  call: Call,
  targets: readonly Target[],
  timestamp: bigint,
  isolationLevel: Isolation,
  name: string,
) {
  const answers = new Map<string, OffsetAnswer>();
  const ask = async (leader: BrokerAddress, partitions: readonly Target[]) => {
    const topics = byTopic(partitions).map(([topic, indexes]) => ({
      name: topic,
      partitions: indexes.map((partitionIndex) => ({ partitionIndex, timestamp })),
    }));
    const what = `${name} of ${partitions.length} partitions led by broker ${leader.nodeId}`;
    const answer = await call.ask(leader, listOffsets, { isolationLevel, topics }, what);
    for (const topic of answer?.topics ?? []) {
      for (const { partitionIndex, errorCode, offset } of topic.partitions) {
        answers.set(`${topic.name}:${partitionIndex}`, {
          offset: errorCode === 0 && offset >= 0n ? offset : null,
          error: errorCode === 0 ? null : errorName(errorCode),
        });
      }
    }
  };
  await eachLeader(targets, ask);
  return answers;
}

async function readBounds(call: Call, targets: readonly Target[], known: ReadonlyMap<string, PartitionOffsets>) {
  const [readable, unreadable] = [
    targets.filter((target) => target.readable),
    targets.filter((target) => !target.readable),
  ];
  const bounds = await Promise.all([fetchBounds(call, readable, known), listBounds(call, unreadable, known)]);
  return bounds.flat();
}

async function fetchBounds(call: Call, targets: readonly Target[], known: ReadonlyMap<string, PartitionOffsets>) {
  const found: PartitionOffsets[] = [];
  await eachLeader(targets, async (leader, partitions) => {
    const topics = byTopic(partitions).map(([topic, indexes]) => ({
      topic,
      partitions: indexes.map((partition) => ({
        partition,
        fetchOffset: known.get(keyOf({ topic, partition }))?.highWatermark ?? 0n,
        partitionMaxBytes: 1,
      })),
    }));
    // No waiting, no session, one byte: read_committed at the high watermark leaves no record to send.
    const request = { maxWaitMs: 0, minBytes: 0, maxBytes: 1, isolationLevel: 1, topics, forgottenTopicsData: [] };
    const what = `log start and last stable offset of ${partitions.length} partitions led by broker ${leader.nodeId}`;
    const answer = await call.ask(leader, fetch, request, what);
    for (const { topic, partitions: answered } of answer?.responses ?? []) {
      for (const { partitionIndex, errorCode, highWatermark, lastStableOffset, logStartOffset } of answered) {
        const before = known.get(keyOf({ topic, partition: partitionIndex }));
        if (before === undefined || errorCode !== 0 || highWatermark < 0n) continue;
        found.push({
          ...before,
          highWatermark,
          lastStable: lastStableOffset >= 0n ? lastStableOffset : null,
          logStart: logStartOffset >= 0n ? logStartOffset : null,
        });
      }
    }
  });
  return found;
}

async function listBounds(call: Call, targets: readonly Target[], known: ReadonlyMap<string, PartitionOffsets>) {
  if (targets.length === 0) return [];
  const [starts, stables] = await Promise.all([
    listAt(call, targets, OFFSET_SPEC.earliest, 0, 'log start'),
    listAt(call, targets, OFFSET_SPEC.latest, 1, 'last stable offset'),
  ]);
  return targets.flatMap((target) => {
    const before = known.get(keyOf(target));
    if (before === undefined) return [];
    const stable = stables.get(keyOf(target))?.offset ?? null;
    // Read after the high watermark, it can run past it by what was written in between.
    const clamped = stable !== null && before.highWatermark !== null && stable > before.highWatermark;
    const lastStable = clamped ? before.highWatermark : stable;
    return [{ ...before, logStart: starts.get(keyOf(target))?.offset ?? null, lastStable }];
  });
}

async function eachLeader(
  targets: readonly Target[],
  ask: (leader: BrokerAddress, partitions: readonly Target[]) => Promise<void>,
): Promise<void> {
  const byLeader = new Map<BrokerAddress, Target[]>();
  for (const target of targets) {
    const partitions = byLeader.get(target.leader);
    if (partitions === undefined) byLeader.set(target.leader, [target]);
    else partitions.push(target);
  }
  await Promise.all(
    [...byLeader].flatMap(([leader, partitions]) =>
      chunks(partitions, PARTITIONS_PER_REQUEST).map((chunk) => ask(leader, chunk)),
    ),
  );
}

function byTopic(partitions: readonly TopicPartition[]): [string, number[]][] {
  const topics = new Map<string, number[]>();
  for (const { topic, partition } of partitions) {
    const indexes = topics.get(topic);
    if (indexes === undefined) topics.set(topic, [partition]);
    else indexes.push(partition);
  }
  return [...topics];
}
