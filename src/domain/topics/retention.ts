import { oldestOnDiskMs } from '../formulas/retention.ts';
import type { Assumptions } from './assumptions.ts';
import type { Draft } from './cutting.ts';
import type { BusinessEvent } from './premises.ts';
import { DAY_MS, lasting } from './words.ts';

/** How long a topic keeps its records, and when they are really gone. */
export interface Retention {
  readonly policy: 'delete' | 'compact' | 'compact,delete';
  /** null: kept for ever, or until compacted. */
  readonly retentionMs: number | null;
  /** null: left at the default of 7 days. */
  readonly segmentMs: number | null;
  /** null: not compacted. */
  readonly compaction: { readonly maxLagMs: number; readonly tombstonesMs: number } | null;
  /**
   * Greatest age on disk; null: no bound. There is none for `compact,delete` either: cleaning merges segments, and a merged one
   * stays while its newest record is within the retention. Source: KIP-354, rejected alternatives.
   */
  readonly oldestMs: number | null;
  /** What personal data asks for; null: there is none in it. */
  readonly deadlineMs: number | null;
  /** Where the length comes from, for the setting: `given`, `7 d is right for most`. */
  readonly why: string;
}

const USUAL_DAYS = 7;
/** Usual answer to a request for erasure: one month. An assumption that is said aloud. */
const DEADLINE_MS = 30 * DAY_MS;
const HOUR_MS = 3_600_000;
/** Seven segments in a retention: the oldest record outlives it by a seventh. */
const SEGMENTS = 7;
/** 25 d + a seventh of it + a day is within 30 d. */
const LONGEST_UNREAD_MS = 25 * DAY_MS;
/** 21 d + a seventh of it + 4 d of dead letters with a segment of a day + a day is within 30 d. */
const LONGEST_READ_MS = 21 * DAY_MS;
/** Kafka's default of segment.ms. */
const DEFAULT_SEGMENT_MS = 7 * DAY_MS;
/** Kafka's default of segment.bytes, of one partition; the design leaves it there. Source: Apache Kafka TopicConfig. */
export const DEFAULT_SEGMENT_BYTES = 1_073_741_824;
/** What failed before a long weekend is still there after it. Source: rule of thumb. */
export const LEAST_FAILED_MS = 4 * DAY_MS;
/** State that is read at each start wants to be compacted daily, and a deletion to be seen after a long weekend. */
const STATE_SEGMENT_MS = DAY_MS;
const STATE_MAX_LAG_MS = 7 * DAY_MS;
const TOMBSTONES_MS = 7 * DAY_MS;

export function retentionOf(draft: Draft, assumptions: Assumptions): Retention {
  const personal = draft.events.some((event) => event.personal);
  if (personal) assumptions.note('deadline for personal data = 30 d', 'not given; your lawyers know it', draft.name);
  const deadlineMs = personal ? DEADLINE_MS : null;
  return draft.kind === 'state' ? ofState(draft, deadlineMs) : ofEvents(draft, deadlineMs, assumptions);
}

function ofState({ events }: Draft, deadlineMs: number | null): Retention {
  const days = longest(events.map(({ retentionDays }) => retentionDays));
  const segmentMs = stateSegmentOf(events);
  return {
    policy: days === null ? 'compact' : 'compact,delete',
    retentionMs: days === null ? null : Math.round(days * DAY_MS),
    segmentMs: days === null ? segmentMs : Math.min(segmentMs, segmentOf(days * DAY_MS)),
    compaction: { maxLagMs: STATE_MAX_LAG_MS, tombstonesMs: TOMBSTONES_MS },
    oldestMs: null,
    deadlineMs,
    why:
      days === null
        ? 'the last value of each key stays'
        : `${days} d as given, from the newest record of a segment: compaction merges segments, so a value that nobody renews may stay longer (KIP-354)`,
  };
}

function ofEvents({ events, name, readers }: Draft, deadlineMs: number | null, assumptions: Assumptions): Retention {
  const given = longest(events.map(({ retentionDays }) => retentionDays));
  if (given === null && events.some(({ replay }) => replay))
    return {
      policy: 'delete',
      retentionMs: null,
      segmentMs: null,
      compaction: null,
      oldestMs: null,
      deadlineMs,
      why: 'new consumers read it from the beginning',
    };
  if (given === null) assumptions.note(`retention_days = ${USUAL_DAYS}`, 'time to find a bug and replay', name);
  const wantedMs = Math.round((given ?? USUAL_DAYS) * DAY_MS);
  // Somebody who keeps personal data as long as the deadline allows means the deadline.
  const longestMs = readers.length === 0 ? LONGEST_UNREAD_MS : LONGEST_READ_MS;
  const shortenedToFit = deadlineMs !== null && wantedMs > longestMs && wantedMs <= deadlineMs;
  const retentionMs = shortenedToFit ? longestMs : wantedMs;
  const onTop =
    readers.length === 0 ? 'a segment and a day' : `a segment, ${lasting(LEAST_FAILED_MS)} of dead letters and a day`;
  if (shortenedToFit)
    assumptions.note(
      `retention.ms = ${lasting(longestMs)} in place of ${lasting(wantedMs)}`,
      `with ${onTop} on top personal data is gone before ${lasting(deadlineMs)}`,
      name,
    );
  const segmentMs = segmentOf(retentionMs);
  return {
    policy: 'delete',
    retentionMs,
    segmentMs,
    compaction: null,
    oldestMs: oldestOnDiskMs({ retentionMs, segmentMs }).value,
    deadlineMs,
    why:
      given === null
        ? `${USUAL_DAYS} d is right for most`
        : shortenedToFit
          ? `${lasting(wantedMs)} given, less what ${onTop} take`
          : `${lasting(retentionMs)} as given`,
  };
}

/**
 * As long as the keys take to be written once, in whole hours and within a day: what cannot be cleaned yet is then no more than
 * the values, and a new reader does not wade through a day of updates. Source: rule of thumb, an hour or a day.
 */
function stateSegmentOf(events: readonly BusinessEvent[]): number {
  const hours = events.flatMap(({ distinctKeys, averagePerS }) =>
    distinctKeys === null || averagePerS === null ? [] : [Math.ceil(distinctKeys / averagePerS / 3_600)],
  );
  return hours.length === 0 ? STATE_SEGMENT_MS : Math.min(STATE_SEGMENT_MS, Math.max(1, ...hours) * HOUR_MS);
}

/** A seventh of the retention, no shorter than an hour and no longer than Kafka's default. */
const segmentOf = (retentionMs: number): number =>
  Math.max(Math.min(HOUR_MS, retentionMs), Math.min(DEFAULT_SEGMENT_MS, Math.round(retentionMs / SEGMENTS)));

const longest = (days: readonly (number | null)[]): number | null =>
  days.reduce<number | null>((most, one) => (one === null ? most : Math.max(most ?? 0, one)), null);
