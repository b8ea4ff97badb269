import type { Figure } from '../advice/figure.ts';
import { atLeast } from '../configs/release.ts';
import { ceiling } from '../partitions/arithmetic.ts';
import { show } from '../words.ts';
import type { Told } from './from-config.ts';
import type { FailureDesign, FailureTopic } from './plan-types.ts';
import type { PollBudget } from './polling.ts';
import { inputOf, type Premises } from './premises.ts';
import type { ProtocolChoice } from './protocol.ts';
import { type Sizing, UTILISATION } from './sizing.ts';
import { rounded, SOURCE, seconds } from './words.ts';

/** What happens to a record that fails. */
export interface Failures {
  readonly design: FailureDesign;
  /** null: the broker, Streams or Connect has no native one in this release, or none is needed. */
  readonly nativeDeadLetterTopic: string | null;
  /** Time that retries in place may take within the poll budget. */
  readonly blockingMs: number;
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
/** Deliveries of a record in a share group before it is archived. Source: GroupCoordinatorConfig. */
export const SHARE_DELIVERIES = 5;
/** Longest stop of a partition that retries in place should cause: rule of thumb. */
const LONGEST_BLOCK_MS = 60_000;

const HEADERS =
  'Headers of every failed record: original topic, partition, offset, timestamp, group, exception and attempts; key and bytes unchanged.';

/** Retry and dead-letter topology: in place where order matters, by topics where it does not, native where the runtime has one. */
export function failuresOf(
  premises: Premises,
  { protocol }: ProtocolChoice,
  sizing: Sizing,
  poll: PollBudget,
): Failures {
  const blockingMs = blockingOf(poll);
  const attempts = attemptsWithin(blockingMs);
  const backOff =
    attempts === 0
      ? 'No time for a retry inside the poll budget: pause() the partition and retry between polls.'
      : `Transient error of the infrastructure: retry in place after 1, 2, 4 … s, ${show(attempts)} ${attempts === 1 ? 'time' : 'times'}, ${seconds((2 ** attempts - 1) * 1_000)} in all; longer only with pause() between polls.`;
  if (protocol === 'share') return shared(premises, sizing);
  if (premises.client === 'connect') return connect(premises, sizing);
  if (premises.client === 'streams') return streams(premises, sizing);
  if (premises.latestOnly) return latestOnly(premises, sizing, poll, blockingMs, backOff, attempts);
  if (premises.ordered)
    return {
      design: {
        blocking_retry: backOff,
        topics: [deadLetterTopic(premises, sizing)],
        keeps_order: true,
        says: `Order matters, so a failed record holds its partition while it is retried. When it moves to the dead-letter topic, park later records of its key there too, or stop. A record that cannot be decoded goes there at once. ${HEADERS}`,
      },
      nativeDeadLetterTopic: null,
      blockingMs,
      figures: [blockingFigure(blockingMs, poll), ...ratesOf(premises, [attempts + 1])],
    };
  return {
    design: {
      blocking_retry: backOff,
      topics: [...retryTopics(premises, sizing), deadLetterTopic(premises, sizing)],
      keeps_order: false,
      says: `Error of one record: publish it to the next topic, then commit the original, so its partition moves on. Each retry topic has one constant delay: its consumer pauses until record time + delay. A record that cannot be decoded goes straight to the dead-letter topic. ${HEADERS}`,
    },
    nativeDeadLetterTopic: null,
    blockingMs,
    figures: [
      blockingFigure(blockingMs, poll),
      ...ratesOf(premises, [...RETRIES.map((_, stage) => stage + 1), RETRIES.length + 1]),
    ],
  };
}

/** Of a compacted topic: a record that is tried again later would put an older value over a newer one. */
function latestOnly(
  premises: Premises,
  sizing: Sizing,
  poll: PollBudget,
  blockingMs: number,
  backOff: string,
  attempts: number,
): Failures {
  return {
    design: {
      blocking_retry: backOff,
      topics: [deadLetterTopic(premises, sizing)],
      keeps_order: true,
      says: `Only the latest value of a key counts, so no retry topics: they would put an older value over a newer one. A failed record holds its partition while it is retried, then it moves to the dead-letter topic. Before one is applied from there, compare its version or offset with what is stored, and drop what is older. ${HEADERS}`,
    },
    nativeDeadLetterTopic: null,
    blockingMs,
    figures: [blockingFigure(blockingMs, poll), ...ratesOf(premises, [attempts + 1])],
  };
}

/** What the slowest batch leaves of the interval, at most a minute: longer stops of a partition are lag. */
const blockingOf = ({ intervalMs, batchMs }: PollBudget): number =>
  Math.max(0, Math.min(LONGEST_BLOCK_MS, intervalMs - batchMs));

/** Back-offs of 1, 2, 4 … s that fit. */
const attemptsWithin = (ms: number): number => Math.floor(Math.log2(ms / 1_000 + 1));

function shared(premises: Premises, sizing: Sizing): Failures {
  const native = atLeast(premises.release, '4.4');
  const topic = { ...deadLetterTopic(premises, sizing), ...(native ? { name: shareDeadLetterName(premises) } : {}) };
  return {
    design: {
      blocking_retry: `acknowledge(record, RELEASE) gives it to any member again, up to ${SHARE_DELIVERIES} deliveries; no other record waits.`,
      topics: [topic],
      keeps_order: false,
      says: native
        ? `After ${SHARE_DELIVERIES} deliveries or REJECT the broker moves the record to the dead-letter topic. Create it with errors.deadletterqueue.group.enable=true; share.version must be 2.`
        : `After ${SHARE_DELIVERIES} deliveries the record is archived and gone: before that publish it to the dead-letter topic yourself and acknowledge REJECT (deliveryCount() tells). The broker does it from 4.4. ${HEADERS}`,
    },
    nativeDeadLetterTopic: native ? topic.name : null,
    blockingMs: 0,
    figures: ratesOf(premises, [SHARE_DELIVERIES]),
  };
}

function connect(premises: Premises, sizing: Sizing): Failures {
  const topic = inUse(deadLetterTopic(premises, sizing), premises.told.deadLetters);
  return {
    design: {
      blocking_retry:
        'errors.retry.timeout bounds retries of converters and transforms; a connector that throws RetriableException is given the same records again.',
      topics: [topic],
      keeps_order: true,
      says: 'Records that a converter or transform cannot handle go to the dead-letter topic with the error in their headers. Errors of the sink itself stop the task, unless the connector reports them (ErrantRecordReporter).',
    },
    nativeDeadLetterTopic: topic.name,
    blockingMs: 0,
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
      topics: [topic],
      keeps_order: true,
      says: native
        ? 'Records that cannot be decoded are skipped and sent to the dead-letter topic by the exception handler.'
        : `This release has no dead-letter topic of its own (from 4.2): catch errors in the topology and send those records to it with to(). ${HEADERS}`,
    },
    nativeDeadLetterTopic: native ? topic.name : null,
    blockingMs: 0,
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
  retention_ms: Math.min(
    DEAD_LETTER_RETENTION_MS.most,
    Math.max(DEAD_LETTER_RETENTION_MS.least, 2 * premises.retentionHours.value * HOUR_MS),
  ),
});

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
    formula: `${show(rate.value)} messages/s × ${show(failureShare.value)}${attempts === 1 ? '' : ` ^ ${attempts} attempts`}`,
    inputs: [inputOf(rate), inputOf(failureShare)],
    source: 'derived: attempts that fail independently; poison records come on top',
  }));
}

const blockingFigure = (blockingMs: number, { bound, intervalMs, batchMs }: PollBudget): Figure => ({
  name: 'blocking_retry_budget_ms',
  value: blockingMs,
  formula: `min(${show(LONGEST_BLOCK_MS)} ms, ${show(intervalMs)} ms − ${show(batchMs)} ms at the slowest)`,
  inputs: [`${bound} = ${intervalMs}`, `poll_budget_ms = ${batchMs}`],
  source: SOURCE.ruleOfThumb,
});
