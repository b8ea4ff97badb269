import type { Figure } from '../advice/figure.ts';
import { atLeast } from '../configs/release.ts';
import type { Told } from '../configs/told.ts';
import { ceiling } from '../partitions/arithmetic.ts';
import { show } from '../words.ts';
import { SHARE_DELIVERIES } from './attempts.ts';
import type { FailureDesign, FailureTopic } from './plan-types.ts';
import type { PollBudget } from './polling.ts';
import { inputOf, type Premises } from './premises.ts';
import type { ProtocolChoice } from './protocol.ts';
import { ABORT_FIRST, inPlaceOf, outageOf } from './retries.ts';
import { type Sizing, UTILISATION } from './sizing.ts';
import { perSecond, rounded, seconds } from './words.ts';

/** What happens to a record that fails. */
export interface Failures {
  readonly design: FailureDesign;
  /** null: the broker, Streams or Connect has no native one in this release, or none is needed. */
  readonly nativeDeadLetterTopic: string | null;
  readonly figures: readonly Figure[];
}

const LONGEST_TOPIC_NAME = 249;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Long enough for an outage over a weekend. */
const RETRY_RETENTION_MS = 7 * DAY_MS;
const DEAD_LETTER_RETENTION_MS = { least: 14 * DAY_MS, most: 30 * DAY_MS } as const;
/** Partitions of a topic that sees few records: rule of thumb. */
const FEW_PARTITIONS = 3;
const RETRIES = [
  { suffix: 'retry-1m', delayMs: MINUTE_MS },
  { suffix: 'retry-10m', delayMs: 10 * MINUTE_MS },
] as const;
/** errors.deadletterqueue.topic.name.prefix of the broker. Source: KIP-1191. */
const SHARE_DEAD_LETTER_PREFIX = 'dlq.';

const HEADERS =
  'Its headers: original topic, partition, offset, timestamp, group, exception, attempts; key and bytes unchanged.';

/** Retry and dead-letter topology: in place where order matters, by topics where it does not, native where the runtime has one. */
export function failuresOf(
  premises: Premises,
  { protocol }: ProtocolChoice,
  sizing: Sizing,
  poll: PollBudget,
): Failures {
  if (protocol === 'share') return shared(premises, sizing, poll);
  if (premises.client === 'connect') return connect(premises, sizing);
  if (premises.client === 'streams') return streams(premises, sizing);
  if (premises.delivery === 'at_most_once') return atMostOnce(premises, sizing);
  return premises.ordered ? inOrder(premises, sizing, poll) : byTopics(premises, sizing);
}

/** An attempt that failed may have had its effect, so another try could be the second. */
const atMostOnce = (premises: Premises, sizing: Sizing): Failures => ({
  design: {
    blocking_retry:
      'At most once: try again in place only what surely had no effect, such as a refused connection; the rest is given up.',
    retries_in_place: 0,
    topics: [deadLetterTopic(premises, sizing)],
    keeps_order: true,
    says: `No retry topics: a failed attempt may have had its effect, and would repeat it. A record that failed goes to the dead-letter topic, for somebody to look whether it took effect. ${HEADERS}`,
  },
  nativeDeadLetterTopic: null,
  figures: ratesOf(premises, [1]),
});

/** A record that fails holds its partition, but no longer than the partition bears; then it and its key make room. */
function inOrder(premises: Premises, sizing: Sizing, poll: PollBudget): Failures {
  const { attempts } = sizing;
  const { says, figures } = inPlaceOf(premises, sizing, poll);
  const moves = `${attempts === 1 ? 'a record that fails moves' : 'what fails longer moves'} to the dead-letter topic, what cannot be decoded at once${premises.delivery === 'exactly_once' ? ', each in the transaction that holds its offset' : ''}`;
  return {
    design: {
      blocking_retry: says,
      retries_in_place: attempts - 1,
      topics: [deadLetterTopic(premises, sizing)],
      keeps_order: true,
      says: premises.latestOnly
        ? `Only the latest value of a key counts, so no retry topics: they would put an older value over a newer one. A failed record holds its partition while it is tried again; ${moves}. Before one is applied from there, compare its version or offset with what is stored, and drop what is older. ${HEADERS}`
        : `Order matters: ${moves}; park later records of its key there too, or stop. To try them again: a retry topic with the same key, whose consumer may wait longer. ${HEADERS}`,
    },
    nativeDeadLetterTopic: null,
    figures: [...figures, ...ratesOf(premises, [attempts])],
  };
}

/** One record that fails goes to the next topic and holds up nothing; only an outage is waited out in place. */
function byTopics(premises: Premises, sizing: Sizing): Failures {
  const exactly = premises.delivery === 'exactly_once';
  return {
    design: {
      blocking_retry: `One record fails: no wait in place, it goes to the retry topic. ${outageOf(premises)}${exactly ? ` ${ABORT_FIRST}` : ''}`,
      retries_in_place: 0,
      topics: [...retryTopics(premises, sizing), deadLetterTopic(premises, sizing)],
      keeps_order: false,
      says: `Error of one record: ${exactly ? 'send it to the next topic in the transaction that holds its offset' : 'publish it to the next topic, then commit the original'}, so its partition moves on. Each retry topic has one constant delay: its consumer pauses until record time + delay. A record that cannot be decoded goes straight to the dead-letter topic. ${HEADERS}`,
    },
    nativeDeadLetterTopic: null,
    figures: ratesOf(premises, [...RETRIES.map((_, stage) => stage + 1), RETRIES.length + 1]),
  };
}

function shared(premises: Premises, sizing: Sizing, { intervalMs }: PollBudget): Failures {
  const native = atLeast(premises.release, '4.4');
  const topic = { ...deadLetterTopic(premises, sizing), ...(native ? { name: shareDeadLetterName(premises) } : {}) };
  return {
    design: {
      blocking_retry: `acknowledge(record, RELEASE) gives it to any member again, up to ${SHARE_DELIVERIES} deliveries; no other record waits. It comes back at once, so wait before RELEASE, well within the lock of ${seconds(intervalMs)}: an outage would use up the ${SHARE_DELIVERIES} in no time.`,
      retries_in_place: 0,
      topics: [topic],
      keeps_order: false,
      says: native
        ? `After ${SHARE_DELIVERIES} deliveries or REJECT the broker moves the record to the dead-letter topic. Create it with errors.deadletterqueue.group.enable=true; share.version must be 2.`
        : `After ${SHARE_DELIVERIES} deliveries the record is archived and gone: before that publish it to the dead-letter topic yourself and acknowledge REJECT (deliveryCount() tells). The broker does it from 4.4. ${HEADERS}`,
    },
    nativeDeadLetterTopic: native ? topic.name : null,
    figures: ratesOf(premises, [SHARE_DELIVERIES]),
  };
}

function connect(premises: Premises, sizing: Sizing): Failures {
  const topic = inUse(deadLetterTopic(premises, sizing), premises.told.deadLetters);
  return {
    design: {
      blocking_retry:
        'errors.retry.timeout bounds retries of converters and transforms; a connector that throws RetriableException is given the same records again.',
      retries_in_place: 0,
      topics: [topic],
      keeps_order: true,
      says: 'Records that a converter or transform cannot handle go to the dead-letter topic with the error in their headers. Errors of the sink itself stop the task, unless the connector reports them (ErrantRecordReporter).',
    },
    nativeDeadLetterTopic: topic.name,
    figures: [],
  };
}

function streams(premises: Premises, sizing: Sizing): Failures {
  const topic = inUse(deadLetterTopic(premises, sizing), premises.told.deadLetters);
  const native = atLeast(premises.clientRelease, '4.2');
  return {
    design: {
      blocking_retry:
        'A time-out towards the brokers is retried for task.timeout.ms; other calls inside a processor block its thread and its poll budget, so keep them out.',
      retries_in_place: 0,
      topics: [topic],
      keeps_order: true,
      says: native
        ? 'Records that cannot be decoded are skipped and sent to the dead-letter topic by the exception handler.'
        : `This release has no dead-letter topic of its own (from 4.2): catch errors in the topology and send those records to it with to(). ${HEADERS}`,
    },
    nativeDeadLetterTopic: native ? topic.name : null,
    figures: [],
  };
}

/** The dead-letter topic that the configuration names stays: somebody watches it. */
const inUse = (topic: FailureTopic, told: Told<string> | null): FailureTopic =>
  told === null ? topic : { ...topic, name: told.value };

const retryTopics = (premises: Premises, sizing: Sizing): FailureTopic[] =>
  RETRIES.map(({ suffix, delayMs }) => ({
    name: topicName(premises, suffix),
    kind: 'retry' as const,
    delay_ms: delayMs,
    partitions: Math.min(sizing.partitions, Math.max(FEW_PARTITIONS, retryConsumers(premises))),
    retention_ms: RETRY_RETENTION_MS,
  }));

/** Consumers that the failed share of the traffic keeps busy. Source: Little's law. */
const retryConsumers = ({ rate, failureShare, meanMs }: Premises): number =>
  rate === null ? 0 : ceiling((rate.value * failureShare.value * meanMs.value) / 1_000 / UTILISATION);

const deadLetterTopic = (premises: Premises, sizing: Sizing): FailureTopic => ({
  name: topicName(premises, 'dlq'),
  kind: 'dead_letter',
  delay_ms: null,
  partitions: Math.min(sizing.partitions, FEW_PARTITIONS),
  retention_ms: deadLetterRetentionMs(premises.retentionHours.value * HOUR_MS),
});

/** Twice as long as the topic keeps a record, within limits; of what must be gone by a deadline its caller knows. */
export const deadLetterRetentionMs = (retentionMs: number): number =>
  Math.min(DEAD_LETTER_RETENTION_MS.most, Math.max(DEAD_LETTER_RETENTION_MS.least, 2 * retentionMs));

/** `<topic>.<group>.retry-1m`, with the group's part cut where the whole would be too long for a topic. */
function topicName({ topic, group }: Premises, suffix: string): string {
  const room = LONGEST_TOPIC_NAME - suffix.length - 2;
  const groupPart = group.replaceAll(/[^A-Za-z0-9._-]/g, '-').slice(0, Math.floor(room / 2));
  return `${topic.slice(0, room - groupPart.length)}.${groupPart}.${suffix}`;
}

function shareDeadLetterName(premises: Premises): string {
  const name = topicName(premises, 'dlq').slice(0, -'.dlq'.length);
  return `${SHARE_DEAD_LETTER_PREFIX}${name}`;
}

/** `λ·pᵏ`: what is left after k failed attempts, one figure for each topic. Source: derived. */
function ratesOf({ rate, failureShare }: Premises, failedAttempts: readonly number[]): Figure[] {
  if (rate === null) return [];
  return failedAttempts.map((attempts, index) => ({
    name: index === failedAttempts.length - 1 ? 'dead_letters_per_s' : `retry_${index + 1}_messages_per_s`,
    value: rounded(rate.value * failureShare.value ** attempts),
    formula: `${perSecond(rate.value)} × ${show(failureShare.value)}${attempts === 1 ? '' : ` ^ ${attempts} attempts`}`,
    inputs: [inputOf(rate), inputOf(failureShare)],
    source: 'derived: attempts that fail independently; what fails longer comes on top',
  }));
}
