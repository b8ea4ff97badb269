import type { Figure } from '../advice/figure.ts';
import { LEAST_COMMIT_MS, recordsReadAgain } from '../formulas/delivery.ts';
import { ceiling } from '../partitions/arithmetic.ts';
import { count, percent, show } from '../words.ts';
import type { Premise } from './premise.ts';
import type { Premises } from './premises.ts';
import type { Producers } from './producers.ts';
import type { PipelineClient } from './request.ts';
import { originOf, rate, time } from './words.ts';

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

const committers = ({ value, noun }: Producers): string => count(value, noun);

/** From commit to commit, as it can be had. */
const cycleOf = ({ value }: Premise): number => Math.max(value, LEAST_COMMIT_MS);

/** `200 ms`, `10 ms (the least that a commit takes)`. */
const cycleWords = (interval: Premise): string =>
  `${show(cycleOf(interval))} ms${interval.value < LEAST_COMMIT_MS ? ' (the least that a commit takes)' : ''}`;

const said = (premise: Premise) => `${premise.name} = ${show(premise.value)} (${originOf(premise)})`;

/** What transactions cost this pipeline; nothing but the deduplication table where it has none. */
export function costsOf(premises: Premises): Costs {
  const dedupe = deduplicationOf(premises);
  const remembering = dedupe.map(
    ({ value }) =>
      `Remembering ids for as long as a replay can reach back, 7 d by default, takes ${show(value)} rows, about ${size(value)}; an upsert by id and version needs none.`,
  );
  if (!premises.transactional)
    return { figures: dedupe, says: ['No transaction of its own: no markers, no wait for commits.', ...remembering] };
  const rates = transactionRates(premises);
  return {
    figures: [...rates.figures, ...waits(premises), ...memory(premises), ...dedupe],
    says: [...rates.says, ...idSentences(premises), ...waitSentences(premises), ...remembering],
  };
}

/** The unit that leaves a number above 1. */
function size(rows: number): string {
  const bytes = rows * BYTES_PER_ID;
  const [unit, of] =
    bytes >= 1e9 ? (['GB', 1e9] as const) : bytes >= 1e6 ? (['MB', 1e6] as const) : (['kB', 1e3] as const);
  return `${show(Number((bytes / of).toFixed(1)))} ${unit} at ${BYTES_PER_ID} bytes`;
}

function transactionRates({ client, committing, outputPartitions, interval, messagesPerS }: Premises): Costs {
  const most = (committing.value * 1_000) / cycleOf(interval);
  // A transaction without a record is not begun, or leaves no marker.
  const commits = Math.min(most, messagesPerS?.value ?? most);
  const perCommit = messagesPerS === null ? null : messagesPerS.value / commits;
  // A transaction of three records touches at most three partitions.
  const touched =
    perCommit === null ? outputPartitions.value : Math.min(outputPartitions.value, Math.max(1, ceiling(perCommit)));
  // Flink and Connect keep positions elsewhere: in the checkpoint, and in the offsets topic of the source.
  const others = client === 'flink' ? 0 : 1;
  const markers = touched + others;
  const control = commits * markers;
  const offsets = others === 0 ? '' : ' + 1 for the offsets';
  const perInterval = `${committers(committing)} × 1,000 ÷ ${cycleWords(interval)}`;
  const commitFigure: Figure = {
    name: 'commits_per_s',
    value: round(commits),
    formula:
      messagesPerS === null || commits === most
        ? perInterval
        : `min(${perInterval} = ${show(round(most))}, ${rate(messagesPerS.value)}): a transaction needs a record`,
    inputs: [
      said(committing),
      said(interval),
      ...(messagesPerS === null || commits === most ? [] : [said(messagesPerS)]),
    ],
    source: 'derived: producers ÷ commit interval',
  };
  const markerFigure: Figure = {
    name: 'markers_per_commit',
    value: markers,
    formula:
      touched < outputPartitions.value
        ? `min(${count(outputPartitions.value, 'output partition')}, ${count(round(perCommit ?? 0), 'record')} a commit) = ${touched}${offsets}`
        : `${count(outputPartitions.value, 'output partition')}${offsets}`,
    inputs: [said(outputPartitions), ...(messagesPerS === null ? [] : [said(messagesPerS)])],
    source: 'Apache Kafka design: one control record a partition of the transaction',
  };
  const controlFigure: Figure = {
    name: 'control_records_per_s',
    value: round(control),
    formula: `${show(round(commits))} commits/s × ${count(markers, 'marker')}`,
    inputs: [said(committing), said(interval), said(outputPartitions)],
    source: 'derived: product',
  };
  const stateFigure: Figure = {
    name: 'transaction_state_records_per_s',
    value: round(commits * STATE_RECORDS),
    formula: `${show(round(commits))} commits/s × ${STATE_RECORDS} (ongoing, prepare, complete)`,
    inputs: [said(committing), said(interval)],
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
            formula: `${show(round(control))} ÷ (${show(round(control))} + ${rate(messagesPerS.value)})`,
            inputs: [said(messagesPerS), said(interval)],
            source: 'derived: share of all records',
          },
        ];
  return {
    figures: [commitFigure, markerFigure, controlFigure, ...shareFigure, stateFigure],
    says: [
      `${show(round(commits))} commits/s, each with ${count(markers, 'marker')}: ${show(round(control))} control records/s${share === null ? '' : `, ${share < 0.001 ? 'less than 0.1 %' : percent(share)} of all records`}, and at least ${show(round(commits * STATE_RECORDS))} records/s in __transaction_state.`,
    ],
  };
}

function waits({
  client,
  committing,
  interval,
  timeoutMs,
  timeoutRule,
  timeoutSource,
  messagesPerS,
}: Premises): readonly Figure[] {
  const blockedMs = timeoutMs + ABORT_SCAN_MS;
  const again =
    messagesPerS === null
      ? null
      : recordsReadAgain({ messagesPerS: messagesPerS.value, commitIntervalMs: cycleOf(interval) });
  return [
    {
      name: 'added_latency_ms',
      value: round(cycleOf(interval)),
      formula: `up to one commit interval, ${cycleWords(interval)}; half of it on average`,
      inputs: [said(interval)],
      source: 'derived: read_committed shows records at the commit',
    },
    {
      name: 'transaction_timeout_ms',
      value: timeoutMs,
      formula: timeoutRule,
      inputs: [said(interval)],
      source: timeoutSource,
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
            formula: `${rate(messagesPerS.value)} × ${time(blockedMs)}, when it has touched every output partition`,
            inputs: [said(messagesPerS)],
            source: 'derived: readers stop at the last stable offset',
          },
          client === 'flink'
            ? {
                name: 'records_done_again_after_an_abort',
                value: round(again.value),
                formula: `${again.formula}; a failure restarts every subtask that a shuffle connects`,
                inputs: [said(messagesPerS), said(interval)],
                source: 'Flink docs, task failure recovery: a pipelined region restarts as a whole',
              }
            : {
                name: 'records_done_again_after_an_abort',
                value: round(again.value / committing.value),
                formula: `${again.formula} ÷ ${committers(committing)}`,
                inputs: [said(messagesPerS), said(interval), said(committing)],
                source: again.source,
              },
        ]),
  ];
}

/** producer.id.expiration.ms, 24 h: a broker remembers a producer's last batches so long. */
function memory(premises: Premises): readonly Figure[] {
  const { committing, outputPartitions } = premises;
  if (takesNewIds(premises)) return memoryOfNewIds(premises);
  return [
    {
      name: 'producer_state_entries',
      value: committing.value * outputPartitions.value,
      formula: `${count(committing.value, 'transactional id')} × ${count(outputPartitions.value, 'output partition')}, kept 24 h`,
      inputs: [said(committing), said(outputPartitions)],
      source: 'Apache Kafka broker configuration: producer.id.expiration.ms',
    },
  ];
}

/** A sink of Flink takes a new id at each checkpoint, unless it pools them. Source: flink-connector-kafka, TransactionNamingStrategy: DEFAULT is INCREMENTING. */
const takesNewIds = ({ client, told }: Premises): boolean => client === 'flink' && !told.poolsIds;

const DAY_S = 86_400;
/** transactional.id.expiration.ms. Source: Apache Kafka broker configuration, 3.0–4.4. */
const ID_KEPT_D = 7;

const idsADay = ({ committing, interval }: Premises): number =>
  Math.round((committing.value * DAY_S * 1_000) / cycleOf(interval));

function memoryOfNewIds(premises: Premises): readonly Figure[] {
  const { committing, interval, outputPartitions, messagesPerS } = premises;
  const ids = idsADay(premises);
  const most = ids * outputPartitions.value;
  const records = messagesPerS === null ? null : messagesPerS.value * DAY_S;
  const written = records !== null && records < most ? Math.ceil(records) : null;
  const product = `${count(ids, 'transactional id')} a day × ${count(outputPartitions.value, 'output partition')}`;
  return [
    {
      name: 'transactional_ids_kept',
      value: ids * ID_KEPT_D,
      formula: `${committers(committing)} × ${show(DAY_S)} s ÷ ${cycleWords(interval)} = ${show(ids)} a day × ${ID_KEPT_D} d`,
      inputs: [said(committing), said(interval), `transactional.id.expiration.ms = ${ID_KEPT_D} d (the default)`],
      source: 'flink-connector-kafka, TransactionNamingStrategy.INCREMENTING: one id for each checkpoint',
    },
    {
      name: 'producer_state_entries',
      value: written ?? most,
      formula:
        written === null
          ? `${product}, kept 24 h`
          : `min(${product} = ${show(most)}, ${show(written)} records a day), kept 24 h`,
      inputs: [
        said(committing),
        said(interval),
        said(outputPartitions),
        ...(messagesPerS === null || written === null ? [] : [said(messagesPerS)]),
      ],
      source: 'Apache Kafka broker configuration: producer.id.expiration.ms',
    },
  ];
}

/** What the ids of a sink of Flink cost the brokers; nothing where they are few for good. */
const idSentences = (premises: Premises): readonly string[] =>
  takesNewIds(premises)
    ? [
        `KafkaSink takes a new transactional id for each checkpoint (INCREMENTING, its default): ${show(idsADay(premises))} a day, and brokers keep each for ${ID_KEPT_D} d in memory.`,
      ]
    : [];

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
      formula: `${rate(messagesPerS.value)} × ${show(RETENTION_S)} s, the retention of a stock topic`,
      inputs: [said(messagesPerS), 'retention = 7 d (assumed)'],
      source: 'derived: duplicates can come for as long as a replay can reach back',
    },
  ];
}

/** What ends the transaction of a dead producer before its timeout. Sources: KIP-98, KIP-618; StateDirectory of Streams 3.0–4.3. */
const ENDED_BY: Readonly<Record<PipelineClient, string>> = {
  java: 'a restart with the same id ends that at once',
  librdkafka: 'a restart with the same id ends that at once',
  kafkajs: 'a restart with the same id ends that at once',
  streams:
    'a restart on the same state.dir with persistent stores keeps the ids and ends that at once, one on an empty disk does not',
  connect_source: 'a restart of the task ends that at once',
  connect_sink: 'nothing of its own is open',
  flink: 'a restore of the job ends that at once',
};

function waitSentences({ client, interval, timeoutMs, messagesPerS }: Premises): readonly string[] {
  const blockedMs = timeoutMs + ABORT_SCAN_MS;
  const held =
    messagesPerS === null ? '' : `, ${count(round((messagesPerS.value * blockedMs) / 1_000), 'record')} at this rate`;
  const cycle = cycleOf(interval);
  return [
    ...(interval.value < LEAST_COMMIT_MS
      ? [
          `A commit every ${time(interval.value)} is not to be had: one is several replicated round trips and takes ${time(LEAST_COMMIT_MS)} or more, so these numbers go by ${time(LEAST_COMMIT_MS)}.`,
        ]
      : []),
    `Readers on read_committed see a record up to ${time(cycle)} later, ${time(cycle / 2)} on average.`,
    `A crash with a transaction open stops them on its partitions for up to ${time(blockedMs)}${held}; ${ENDED_BY[client]}.`,
  ];
}

/** Four significant digits: more would claim a precision that the inputs lack. */
const round = (value: number): number => Number(value.toPrecision(value >= 1_000 ? 6 : 4));
