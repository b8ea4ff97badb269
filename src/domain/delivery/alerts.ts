import type { Alert } from '../consumers/plan-types.ts';
import type { Premises } from './premises.ts';
import type { PipelineClient } from './request.ts';
import { time } from './words.ts';

/** A commit takes tens of milliseconds. [rule of thumb] */
const SLOW_COMMIT_MS = 1_000;
/** Below that a healthy commit would ring the alert, however short the interval. [rule of thumb] */
const LEAST_ALERT_MS = 100;

const METRIC = 'producer metric txn-commit-time-ns-total';
/** The Java producer alone measures it. Sources: KIP-761; STATISTICS.md of librdkafka; instrumentation events of KafkaJS. */
const COMMIT_TIME: Readonly<Record<PipelineClient, string>> = {
  java: METRIC,
  streams: METRIC,
  connect_source: METRIC,
  connect_sink: METRIC,
  flink: METRIC,
  librdkafka: 'time of commit_transaction(), measured in the application',
  kafkajs: 'time of transaction.commit(), measured in the application',
};

/** What to be told about before users are. MBeans: Apache Kafka 4.3, ReplicaManager and producer metrics. */
export function alertsOf(premises: Premises): readonly Alert[] {
  const { transactional, client, timeoutMs, interval, sources, sinks } = premises;
  const lag: Alert = {
    name: 'lag in time',
    condition: 'oldest unread record older than a minute, for 5 min',
    why: 'a stuck handler shows here first',
  };
  const effects: readonly Alert[] = sinks.some((sink) => sink !== 'kafka')
    ? [
        {
          name: 'duplicates refused',
          condition: 'rate of refused ids above its usual level, or always 0',
          why: 'above: something is done again and again; always 0: the check does not work',
        },
      ]
    : [];
  const read = sources.includes('kafka') ? [lag] : [];
  if (!transactional) return [...read, ...effects];
  const own = client === 'java' || client === 'librdkafka' || client === 'kafkajs';
  return [
    {
      name: 'last stable offset stands still',
      condition: `high watermark − last stable offset > 0 and unmoved for ${time(Math.max(timeoutMs, 60_000))} (transaction.timeout.ms is ${time(timeoutMs)})`,
      why: 'an open transaction holds all read_committed readers of the partition back',
    },
    {
      name: 'late transactions',
      condition: 'kafka.server:type=ReplicaManager,name=PartitionsWithLateTransactionsCount > 0',
      why: 'open 5 min beyond the longest timeout: it hangs, and nothing will end it',
    },
    {
      name: 'aborted transactions',
      condition: own
        ? 'aborts ÷ (aborts + commits), counted in the application, > 1 % for 10 min'
        : 'aborts in the log above their usual level',
      why: 'each abort does up to one commit interval of work again',
    },
    {
      name: 'fenced producers',
      condition: 'more than one fenced producer outside a deploy',
      why: 'two instances share a transactional id and will fence each other for ever',
    },
    {
      name: 'commit time',
      condition: `${COMMIT_TIME[client]}: more than ${time(Math.max(LEAST_ALERT_MS, Math.min(interval.value, SLOW_COMMIT_MS)))} a commit, for 5 min`,
      why: 'commits take too long: the transaction coordinator or a partition is slow',
    },
    ...read,
    ...effects,
  ];
}
