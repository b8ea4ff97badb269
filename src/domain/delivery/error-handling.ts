import { atLeast } from '../configs/release.ts';
import type { Told } from '../configs/told.ts';
import type { Premises } from './premises.ts';
import { time } from './words.ts';

/** What to do by class of error in this client. Exception classes: kafka-clients jars 3.0.2–4.4.0. */
export function errorHandlingOf(premises: Premises): readonly string[] {
  const { client, transactional } = premises;
  const tries = (own: Told<number>) => {
    const { setting, value } = premises.told.deliveryTimeoutMs ?? own;
    return `${setting} (${time(value)})`;
  };
  if (client === 'java') return transactional ? javaTransaction(premises) : plain(premises, java(tries(TRIES.java)));
  if (client === 'librdkafka')
    return transactional ? LIBRDKAFKA : plain(premises, librdkafkaPlain(tries(TRIES.librdkafka)));
  if (client === 'kafkajs') return transactional ? KAFKAJS : plain(premises, KAFKAJS_PLAIN);
  if (client === 'connect_source' && !transactional) return CONNECT_PLAIN;
  if (client === 'flink' && !transactional) return FLINK_PLAIN;
  return EMBEDDED[client];
}

/** Without a transaction: what the producer has to look at, and what the consumer. */
interface Plain {
  readonly produce: string;
  readonly consume: string;
}

const plain = ({ sources, sinks }: Premises, { produce, consume }: Plain): readonly string[] => [
  ...(sinks.some((sink) => sink === 'kafka' || sink === 'other_kafka_cluster') ? [produce] : []),
  ...(sources.includes('kafka')
    ? [
        consume,
        'A record that fails for good: into the dead-letter topic, then commit; anything else: pause, back off, try again.',
      ]
    : []),
];

/** How long a producer tries by itself. Sources: ProducerConfig; CONFIGURATION.md of librdkafka 2.15. */
const TRIES = {
  java: { setting: 'delivery.timeout.ms', value: 120_000 },
  librdkafka: { setting: 'message.timeout.ms', value: 300_000 },
} as const;

const java = (tries: string): Plain => ({
  produce: `Look at the result of every send: after ${tries} the record was given up, and nobody else says so.`,
  consume: 'CommitFailedException: the partitions are gone; do not commit again, the new owner does the work again.',
});

const librdkafkaPlain = (tries: string): Plain => ({
  produce: `Look at every delivery report: after ${tries} the record was given up.`,
  consume:
    'A commit that fails with ILLEGAL_GENERATION or UNKNOWN_MEMBER_ID: the partitions are gone; the new owner does the work again.',
});

const KAFKAJS_PLAIN: Plain = {
  produce: 'Await every send: KafkaJSNumberOfRetriesExceeded means that the record was given up.',
  consume:
    'An error of eachMessage is retried and then restarts the consumer; the batch comes again from the last commit.',
};

function javaTransaction({ clientRelease }: Premises): readonly string[] {
  const abortable = atLeast(clientRelease, '3.8') ? 'TransactionAbortableException, or a ' : 'A ';
  return [
    `${abortable}TimeoutException of send or sendOffsetsToTransaction: abortTransaction(), seek every partition to its committed offset, go on with the same producer.`,
    'TimeoutException of commitTransaction(): call commitTransaction() again, or close the producer; an abort is not possible then.',
    atLeast(clientRelease, '4.1')
      ? 'ApplicationRecoverableException (ProducerFenced, InvalidProducerEpoch, InvalidPidMapping, IllegalGeneration, UnknownMemberId, FencedInstanceId) and OutOfOrderSequenceException: close producer and consumer, make new ones, initTransactions(), read from the committed offsets.'
      : 'ProducerFencedException, InvalidProducerEpochException, OutOfOrderSequenceException: close producer and consumer, make new ones, initTransactions(), read from the committed offsets.',
    'CommitFailedException of sendOffsetsToTransaction(): the group has moved on; abort, and poll again.',
    'AuthorizationException, InvalidTxnTimeoutException, UnsupportedVersionException: stop and fix rights or configuration; a retry cannot help.',
  ];
}

const LIBRDKAFKA = [
  'error.txn_requires_abort(): abort_transaction(), seek to the committed offsets, go on.',
  'error.is_retriable(): call the same function again.',
  'error.is_fatal() (fenced, out of sequence): destroy the producer, make a new one, init_transactions().',
];

const KAFKAJS = [
  'Any error between begin and commit: await transaction.abort(), seek to the committed offsets, then rethrow so that the batch is taken again.',
  'PRODUCER_FENCED or INVALID_PRODUCER_EPOCH: another instance owns the partition; disconnect that producer and leave the batch.',
  'Call heartbeat() inside long transactions: KafkaJS sends none while your code runs, and the group moves on after sessionTimeout.',
];

const RESTART = 'a task that stays FAILED needs POST /connectors/<name>/restart?includeTasks=true&onlyFailed=true.';

const CONNECT_PLAIN = [
  `An error that is not retriable fails the task, and nothing restarts it: ${RESTART}`,
  'After a restart it reads again from its last flushed offset: the same records come again, with the same position or id.',
];

const FLINK_PLAIN = [
  'A failed job goes back to its last checkpoint and does again what came after it, outside effects included.',
  'A record that fails for good fails the job again and again: send it to a side output, and count it.',
];

const EMBEDDED = {
  streams: [
    'Streams aborts, closes the task and takes it over again by itself (TaskMigratedException is normal in a rebalance).',
    'Set an uncaught exception handler: REPLACE_THREAD for transient errors, SHUTDOWN_CLIENT for anything in the configuration.',
    'DeserializationExceptionHandler and ProductionExceptionHandler decide about poison records; CONTINUE skips one, so count it.',
  ],
  connect_source: [
    `A task that is fenced fails and is restarted by the next generation; ${RESTART}`,
    'InvalidTxnTimeoutException or an authorization error on the transactional id: fix broker maximum or ACL, then restart the tasks.',
  ],
  connect_sink: [
    'RetriableException of the sink: Connect calls put() again with the same records, so the write has to be idempotent.',
    'Conversion errors go to errors.deadletterqueue.topic.name; errors of the write only if the sink reports them.',
  ],
  flink: [
    'ProducerFencedException on restore: another job uses the prefix, or the transaction expired; with an expired one the pre-committed output is lost.',
    'InvalidTxnTimeoutException: transaction.timeout.ms of KafkaSink (1 h by default) is above the broker maximum (15 min).',
  ],
} as const;
