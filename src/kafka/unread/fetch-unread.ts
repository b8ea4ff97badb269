import type { FirstUnread } from '../../domain/lag/observation.ts';
import type { Call } from '../call.ts';
import { grouped } from '../grouped.ts';
import { byLeader, byTopic, keyOf } from '../leaders.ts';
import type { ResponseOf } from '../protocol/api.ts';
import { fetch } from '../protocol/apis/01-fetch.ts';
import type { RecordBatch } from '../protocol/records/batch.ts';
import { eachBatch } from '../protocol/records/decode.ts';
import { RecordsError } from '../protocol/records/errors.ts';
import { between, noRecord, readTime, type Unread } from './unread.ts';
import { visibility } from './visibility.ts';

const KIB = 1024;

/** How much may come at first, of one partition and of one leader: batch.size is 16 KiB by default, so one batch fits. */
const FIRST = { least: 16 * KIB, most: 64 * KIB, leader: 2048 * KIB };

/** Where that was not enough: max.request.size, the largest batch by default, is 1 MiB. */
const MORE = { most: 1088 * KIB, leader: 4096 * KIB };

/** One is enough for nearly all; a long aborted transaction, or batches that are larger than FIRST, take more. */
const ROUNDS = 4;

export interface FetchedUnread {
  readonly found: readonly FirstUnread[];
  /** What can't be read, or not within the rounds; `next` says how far it was looked at. */
  readonly undecided: readonly Unread[];
}

/**
 * The first unread record of each partition, read: as a reader that reads committed only, and beyond the last stable offset as
 * one that reads everything, since what lies there is held back by an open transaction. One Fetch a leader, and a second for
 * partitions that are held back; up to three more of them only where markers, aborted records or large batches come first.
 */
export async function fetchUnread(call: Call, unread: readonly Unread[]): Promise<FetchedUnread> {
  const found: FirstUnread[] = [];
  const undecided: Unread[] = [];
  let waiting: readonly Unread[] = unread;
  for (let round = 0; round < ROUNDS && waiting.length > 0; round += 1) {
    // A request can't ask for a partition twice, as two groups may want to.
    const lists = [...grouped(waiting, keyOf).values()];
    const now = lists.flatMap((list) => list.slice(0, 1));
    const goOn: Unread[] = [];
    const noRoom: Unread[] = [];
    await Promise.all(
      requestsFor(now).map(async ({ leader, isolationLevel, own }) => {
        const what = `first unread record of ${own.length} partitions led by broker ${leader.nodeId}`;
        const answer = await call.ask(leader, fetch, requestFor(own, isolationLevel, round), what);
        if (answer === null) return;
        const answered = answersOf(answer);
        for (const each of own) {
          const partition = answered.get(keyOf(each));
          const outcome = partition === undefined ? 'unreadable' : outcomeOf(each, partition);
          if (outcome === 'no room' && each !== own[0]) noRoom.push(each);
          else if (outcome === 'no room' || outcome === 'unreadable') undecided.push(each);
          else if ('method' in outcome) found.push(outcome);
          else goOn.push(outcome);
        }
      }),
    );
    // Whatever its size, the first batch of an answer comes whole; so what had no room comes first.
    waiting = [...noRoom, ...goOn, ...lists.flatMap((list) => list.slice(1))];
  }
  return { found, undecided: [...undecided, ...waiting] };
}

/** One for each leader, and another one for what lies beyond a last stable offset. */
const requestsFor = (unread: readonly Unread[]) =>
  [...byLeader(unread)].flatMap(([leader, list]) =>
    [...grouped(list, isolationOf)].map(([isolationLevel, own]) => ({ leader, isolationLevel, own })),
  );

const isolationOf = ({ next, lastStable }: Unread): 0 | 1 => (lastStable !== null && next < lastStable ? 1 : 0);

function requestFor(unread: readonly Unread[], isolationLevel: 0 | 1, round: number) {
  const fair = Math.max(FIRST.least, Math.floor(FIRST.leader / unread.length));
  const [partitionMaxBytes, maxBytes] =
    round === 0 ? [Math.min(FIRST.most, fair), FIRST.leader] : [MORE.most, MORE.leader];
  const topics = byTopic(unread).map(([topic, list]) => ({
    topic,
    partitions: list.map(({ partition, next }) => ({ partition, fetchOffset: next, partitionMaxBytes })),
  }));
  return { maxWaitMs: 0, minBytes: 0, maxBytes, isolationLevel, topics, forgottenTopicsData: [] };
}

type Answer = ResponseOf<typeof fetch>;
type AnsweredPartition = Answer['responses'][number]['partitions'][number];

const answersOf = (answer: Answer): ReadonlyMap<string, AnsweredPartition> =>
  new Map(
    answer.responses.flatMap(({ topic, partitions }) =>
      partitions.map((each): [string, AnsweredPartition] => [keyOf({ topic, partition: each.partitionIndex }), each]),
    ),
  );

/** What is known now: the record, that there is none, or where to go on. */
function outcomeOf(unread: Unread, answer: AnsweredPartition): FirstUnread | Unread | 'no room' | 'unreadable' {
  if (answer.errorCode !== 0) return 'unreadable';
  try {
    return look(unread, answer);
  } catch (error) {
    if (error instanceof RecordsError) return 'unreadable';
    throw error;
  }
}

function look(unread: Unread, answer: AnsweredPartition): FirstUnread | Unread | 'no room' | 'unreadable' {
  const { records, highWatermark, abortedTransactions } = answer;
  const isVisible = visibility(abortedTransactions ?? []);
  let { next } = unread;
  let batches = 0;
  for (const batch of eachBatch(records ?? Buffer.alloc(0))) {
    if (batch.magic !== 2 || batch.missing === 'crc') return 'unreadable';
    batches += 1;
    const found = isVisible(batch) ? firstIn(batch, unread) : null;
    if (found !== null) return found;
    const end = batch.baseOffset + BigInt(batch.lastOffsetDelta) + 1n;
    if (end > next) next = end;
  }
  if (next >= highWatermark) return noRecord(unread);
  return batches > 0 ? { ...unread, next } : 'no room';
}

/** The first record of a batch from the offset on; null when compaction took all of them. */
function firstIn(batch: RecordBatch, unread: Unread): FirstUnread | null {
  const { records, timestampType, hasDeleteHorizon, baseTimestamp, maxTimestamp, sizeInBytes, lastOffsetDelta } = batch;
  const size = { batchBytes: sizeInBytes, batchRecords: records?.length ?? lastOffsetDelta + 1 };
  if (batch.baseOffset + BigInt(lastOffsetDelta) < unread.next) return null;
  if (records === null) {
    // Packed in a way that this Node can't undo; the header tells the times.
    const earliest = hasDeleteHorizon ? null : baseTimestamp;
    const known = timestampType === 'LogAppendTime' && maxTimestamp !== null;
    return { ...(known ? readTime(unread, maxTimestamp) : between(unread, earliest, maxTimestamp)), ...size };
  }
  const record = records.find(({ offset }) => offset >= unread.next);
  if (record === undefined) return null;
  return { ...(record.timestamp === null ? between(unread, null, null) : readTime(unread, record.timestamp)), ...size };
}
