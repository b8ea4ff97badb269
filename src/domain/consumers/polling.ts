import type { Figure } from '../advice/figure.ts';
import { maxPollRecords } from '../formulas/polling.ts';
import { ceiling } from '../partitions/arithmetic.ts';
import { count, show } from '../words.ts';
import { kafkajsTimingOf } from './kafkajs-timing.ts';
import { inputOf, type Premises } from './premises.ts';
import type { ProtocolChoice } from './protocol.ts';
import { rounded, SOURCE } from './words.ts';

/** How many records one poll may return, and how long they may take. */
export interface PollBudget {
  /** What bounds it: max.poll.interval.ms; of a share group the record lock, of kafkajs the session. */
  readonly bound: 'max.poll.interval.ms' | 'share.record.lock.duration.ms' | 'sessionTimeout';
  readonly intervalMs: number;
  readonly records: number;
  /** records × p99; of a loop that hands off, the slowest record. */
  readonly batchMs: number;
  /** transaction.timeout.ms that the records of one transaction keep; null: no transaction of the application's own. */
  readonly transactionMs: number | null;
  /** Fewer records than the poll budget allows, since all members of a share group hold no more at once. */
  readonly byLocks: boolean;
  /** The rule leaves fewer records than the client's default. */
  readonly binds: boolean;
  /** Not even one record fits at its 99th percentile, with or without safety. */
  readonly oneRecordTooSlow: boolean;
  readonly formula: string;
  readonly source: string;
}

const DEFAULT_INTERVAL_MS = 300_000;
const DEFAULT_RECORDS = 500;
/** Streams' own default for its consumers. Source: StreamsConfig. */
const STREAMS_RECORDS = 1_000;
/** A classic rebalance waits as long as the slowest member may poll; above this a hang is noticed too late: rule of thumb. */
const LONGEST_INTERVAL_MS = 900_000;
/** Lock of a share group's record: default and the broker's upper bound. Source: GroupCoordinatorConfig. */
const DEFAULT_LOCK_MS = 30_000;
const LONGEST_LOCK_MS = 60_000;
const MINUTE_MS = 60_000;
/** transaction.timeout.ms by default, and the most that brokers allow by default. Source: Apache Kafka 4.3 ProducerConfig, TransactionStateManagerConfig. */
const DEFAULT_TRANSACTION_MS = 60_000;
const LONGEST_TRANSACTION_MS = 900_000;

/** librdkafka and kafkajs hand out one message at a time, so one is what must fit. */
export const handsOutOne = (client: Premises['client']): boolean => client === 'librdkafka' || client === 'kafkajs';

/** Messages that are handed out one at a time share a transaction for so long: its commit is 1 % of that. Rule of thumb. */
export const TRANSACTION_INTERVAL_MS = 1_000;
/** Work that one commit in advance pays for: the commit is 5 % of it, and a crash loses no more than that. Rule of thumb. */
export const COMMITTED_AHEAD_MS = 200;

/** `⌊0.5 × interval ÷ p99⌋`, never above the default; the interval grows where one record needs more than half of it. */
export function pollBudgetOf(premises: Premises, { protocol }: ProtocolChoice): PollBudget {
  const { p99Ms, client } = premises;
  const shared = protocol === 'share';
  const transactionMs = transactionOf(premises, shared);
  const ahead = premises.delivery === 'at_most_once' && handsOutOne(client);
  if (client === 'kafkajs') {
    const { sessionMs } = kafkajsTimingOf(premises);
    const one = oneAtATime(p99Ms.value, 'sessionTimeout', sessionMs, transactionMs);
    return ahead ? committedAhead(one, premises) : one;
  }
  if (premises.handsOff && !shared && transactionMs === null && client !== 'streams' && client !== 'connect') {
    const loop = handingOff(p99Ms.value, client === 'java' ? DEFAULT_RECORDS : 1);
    return ahead ? { ...committedAhead(loop, premises), batchMs: p99Ms.value } : loop;
  }
  const byDefault = shared ? DEFAULT_LOCK_MS : DEFAULT_INTERVAL_MS;
  const longest = shared ? LONGEST_LOCK_MS : LONGEST_INTERVAL_MS;
  const wanted = Math.ceil((2 * p99Ms.value) / MINUTE_MS) * MINUTE_MS;
  const oneRecordTooSlow = 2 * p99Ms.value > longest;
  const tooSlowMs = shared ? longest : byDefault;
  const intervalMs =
    2 * p99Ms.value <= byDefault ? byDefault : oneRecordTooSlow ? tooSlowMs : Math.min(wanted, longest);
  const bound = shared ? 'share.record.lock.duration.ms' : 'max.poll.interval.ms';
  if (handsOutOne(client)) {
    const one = { ...oneAtATime(p99Ms.value, bound, intervalMs, transactionMs), oneRecordTooSlow };
    return ahead ? committedAhead(one, premises) : one;
  }
  const limitMs = Math.min(intervalMs, transactionMs ?? intervalMs);
  const computed = maxPollRecords({ maxPollIntervalMs: limitMs, p99MsPerRecord: p99Ms.value });
  const most = client === 'streams' ? STREAMS_RECORDS : DEFAULT_RECORDS;
  const records = Math.min(most, computed.value);
  return {
    bound,
    intervalMs,
    records,
    batchMs: records * p99Ms.value,
    transactionMs,
    byLocks: false,
    binds: records < most,
    oneRecordTooSlow,
    formula: computed.value > most ? `min(${show(most)} default, ${computed.formula})` : computed.formula,
    source:
      limitMs < intervalMs
        ? 'Apache Kafka ProducerConfig: transaction.timeout.ms; safety by rule of thumb'
        : computed.source,
  };
}

/** One transaction takes what one poll brings, and is aborted by the coordinator when it lasts longer. Streams commits by interval. */
function transactionOf({ delivery, client, p99Ms }: Premises, shared: boolean): number | null {
  if (delivery !== 'exactly_once' || shared || client === 'streams' || client === 'connect') return null;
  const wanted = Math.ceil((2 * p99Ms.value) / MINUTE_MS) * MINUTE_MS;
  return Math.min(LONGEST_TRANSACTION_MS, Math.max(DEFAULT_TRANSACTION_MS, wanted));
}

/** Records of one partition that a share group holds at once by default, from 4.1 on. Source: Apache Kafka ShareGroupConfig. */
export const LOCKS_OF_A_PARTITION = 2_000;

/** What the members of a share group may hold at once, shared out: where a poll takes more, some of them get nothing. Source: derived. */
export function withinLocks(
  poll: PollBudget,
  { p99Ms }: Premises,
  { partitions, active }: { readonly partitions: number; readonly active: number },
): PollBudget {
  const records = Math.max(1, Math.floor((partitions * LOCKS_OF_A_PARTITION) / Math.max(1, active)));
  if (records >= poll.records) return poll;
  return {
    ...poll,
    records,
    batchMs: records * p99Ms.value,
    byLocks: true,
    binds: true,
    formula: `⌊${count(partitions, 'partition')} × ${show(LOCKS_OF_A_PARTITION)} record locks ÷ ${count(active, 'member')}⌋`,
    source: 'Apache Kafka ShareGroupConfig: group.share.partition.max.record.locks; derived: shared out',
  };
}

/** The loop polls on while other threads work, so no record holds it up. A transaction still ends with the last of its records. */
const handingOff = (p99Ms: number, records: number): PollBudget => ({
  bound: 'max.poll.interval.ms',
  intervalMs: DEFAULT_INTERVAL_MS,
  records,
  batchMs: p99Ms,
  transactionMs: null,
  byLocks: false,
  binds: false,
  oneRecordTooSlow: false,
  formula: `${show(records)} by default: other threads do the work, and the loop polls on`,
  source: SOURCE.consumerConfig,
});

const oneAtATime = (
  p99Ms: number,
  bound: PollBudget['bound'],
  intervalMs: number,
  transactionMs: number | null,
): PollBudget => ({
  bound,
  intervalMs,
  records: 1,
  batchMs: p99Ms,
  transactionMs,
  byLocks: false,
  binds: false,
  oneRecordTooSlow: p99Ms >= intervalMs,
  formula: '1: the client hands out one message at a time',
  source: bound === 'sessionTimeout' ? SOURCE.kafkajs : SOURCE.librdkafka,
});

/** One commit for several messages, before their work; as many as the time bound of the client holds at their slowest. */
function committedAhead(one: PollBudget, { meanMs, p99Ms }: Premises): PollBudget {
  const fitting = maxPollRecords({ maxPollIntervalMs: one.intervalMs, p99MsPerRecord: p99Ms.value });
  const records = Math.min(ceiling(COMMITTED_AHEAD_MS / meanMs.value), fitting.value);
  return {
    ...one,
    records,
    batchMs: records * p99Ms.value,
    formula: `min(⌈${show(COMMITTED_AHEAD_MS)} ms ÷ ${show(meanMs.value)} ms⌉, ${fitting.formula})`,
    source: SOURCE.ruleOfThumb,
  };
}

/** The numbers of the budget. */
export const pollFigures = (
  premises: Premises,
  { bound, batchMs, records, intervalMs, transactionMs, ...budget }: PollBudget,
): Figure[] => [
  ...(handsOutOne(premises.client)
    ? premises.delivery === 'at_most_once'
      ? [
          {
            name: 'records_of_one_commit',
            value: records,
            formula: budget.formula,
            inputs: [inputOf(premises.meanMs), inputOf(premises.p99Ms), `${bound} = ${intervalMs}`],
            source: budget.source,
          },
        ]
      : []
    : [
        {
          name: 'max_poll_records',
          value: records,
          formula: budget.formula,
          inputs: [
            inputOf(premises.p99Ms),
            `${bound} = ${intervalMs}`,
            ...(transactionMs === null ? [] : [`transaction.timeout.ms = ${transactionMs}`]),
          ],
          source: budget.source,
        },
      ]),
  {
    name: 'poll_budget_ms',
    value: rounded(batchMs),
    formula: `${batchMs === premises.p99Ms.value ? '1 record' : count(records, 'record')} × ${show(premises.p99Ms.value)} ms, of ${show(intervalMs)} ms ${bound}`,
    inputs: [inputOf(premises.p99Ms)],
    source: budget.source,
  },
  ...(transactionMs === null
    ? []
    : [
        {
          name: 'transaction_timeout_ms',
          value: transactionMs,
          formula: `max(${show(DEFAULT_TRANSACTION_MS)} ms default, 2 × ${show(premises.p99Ms.value)} ms up to the next minute), at most ${show(LONGEST_TRANSACTION_MS)} ms`,
          inputs: [inputOf(premises.p99Ms)],
          source: 'Apache Kafka ProducerConfig; safety by rule of thumb',
        },
      ]),
];
