import { atLeast } from '../configs/release.ts';
import type { Premises } from './premises.ts';

type Pitfall = readonly [matters: (premises: Premises) => boolean, says: string];

const transactional = ({ transactional: it }: Premises) => it;
const ownLoop = ({ client, transactional: it }: Premises) =>
  it && (client === 'java' || client === 'librdkafka' || client === 'kafkajs');

/** Source: kafka://guidelines/delivery-semantics; Apache Kafka 4.4 design and transaction-protocol. */
const pitfalls: readonly Pitfall[] = [
  [
    ownLoop,
    'After an abort the position has moved and the output is gone: without a seek to the committed offsets, records are lost.',
  ],
  [
    ({ client, sources }) =>
      sources.includes('kafka') && (client === 'java' || client === 'librdkafka' || client === 'kafkajs'),
    'Offsets that are lost or expired (7 d after the group became empty) start at auto.offset.reset: earliest does everything again, latest skips.',
  ],
  [
    (premises) =>
      ownLoop(premises) &&
      premises.sinks.some((sink) => sink === 'database' || sink === 'http_api' || sink === 'email_or_payment'),
    'A record that the deduplication table knows still needs its Kafka output: skip the outside effect only, not the send, for the transaction may have aborted after it.',
  ],
  [ownLoop, 'Retry and dead-letter records are sent in the same transaction as the offset, else they double.'],
  [
    ({ client, transactional: it }) => it && client === 'flink',
    'Flink writes at the end of a checkpoint what it pre-committed: a job that stays down longer than transaction.timeout.ms loses that.',
  ],
  [
    // Source: flink-connector-kafka 4.0, TransactionNamingStrategy; FLINK-34554.
    ({ client, transactional: it, told }) => it && client === 'flink' && !told.poolsIds,
    'KafkaSink takes a new transactional id for each checkpoint: brokers keep them for 7 d (transactional.id.expiration.ms), and short intervals fill their memory. Way out: setTransactionNamingStrategy(TransactionNamingStrategy.POOLING) of connector 4.0 (the job then needs the right to list transactions, and cannot go back), or longer intervals.',
  ],
  [
    ({ client, transactional: it, release }) => it && client === 'flink' && atLeast(release, '4.1'),
    'Two-phase commit in Kafka itself (KIP-939, transaction.two.phase.commit.enable) exists since 4.1 and is off; it drops the timeout, so a dead job then blocks readers until somebody ends its transaction.',
  ],
  [
    ({ client, transactional: it }) => it && client === 'streams',
    'A call from a processor (HTTP, database, mail) is outside the transaction and may run twice.',
  ],
  [
    ({ client, transactional: it }) => it && client === 'connect_source',
    'Turning exactly-once on takes two rolls of the workers; a worker that is not on it makes the connector fail.',
  ],
  [
    transactional,
    'One open transaction stops read_committed readers of its partitions; log-end lag then grows while nothing can be read.',
  ],
  [transactional, 'Markers take offsets: gaps, and a lag of 1 on a quiet topic, are normal.'],
  [
    ({ transactional: it, release }) => it && !atLeast(release, '4.0'),
    'Before transaction.version 2 (4.0) a late write can join the next transaction of the same producer or leave one hanging; compaction stops at it.',
  ],
  [
    ({ sources, client, transactional: it, told: { connector } }) =>
      it &&
      client === 'connect_source' &&
      (connector === null || connector.isDebezium) &&
      (sources.includes('database') || sources.includes('outbox')),
    "Debezium's page on exactly-once lists open issues (KAFKA-17734, -17754, -17582): dedupe by id all the same.",
  ],
  [
    ({ client, sinks }) => client === 'connect_sink' && sinks.includes('database'),
    'errors.tolerance=all without a dead-letter topic drops records in silence: that is at most once.',
  ],
];

/** Only those that this pipeline can fall into. */
export const pitfallsOf = (premises: Premises): readonly string[] =>
  pitfalls.flatMap(([matters, says]) => (matters(premises) ? [says] : []));
