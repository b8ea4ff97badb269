import type { GroupHistory, GroupObservation } from '../../domain/lag/observation.ts';
import { named } from '../../domain/named.ts';
import type { Metadata } from '../brokers.ts';
import type { Call } from '../call.ts';
import { OFFSETS_TOPIC } from '../coordinator.ts';
import { grouped } from '../grouped.ts';
import { findLeaders, type LedPartition } from '../leaders.ts';
import { errorName } from '../protocol/errors.ts';
import { offsetsPartition } from '../protocol/offsets-partition.ts';
import type { Bounds } from './budget.ts';
import { commitsOf } from './commits.ts';
import { generationsOf } from './generations.ts';
import { settledBatches } from './settled.ts';
import { type PartitionTail, readTail } from './tail.ts';
import type { TailRecord } from './tail-batch.ts';

const MIB = 1024 * 1024;

/** One group is waited for, many may take a little longer. Ten minutes of one busy partition are 0.7 MB. [measured] */
const BOUNDS = {
  one: { bytesPerPartition: 8 * MIB, bytes: 8 * MIB, records: 200_000, timeMs: 2_000 },
  many: { bytesPerPartition: 8 * MIB, bytes: 32 * MIB, records: 200_000, timeMs: 3_000 },
  // A list of a thousand groups is read for its worst: what can be had in no time.
  crowd: { bytesPerPartition: MIB, bytes: 8 * MIB, records: 50_000, timeMs: 400 },
} as const satisfies Record<string, Bounds>;

const CROWD = 1_000;

interface Histories {
  readonly histories: ReadonlyMap<string, GroupHistory>;
  readonly historyMissing: string | null;
  /** Partitions of the topic whose last stable offset is held back. */
  readonly unstable: readonly LedPartition[];
}

/** What the groups left in `__consumer_offsets` from `fromMs` to `toMs`. `metadata` has to be that of this topic. */
export async function readHistories(
  call: Call,
  metadata: Metadata,
  groups: readonly GroupObservation[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<Histories> {
  const count = metadata.topics.find(({ name }) => name === OFFSETS_TOPIC)?.partitions.length ?? 0;
  const hidden = whyHidden(metadata, count);
  if (hidden !== null) return nothing(call, groups, hidden);
  const homes = grouped(groups, ({ group }) => offsetsPartition(group, count));
  const wanted = [...homes.keys()].map((partition) => ({ topic: OFFSETS_TOPIC, partition }));
  const { led, notLed } = findLeaders(wanted, metadata);
  const allowed = led.filter((partition) => partition.readable);
  if (led.length > 0 && allowed.length === 0) {
    return nothing(call, groups, `this client may not READ the topic ${OFFSETS_TOPIC}`);
  }
  const elsewhere = allowed.filter((each) => isKeptElsewhere(each, homes.get(each.partition) ?? []));
  if (elsewhere.length > allowed.length * MOST_MOVED) return nothing(call, groups, KEPT_ELSEWHERE);
  const readable = allowed.filter((each) => !elsewhere.includes(each));
  const names = new Set(groups.map(({ group }) => group));
  const bounds = groups.length === 1 ? BOUNDS.one : groups.length <= CROWD ? BOUNDS.many : BOUNDS.crowd;
  const tails = await readTail(call, readable, { fromMs, toMs, wants: (group) => names.has(group), bounds });
  const missing = [
    ...notLed.map(({ partition, why }) => ({ partition, why: why === 'leaderless' ? 'it has no leader' : why })),
    ...elsewhere.map(({ partition }) => ({ partition, why: 'another broker coordinates its groups by now' })),
    ...tails.flatMap(({ partition, missing: why }) => (why === null ? [] : [{ partition: partition.partition, why }])),
  ];
  const unstable = tails.flatMap((tail) => (tail.unstable ? [tail.partition] : []));
  if (missing.length === wanted.length) return { ...nothing(call, groups, sayMissing(missing)), unstable };
  for (const { partition, why } of missing) {
    const lost = homes.get(partition) ?? [];
    call.addGap({ what: historyOf(lost), why: sayMissing([{ partition, why }]), broker: null });
  }
  const read = new Map(tails.map((tail) => [tail.partition.partition, tail]));
  const histories = [...homes].flatMap(([partition, own]) => historiesOf(own, read.get(partition), fromMs, toMs));
  return { histories: new Map(histories.map((each) => [each.group, each])), historyMissing: null, unstable };
}

/** Coordinators move one after the other. Where many are not where they should be, groups are placed by another rule. */
const MOST_MOVED = 1 / 3;

const KEPT_ELSEWHERE = `this cluster does not keep its groups in the partitions of ${OFFSETS_TOPIC} in which Apache Kafka does`;

/** What is not there would look like a group that did nothing. */
const isKeptElsewhere = ({ leader }: LedPartition, groups: readonly GroupObservation[]): boolean =>
  groups.some(({ coordinator }) => coordinator !== null && coordinator !== leader.nodeId);

/** Why the topic can't be read at all; null when it can. */
function whyHidden(metadata: Metadata, partitions: number): string | null {
  const topic = metadata.topics.find(({ name }) => name === OFFSETS_TOPIC);
  const error = errorName(topic?.errorCode ?? 0);
  if (error === 'TOPIC_AUTHORIZATION_FAILED') return `this client may not DESCRIBE and READ the topic ${OFFSETS_TOPIC}`;
  if (error === 'UNKNOWN_TOPIC_OR_PARTITION' || topic === undefined) {
    return `the cluster has no topic ${OFFSETS_TOPIC}, or hides it as managed services do`;
  }
  return partitions === 0 ? `the topic ${OFFSETS_TOPIC} answers ${error}` : null;
}

function nothing(call: Call, groups: readonly GroupObservation[], why: string): Histories {
  call.addGap({ what: historyOf(groups), why, broker: null });
  return { histories: new Map(), historyMissing: why, unstable: [] };
}

const historyOf = (groups: readonly GroupObservation[]) =>
  groups.length === 1
    ? `commit history of group ${named(groups[0]?.group ?? '')}`
    : `commit history of ${groups.length} groups`;

/** One reason for every partition, with the first partition as its example. */
function sayMissing(missing: readonly { readonly partition: number; readonly why: string }[]): string {
  const [first] = missing;
  if (first === undefined) return 'nothing was asked for';
  const one = `${OFFSETS_TOPIC}-${first.partition} can't be read: ${first.why}`;
  return missing.length === 1 ? one : `${one}; nor can the ${missing.length - 1} others`;
}

function historiesOf(
  groups: readonly GroupObservation[],
  tail: PartitionTail | undefined,
  fromMs: number,
  toMs: number,
): readonly GroupHistory[] {
  const events = new Map<string, TailRecord[][]>();
  for (const { records } of settledBatches(tail?.batches ?? [])) {
    for (const [group, own] of grouped(records, (record) => record.group)) {
      const known = events.get(group);
      if (known === undefined) events.set(group, [own]);
      else known.push(own);
    }
  }
  return groups.map(({ group, members }) => {
    const own = events.get(group) ?? [];
    return {
      group,
      fromMs,
      toMs,
      completeSinceMs: tail?.completeSinceMs ?? toMs,
      ...commitsOf(own.flat()),
      generations: generationsOf(own, members),
    };
  });
}
