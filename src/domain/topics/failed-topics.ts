import { deadLetterRetentionMs } from '../consumers/failures.ts';
import type { ConsumersPlan, FailureTopic } from '../consumers/plan-types.ts';
import { LEAST_FAILED_MS } from './retention.ts';
import type { Topic } from './topic.ts';
import { DAY_MS } from './words.ts';

/** A retry or dead-letter topic of a group. */
export interface FailedTopic extends FailureTopic {
  /** The topic whose records it takes; of several the one with most partitions. */
  readonly source: string;
  /** Greatest age of a record with personal data that leaves it, infinite where its own topic has no bound; null: it takes none. */
  readonly personalMs: number | null;
}

/** segment.ms of retry and dead-letter topics: few records, so a segment is closed by time. */
export const FAILED_SEGMENT_MS = DAY_MS;
/** What retention.ms of a topic with segments of a week keeps without being told. */
const DEFAULT_RETENTION_MS = 7 * DAY_MS;

/** For each of its topics, or one for all of them where the runtime has one. */
export function failedTopicsOf({ failures, settings }: ConsumersPlan, topics: readonly Topic[], busiest: Topic) {
  const names = new Set(failures.topics.map(({ name }) => name));
  // Connect, Streams and the broker take one dead-letter topic for everything that a group reads.
  const native = settings.some((group) => group.settings.some(({ value }) => names.has(value)));
  return native
    ? stagesOf(failures.topics, busiest, topics, busiest)
    : topics.flatMap((topic) => stagesOf(failures.topics, topic, [topic], busiest));
}

/** The topics that a failed record visits, with the greatest age that it has when it leaves each of them. */
function stagesOf(
  stages: readonly FailureTopic[],
  source: Topic,
  from: readonly Topic[],
  busiest: Topic,
): readonly FailedTopic[] {
  const personal = from.filter((topic) => topic.personal);
  let age = Math.max(0, ...personal.map(({ retention }) => retention.oldestMs ?? Number.POSITIVE_INFINITY));
  return stages.map((stage) => {
    const retentionMs = Math.min(usualOf(stage, from), ...personal.map((topic) => roomOf(stage, stages.length, topic)));
    age += retentionMs + FAILED_SEGMENT_MS;
    return {
      ...stage,
      name: stage.name.replace(busiest.name, source.name),
      partitions: Math.min(stage.partitions, source.partitions),
      retention_ms: retentionMs,
      source: source.name,
      personalMs: personal.length === 0 ? null : age,
    };
  });
}

/** Dead letters of a topic are kept by its own retention, whatever else the group reads. */
const usualOf = ({ kind, retention_ms }: FailureTopic, from: readonly Topic[]): number =>
  kind === 'retry'
    ? retention_ms
    : deadLetterRetentionMs(Math.max(...from.map(({ retention }) => retention.retentionMs ?? DEFAULT_RETENTION_MS)));

/**
 * `deadline − age in its own topic − retries − segment`, in whole days, a day to spare: whoever reads last still has a failed
 * record gone in time. Never less than a long weekend. Source: derived, whole segments are deleted.
 */
function roomOf({ kind }: FailureTopic, stages: number, { retention }: Topic): number {
  if (kind === 'retry') return LEAST_FAILED_MS;
  const { deadlineMs, oldestMs, retentionMs, segmentMs } = retention;
  const own = oldestMs === null ? 0 : (retentionMs ?? 0) + (segmentMs ?? 0);
  const retries = (stages - 1) * (LEAST_FAILED_MS + FAILED_SEGMENT_MS);
  const room = (deadlineMs ?? Number.POSITIVE_INFINITY) - own - retries - FAILED_SEGMENT_MS - DAY_MS;
  return Math.max(LEAST_FAILED_MS, Math.floor(room / DAY_MS) * DAY_MS);
}
