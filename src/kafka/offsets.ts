import { count } from '../domain/count.ts';
import type { PartitionOffsets, TopicPartition } from '../domain/lag/observation.ts';
import { locate, type Metadata } from './brokers.ts';
import type { Call } from './call.ts';
import { grouped } from './grouped.ts';
import { byTopic, eachLeader, findLeaders, keyOf, type LedPartition } from './leaders.ts';
import { addErrorGaps, listOffsetsAt, type OffsetAnswer } from './list-offsets.ts';
import type { ResponseOf } from './protocol/api.ts';
import { fetch } from './protocol/apis/01-fetch.ts';
import { OFFSET_SPEC } from './protocol/apis/02-list-offsets.ts';
import { errorName } from './protocol/errors.ts';

/** Codes after which the same partition may be had from another leader. */
const MOVED = new Set([
  'NOT_LEADER_OR_FOLLOWER',
  'FENCED_LEADER_EPOCH',
  'UNKNOWN_LEADER_EPOCH',
  'LEADER_NOT_AVAILABLE',
]);

/** Which partitions need more than the high watermark. */
export type NeedsBounds = (partition: TopicPartition, highWatermark: bigint) => boolean;

/**
 * High watermark of each wanted partition, and last stable offset and log start of those that `needsBounds` picks. Costs
 * one Metadata request (none when the metadata of all topics are `known`), one ListOffsets a leader, and one Fetch a leader
 * where bounds are needed: a Fetch at the high watermark brings no record and answers all three offsets at one moment. Where
 * this client may not READ a topic, two more ListOffsets a leader do the same. A partition whose leader moved is asked for
 * once more.
 */
export async function readPartitionOffsets(
  call: Call,
  wanted: readonly TopicPartition[],
  needsBounds: NeedsBounds,
  known: Metadata | null,
): Promise<PartitionOffsets[]> {
  if (wanted.length === 0) return [];
  const first = await readOnce(call, wanted, needsBounds, known);
  const moved = first.filter(({ missing }) => missing !== null && MOVED.has(missing));
  if (moved.length === 0) return first;
  const second = await readOnce(call, moved, needsBounds, null);
  const updated = new Map(second.map((offsets) => [keyOf(offsets), offsets]));
  return first.map((offsets) => updated.get(keyOf(offsets)) ?? offsets);
}

async function readOnce(
  call: Call,
  wanted: readonly TopicPartition[],
  needsBounds: NeedsBounds,
  known: Metadata | null,
): Promise<PartitionOffsets[]> {
  const metadata = known ?? (await locate(call, [...new Set(wanted.map(({ topic }) => topic))])).metadata;
  const { led, notLed } = findLeaders(wanted, metadata);
  const found = new Map(notLed.map((each) => [keyOf(each), absent(each, null, each.why)]));
  const watermarks = await listOffsetsAt(call, led, {
    timestamp: OFFSET_SPEC.latest,
    isolationLevel: 0,
    name: 'high watermark',
  });
  for (const each of led) found.set(keyOf(each), withWatermark(each, watermarks.get(keyOf(each))));
  const bounded = led.filter((each) => {
    const highWatermark = found.get(keyOf(each))?.highWatermark ?? null;
    return highWatermark !== null && needsBounds(each, highWatermark);
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

function withWatermark(led: LedPartition, answer: OffsetAnswer | undefined): PartitionOffsets {
  const base = absent(led, led.leader.nodeId, answer?.error ?? `broker ${led.leader.nodeId} did not answer`);
  return answer?.offset == null ? base : { ...base, highWatermark: answer.offset, missing: null };
}

type Known = ReadonlyMap<string, PartitionOffsets>;

async function readBounds(call: Call, partitions: readonly LedPartition[], known: Known) {
  const bounds = await Promise.all([
    fetchBounds(
      call,
      partitions.filter(({ readable }) => readable),
      known,
    ),
    listBounds(
      call,
      partitions.filter(({ readable }) => !readable),
      known,
    ),
  ]);
  return bounds.flat();
}

async function fetchBounds(call: Call, partitions: readonly LedPartition[], known: Known) {
  const found: PartitionOffsets[] = [];
  await eachLeader(partitions, async (leader, own) => {
    const topics = byTopic(own).map(([topic, list]) => ({
      topic,
      partitions: list.map((each) => ({
        partition: each.partition,
        fetchOffset: known.get(keyOf(each))?.highWatermark ?? 0n,
        partitionMaxBytes: 1,
      })),
    }));
    // No waiting, no session, one byte: read_committed at the high watermark leaves no record to send.
    const request = { maxWaitMs: 0, minBytes: 0, maxBytes: 1, isolationLevel: 1, topics, forgottenTopicsData: [] };
    const whatOf = (partitions: number) =>
      `log start and last stable offset of ${count(partitions, 'partition')} led by broker ${leader.nodeId}`;
    const answer = await call.ask(leader, fetch, request, whatOf(own.length));
    if (answer === null) return;
    for (const [code, refused] of refusalsIn(answer, own.length)) {
      const why = `broker ${leader.nodeId} answered ${errorName(code)}`;
      call.addGap({ what: whatOf(refused), why, broker: leader.nodeId });
    }
    for (const { topic, partitions: answered } of answer.responses) {
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

/** How many of the partitions that were asked for have which error code. */
function refusalsIn({ errorCode, responses }: ResponseOf<typeof fetch>, asked: number): ReadonlyMap<number, number> {
  if (errorCode !== 0) return new Map([[errorCode, asked]]);
  const refused = responses.flatMap(({ partitions }) => partitions).filter((partition) => partition.errorCode !== 0);
  const byCode = grouped(refused, (partition) => partition.errorCode);
  return new Map([...byCode].map(([code, partitions]) => [code, partitions.length]));
}

async function listBounds(call: Call, partitions: readonly LedPartition[], known: Known) {
  if (partitions.length === 0) return [];
  const [starts, stables] = await Promise.all([
    listOffsetsAt(call, partitions, { timestamp: OFFSET_SPEC.earliest, isolationLevel: 0, name: 'log start' }),
    listOffsetsAt(call, partitions, { timestamp: OFFSET_SPEC.latest, isolationLevel: 1, name: 'last stable offset' }),
  ]);
  addErrorGaps(call, 'log start', starts.values());
  addErrorGaps(call, 'last stable offset', stables.values());
  return partitions.flatMap((each) => {
    const before = known.get(keyOf(each));
    if (before === undefined) return [];
    const stable = stables.get(keyOf(each))?.offset ?? null;
    // Read after the high watermark, it can run past it by what was written in between.
    const clamped = stable !== null && before.highWatermark !== null && stable > before.highWatermark;
    const lastStable = clamped ? before.highWatermark : stable;
    return [{ ...before, logStart: starts.get(keyOf(each))?.offset ?? null, lastStable }];
  });
}
