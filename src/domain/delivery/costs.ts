import type { Figure } from '../advice/figure.ts';
import { recordsReadAgain } from '../formulas/delivery.ts';
import { ceiling } from '../partitions/arithmetic.ts';
import { percent, show } from '../words.ts';
import type { Premise, Premises } from './premises.ts';
import type { PipelineClient } from './request.ts';
import { time } from './words.ts';

export interface Costs {
  readonly figures: readonly Figure[];
  /** The same in short, for people. */
  readonly says: readonly string[];
}

/** How often a broker looks for transactions that are over their time. Source: broker configuration, 10000 in 3.0–4.4. */
const ABORT_SCAN_MS = 10_000;
/** Ongoing, PrepareCommit and CompleteCommit. Source: transaction coordinator of Apache Kafka 4.3. */
const STATE_RECORDS = 3;
/** retention.ms of a stock topic: how far back a replay reaches. Source: TopicConfig. */
const RETENTION_S = 604_800;
/** A UUID, a timestamp and their index entry. [rule of thumb] */
const BYTES_PER_ID = 100;

/** KafkaJS has a producer for each input partition, all others one an instance. */
const committing = (client: PipelineClient, { value }: Premise): string =>
  `${show(value)} ${client === 'kafkajs' ? 'producers' : 'instances'}`;

const said = ({ name, value, assumed }: Premise) => `${name} = ${show(value)} (${assumed ? 'assumed' : 'given'})`;

/** What transactions cost this pipeline; nothing but the deduplication table where it has none. */
export function costsOf(premises: Premises): Costs {
  const dedupe = deduplicationOf(premises);
  const remembering = dedupe.map(
    ({ value }) =>
      `Remembering ids for as long as a replay can reach back, 7 d by default, takes ${show(value)} rows, about ${gb(value)}; an upsert by id and version needs none.`,
  );
  if (!premises.transactional)
    return { figures: dedupe, says: ['No transaction of its own: no markers, no wait for commits.', ...remembering] };
  const rates = transactionRates(premises);
  return {
    figures: [...rates.figures, ...waits(premises), ...memory(premises), ...dedupe],
    says: [...rates.says, ...waitSentences(premises), ...remembering],
  };
}

const gb = (rows: number) => `${show(Number(((rows * BYTES_PER_ID) / 1e9).toFixed(1)))} GB at ${BYTES_PER_ID} bytes`;

function transactionRates({ client, producers, outputPartitions, interval, messagesPerS }: Premises): Costs {
  const commits = (producers.value * 1_000) / interval.value;
  const perCommit = messagesPerS === null ? null : (messagesPerS.value * interval.value) / 1_000 / producers.value;
  // A transaction of three records touches at most three partitions.
  const touched =
    perCommit === null ? outputPartitions.value : Math.min(outputPartitions.value, Math.max(1, ceiling(perCommit)));
  // Flink and Connect keep positions elsewhere: in the checkpoint, and in the offsets topic of the source.
  const others = client === 'flink' ? 0 : 1;
  const markers = touched + others;
  const control = commits * markers;
  const offsets = others === 0 ? '' : ' + 1 for the offsets';
  const commitFigure: Figure = {
    name: 'commits_per_s',
    value: round(commits),
    formula: `${committing(client, producers)} × 1,000 ÷ ${show(interval.value)} ms`,
    inputs: [said(producers), said(interval)],
    source: 'derived: producers ÷ commit interval',
  };
  const markerFigure: Figure = {
    name: 'markers_per_commit',
    value: markers,
    formula:
      touched < outputPartitions.value
        ? `min(${show(outputPartitions.value)} output partitions, ${show(round(perCommit ?? 0))} records a commit) = ${touched}${offsets}`
        : `${show(outputPartitions.value)} output partitions${offsets}`,
    inputs: [said(outputPartitions), ...(messagesPerS === null ? [] : [said(messagesPerS)])],
    source: 'Apache Kafka design: one control record a partition of the transaction',
  };
  const controlFigure: Figure = {
    name: 'control_records_per_s',
    value: round(control),
    formula: `${show(round(commits))} commits/s × ${markers} markers`,
    inputs: [said(producers), said(interval), said(outputPartitions)],
    source: 'derived: product',
  };
  const stateFigure: Figure = {
    name: 'transaction_state_records_per_s',
    value: round(commits * STATE_RECORDS),
    formula: `${show(round(commits))} commits/s × ${STATE_RECORDS} (ongoing, prepare, complete)`,
    inputs: [said(producers), said(interval)],
    source: 'Apache Kafka transaction coordinator: at least three states a transaction',
  };
  const share = messagesPerS === null ? null : control / (control + messagesPerS.value);
  const shareFigure: Figure[] =
    share === null || messagesPerS === null
      ? []
      : [
          {
            name: 'control_record_share',
            value: round(share),
            formula: `${show(round(control))} ÷ (${show(round(control))} + ${show(messagesPerS.value)} messages/s)`,
            inputs: [said(messagesPerS), said(interval)],
            source: 'derived: share of all records',
          },
        ];
  return {
    figures: [commitFigure, markerFigure, controlFigure, ...shareFigure, stateFigure],
    says: [
      `${show(round(commits))} commits/s, each with ${markers} ${markers === 1 ? 'marker' : 'markers'}: ${show(round(control))} control records/s${share === null ? '' : `, ${share < 0.001 ? 'less than 0.1 %' : percent(share)} of all records`}, and at least ${show(round(commits * STATE_RECORDS))} records/s in __transaction_state.`,
    ],
  };
}

function waits({ client, producers, interval, timeoutMs, timeoutRule, messagesPerS }: Premises): readonly Figure[] {
  const blockedMs = timeoutMs + ABORT_SCAN_MS;
  const again =
    messagesPerS === null
      ? null
      : recordsReadAgain({ messagesPerS: messagesPerS.value, commitIntervalMs: interval.value });
  return [
    {
      name: 'added_latency_ms',
      value: round(interval.value),
      formula: `up to one commit interval, ${show(interval.value)} ms; half of it on average`,
      inputs: [said(interval)],
      source: 'derived: read_committed shows records at the commit',
    },
    {
      name: 'transaction_timeout_ms',
      value: timeoutMs,
      formula: timeoutRule,
      inputs: [said(interval)],
      source: 'rule of thumb',
    },
    {
      name: 'readers_blocked_after_crash_ms',
      value: blockedMs,
      formula: `${show(timeoutMs)} ms transaction.timeout.ms + ${show(ABORT_SCAN_MS)} ms until the next look for expired ones`,
      inputs: [`transaction_timeout_ms = ${show(timeoutMs)} (computed)`],
      source: 'Apache Kafka broker configuration',
    },
    ...(messagesPerS === null || again === null
      ? []
      : [
          {
            name: 'records_held_back_by_one_open_transaction',
            value: round((messagesPerS.value * blockedMs) / 1_000),
            formula: `${show(messagesPerS.value)} messages/s × ${time(blockedMs)}, when it has touched every output partition`,
            inputs: [said(messagesPerS)],
            source: 'derived: readers stop at the last stable offset',
          },
          {
            name: 'records_done_again_after_an_abort',
            value: round(again.value / producers.value),
            formula: `${again.formula} ÷ ${committing(client, producers)}`,
            inputs: [said(messagesPerS), said(interval), said(producers)],
            source: again.source,
          },
        ]),
  ];
}

/** producer.id.expiration.ms, 24 h: a broker remembers a producer's last batches so long. */
function memory({ producers: ids, outputPartitions }: Premises): readonly Figure[] {
  return [
    {
      name: 'producer_state_entries',
      value: ids.value * outputPartitions.value,
      formula: `${show(ids.value)} transactional ids × ${show(outputPartitions.value)} output partitions, kept 24 h`,
      inputs: [said(ids), said(outputPartitions)],
      source: 'Apache Kafka broker configuration: producer.id.expiration.ms',
    },
  ];
}

/** Rows of a deduplication table that covers every way in which duplicates come, replays included. */
function deduplicationOf({ sinks, messagesPerS }: Premises): readonly Figure[] {
  if (
    messagesPerS === null ||
    !sinks.some((sink) => sink === 'database' || sink === 'email_or_payment' || sink === 'http_api')
  )
    return [];
  return [
    {
      name: 'deduplication_rows',
      value: round(messagesPerS.value * RETENTION_S),
      formula: `${show(messagesPerS.value)} messages/s × ${show(RETENTION_S)} s, the retention of a stock topic`,
      inputs: [said(messagesPerS), 'retention = 7 d (assumed)'],
      source: 'derived: duplicates can come for as long as a replay can reach back',
    },
  ];
}

function waitSentences({ interval, timeoutMs, messagesPerS }: Premises): readonly string[] {
  const blockedMs = timeoutMs + ABORT_SCAN_MS;
  const held =
    messagesPerS === null ? '' : `, ${show(round((messagesPerS.value * blockedMs) / 1_000))} records at this rate`;
  return [
    `Readers on read_committed see a record up to ${time(interval.value)} later, ${time(interval.value / 2)} on average.`,
    `A crash with a transaction open stops them on its partitions for up to ${time(blockedMs)}${held}; a restart with the same id ends that at once.`,
  ];
}

/** Four significant digits: more would claim a precision that the inputs lack. */
const round = (value: number): number => Number(value.toPrecision(value >= 1_000 ? 6 : 4));
