import type { Gap } from '../domain/gap.ts';
import type {
  ClusterSettings,
  GroupObservation,
  LagBackground,
  LagObservation,
  PartitionOffsets,
  TopicPartition,
} from '../domain/lag/observation.ts';
import { named } from '../domain/named.ts';
import { KnownFailure } from '../failure.ts';
import { brokersOf, locate, type Metadata } from './brokers.ts';
import type { Call } from './call.ts';
import { addressText, type BrokerAddress } from './connection/address.ts';
import { BootstrapError, BrokerCallError } from './connection/errors.ts';
import { OFFSETS_TOPIC } from './coordinator.ts';
import { explainBrokerFailure } from './failures/failures.ts';
import { readHistories } from './history/histories.ts';
import { findLeaders, keyOf, type LedPartition } from './leaders.ts';
import { readOpenTransactions } from './open-transactions.ts';
import { type CurvePartition, readProduceCurves } from './produce-curves.ts';
import { errorName } from './protocol/errors.ts';
import { readSettings } from './settings.ts';
import { readFirstUnread } from './unread/first-unread.ts';
import { unreadOf } from './unread/unread.ts';

/** As long as a Burrow window of ten commits a minute apart, and longer than all silences that are healthy. [lag-faults 1, 3] */
const WINDOW_MS = 600_000;

/** A point of the curve is the beginning of the window, so a window has to have a length. */
const SHORTEST_WINDOW_MS = 60_000;

/** Of many groups, the partitions with the most lag are looked at: more than an answer ever shows. */
const MOST_PARTITIONS = 2_000;

export interface BackgroundQuestion {
  /** null: ten minutes before the look. */
  readonly sinceMs: number | null;
  readonly deep: boolean;
}

/**
 * What lies around and before a look. For B brokers, counted apart:
 *
 * - `requests.history`: one Metadata, three ListOffsets a leader and the bounded Fetches of the
 *   tail of `__consumer_offsets`, and one ListOffsets a leader and point of the produce curve (6, and up to 18 for a window of
 *   more than ten minutes);
 * - `requests.others`: one DescribeConfigs for one group, or when something lags. When it is deep, one Fetch a leader of
 *   partitions with lag: B + 1 in all, so that with the look one group comes to 3·B + 6 (3·B + 7 where the client may not
 *   describe `__consumer_offsets`). All groups without the deep part come to 4·B + 2, those of a pattern to 4·B + 3;
 * - more of the others only where there is a reason: up to 3·B where a last stable offset is held back (open transactions),
 *   and the same once more for `__consumer_offsets` itself; one Fetch a leader for partitions that are held back, three where
 *   markers, aborted records or large batches have to be passed; five ListOffsets a leader where the client may not READ.
 */
export async function observeBackground(
  startCall: () => Call,
  first: LagObservation,
  { sinceMs, deep }: BackgroundQuestion,
  now: () => number,
): Promise<LagBackground> {
  const [past, around] = [startCall(), startCall()];
  const result = (found: Partial<LagBackground>): LagBackground => ({
    ...NOTHING,
    ...found,
    gaps: unique([...past.gaps, ...around.gaps]),
    requests: { history: past.requests, others: around.requests },
  });
  if (first.groups.length === 0) return result({});
  const chosen = choosePartitions(first);
  const topics = topicsOf(chosen, first.groups);
  const metadata = await metadataOf(past, topics);
  if (metadata === null) return result({ historyMissing: 'the cluster metadata could not be read' });

  const { led } = findLeaders(chosen, metadata);
  const offsets = new Map(first.partitions.map((each) => [keyOf(each), each]));
  const sinceLookMs = sinceMs === null ? WINDOW_MS : first.observedAtMs - sinceMs;
  const windowMs = Math.max(SHORTEST_WINDOW_MS, sinceLookMs);
  const { all } = brokersOf(metadata);
  const near = nearBrokers(all, first.groups, led);
  const [history, curves, firstUnread, transactions, settings] = await Promise.all([
    readHistories(past, metadata, first.groups, { fromMs: first.observedAtMs - windowMs, toMs: now() }),
    readProduceCurves(past, curvePartitions(led, offsets), first.observedAtMs, windowMs),
    deep ? readFirstUnread(around, unreadOf(first.groups, first.partitions, led), now()) : [],
    readOpenTransactions(around, heldBack(led, offsets), all),
    readSettings(around, metadata, topics, needsSettings(first) ? near : []),
  ]);
  const ofGroups = await readOpenTransactions(around, history.unstable, all);
  return result({
    histories: history.histories,
    historyMissing: history.historyMissing,
    curves,
    firstUnread,
    openTransactions: [...transactions, ...ofGroups],
    topics: settings.topics,
    missingTopics: missingTopics(first.partitions, topics, metadata),
    cluster: settings.cluster,
  });
}

const NO_CLUSTER: ClusterSettings = {
  brokers: 0,
  release: null,
  offsetsRetentionMinutes: null,
  consumerSessionTimeoutMs: null,
  consumerHeartbeatIntervalMs: null,
  transactionPartitionVerification: null,
};

const NOTHING = {
  histories: new Map(),
  historyMissing: null,
  curves: [],
  firstUnread: [],
  openTransactions: [],
  topics: new Map(),
  missingTopics: [],
  cluster: NO_CLUSTER,
};

const unique = (gaps: readonly Gap[]): readonly Gap[] => [
  ...new Map(gaps.map((gap) => [`${gap.what}\n${gap.why}`, gap])).values(),
];

/** null: nobody told; a gap says why. A look that was good must not fail for what is read beside it. */
async function metadataOf(call: Call, topics: readonly string[]): Promise<Metadata | null> {
  try {
    return (await locate(call, [...new Set([OFFSETS_TOPIC, ...topics])])).metadata;
  } catch (error) {
    const why = whyNotLocated(error);
    if (why === null) throw error;
    call.addGap({ what: 'the past and the surroundings of the groups', why, broker: null });
    return null;
  }
}

/** null for a cancellation, and for what is no failure of the cluster. */
function whyNotLocated(error: unknown): string | null {
  if (error instanceof KnownFailure) return error.message;
  if (error instanceof BootstrapError) return error.aborted ? null : 'no bootstrap server answered';
  if (error instanceof BrokerCallError) {
    return error.aborted ? null : `${named(addressText(error.address))} ${explainBrokerFailure(error)}`;
  }
  return null;
}

/**
 * Those of one group all; of many, those that lag most, the others of their topics (whether one partition gets more than its share
 * is seen beside them only), and those where something holds back the last stable offset.
 */
function choosePartitions({ groups, partitions }: LagObservation): readonly PartitionOffsets[] {
  if (groups.length === 1) return partitions;
  const lags = lagByPartition(groups, partitions);
  const lagOf = (each: PartitionOffsets) => lags.get(keyOf(each)) ?? 0n;
  const lagging = partitions.filter((each) => lagOf(each) > 0n).sort((a, b) => Number(lagOf(b) - lagOf(a)));
  const topics = new Set(lagging.map(({ topic }) => topic));
  const siblings = partitions.filter((each) => lagOf(each) === 0n && topics.has(each.topic));
  return [...new Set([...[...lagging, ...siblings].slice(0, MOST_PARTITIONS), ...partitions.filter(isHeldBack)])];
}

/** The largest lag of any group. */
function lagByPartition(
  groups: readonly GroupObservation[],
  partitions: readonly PartitionOffsets[],
): ReadonlyMap<string, bigint> {
  const ends = new Map(partitions.map((each) => [keyOf(each), each.highWatermark]));
  const lags = new Map<string, bigint>();
  for (const each of groups.flatMap(({ offsets }) => offsets ?? [])) {
    const end = ends.get(keyOf(each)) ?? null;
    const lag = end === null || each.offset === null ? 0n : end - each.offset;
    if (lag > (lags.get(keyOf(each)) ?? 0n)) lags.set(keyOf(each), lag);
  }
  return lags;
}

/** One group's settings are always of use; those of many when something lags. */
const needsSettings = ({ groups, partitions }: LagObservation): boolean =>
  groups.length === 1 || lagByPartition(groups, partitions).size > 0;

function topicsOf(partitions: readonly TopicPartition[], groups: readonly GroupObservation[]): readonly string[] {
  const read = partitions.map(({ topic }) => topic);
  if (groups.length > 1) return [...new Set(read)];
  const members = groups.flatMap((group) => group.members ?? []);
  return [...new Set([...read, ...members.flatMap(({ subscribed }) => subscribed ?? [])])];
}

/** Those that the look did not find, and those that were asked for now. */
function missingTopics(
  partitions: readonly PartitionOffsets[],
  topics: readonly string[],
  metadata: Metadata,
): readonly string[] {
  const unknown = 'UNKNOWN_TOPIC_OR_PARTITION';
  const shown = new Map(metadata.topics.map(({ name, errorCode }) => [name, errorName(errorCode)]));
  // A topic that was made anew with fewer partitions is there, and some of its old partitions are not.
  const there = new Set(partitions.filter(({ missing }) => missing !== unknown).map(({ topic }) => topic));
  const lost = partitions.map(({ topic }) => topic).filter((topic) => !there.has(topic));
  return [...new Set([...lost, ...topics])].filter((name) => (shown.get(name) ?? unknown) === unknown);
}

/** Brokers that the look talked to: coordinators first, then leaders. */
function nearBrokers(
  all: readonly BrokerAddress[],
  groups: readonly GroupObservation[],
  led: readonly LedPartition[],
): readonly BrokerAddress[] {
  const ids = [...groups.map(({ coordinator }) => coordinator), ...led.map(({ leader }) => leader.nodeId)];
  const near = new Set(ids.flatMap((id) => all.find(({ nodeId }) => nodeId === id) ?? []));
  return near.size > 0 ? [...near] : all.slice(0, 1);
}

const isHeldBack = ({ lastStable, highWatermark }: PartitionOffsets) =>
  lastStable !== null && highWatermark !== null && lastStable < highWatermark;

type OffsetsByPartition = ReadonlyMap<string, PartitionOffsets>;

const heldBack = (led: readonly LedPartition[], offsets: OffsetsByPartition): readonly LedPartition[] =>
  led.filter((each) => {
    const known = offsets.get(keyOf(each));
    return known !== undefined && isHeldBack(known);
  });

const curvePartitions = (led: readonly LedPartition[], offsets: OffsetsByPartition): readonly CurvePartition[] =>
  led.flatMap((each) => {
    const known = offsets.get(keyOf(each));
    return known === undefined || known.highWatermark === null ? [] : [{ ...each, offsets: known }];
  });
