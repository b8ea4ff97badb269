import { LEAST_COMMIT_MS } from '../formulas/delivery.ts';
import { count, show } from '../words.ts';
import type { Design } from './design.ts';
import type { ConsumersPlan } from './plan-types.ts';
import { COMMITTED_AHEAD_MS, handsOutOne, TRANSACTION_INTERVAL_MS } from './polling.ts';
import { seconds } from './words.ts';

type Commits = ConsumersPlan['commits'];

/** When offsets are committed, as a loop of the client's own calls. */
export function commitsOf(design: Design): Commits {
  const { client } = design.premises;
  if (design.protocol.protocol === 'share') return share();
  if (client === 'streams') return streams(design);
  if (client === 'connect') return connect(design);
  if (client === 'kafkajs') return kafkajs(design);
  return client === 'java' ? java(design) : librdkafka(design);
}

const WHY = {
  at_least_once:
    'Committed after the work: a crash repeats work, it loses none. Make the handler idempotent (event id).',
  at_most_once: 'Committed before the work: a crash loses the batch in hand, it repeats none.',
  exactly_once:
    'Offsets and results are one transaction: readers with read_committed see each input applied once. Effects outside Kafka are not covered; kafka_plan_exactly_once has the producer side.',
} as const;

/** The coordinator aborts what lasts longer, and fences its producer. Source: Apache Kafka 4.3 ProducerConfig. */
const transactionTimeoutOf = ({ premises, poll }: Design, name: string): string =>
  `producer: ${name}=${poll.transactionMs ?? ''}; one transaction takes up to ${seconds(poll.batchMs + (handsOutOne(premises.client) ? TRANSACTION_INTERVAL_MS : 0))}, and one that lasts longer is aborted and done again`;

/** Why it is not one for each message. */
const COMMIT_COSTS = `a commit takes ${seconds(LEAST_COMMIT_MS)} or more`;

function java(design: Design): Commits {
  const { premises, deploys, poll } = design;
  const { delivery, handsOff } = premises;
  const every = seconds(deploys.commitIntervalMs);
  if (delivery === 'exactly_once')
    return {
      strategy: 'sendOffsetsToTransaction in the transaction of the results',
      why: WHY.exactly_once,
      steps: [
        transactionTimeoutOf(design, 'transaction.timeout.ms'),
        'producer.initTransactions() once, at start',
        `records = consumer.poll(Duration): up to ${count(poll.records, 'record')}, one transaction`,
        'producer.beginTransaction(); process; producer.send(result)',
        'producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata())',
        'producer.commitTransaction(); on an abortable error abortTransaction() and seek back to the committed offsets',
      ],
    };
  if (delivery === 'at_most_once')
    return {
      strategy: 'commitSync before processing',
      why: WHY.at_most_once,
      steps: ['records = consumer.poll(Duration)', 'consumer.commitSync()', 'process the records; never seek back'],
    };
  return {
    strategy: `commitAsync after the work, at least every ${every}; commitSync on revoke and close`,
    why: WHY.at_least_once,
    steps: [
      'records = consumer.poll(Duration)',
      ...(handsOff
        ? [
            'records go to other threads by key; of each partition commit up to the lowest offset that is finished; pause() it while too many are open',
          ]
        : []),
      `process; note lastOffset + 1 of each partition that is done; every ${every} within a long batch and after each batch commitAsync(offsets)`,
      'onPartitionsRevoked: finish or drop the record in hand, commitSync(offsets)',
      'onPartitionsLost: drop the work, commit nothing',
      'before close(): commitSync(offsets)',
    ],
  };
}

function librdkafka(design: Design): Commits {
  const { premises, deploys, poll } = design;
  const { delivery } = premises;
  if (delivery === 'exactly_once')
    return {
      strategy: `one transaction for the messages of ${seconds(TRANSACTION_INTERVAL_MS)}, with send_offsets_to_transaction`,
      why: WHY.exactly_once,
      steps: [
        transactionTimeoutOf(design, 'transaction.timeout.ms'),
        'producer.init_transactions() once, at start',
        'producer.begin_transaction() with the first message',
        `for ${seconds(TRANSACTION_INTERVAL_MS)}: message = consumer.poll(timeout); process; producer.produce(result)`,
        'producer.send_offsets_to_transaction(consumer.position(assignment), consumer.consumer_group_metadata())',
        `producer.commit_transaction(), once for all of them: ${COMMIT_COSTS}; on txn_requires_abort abort_transaction() and seek back to the committed offsets`,
        'rebalance callback on revoke: send the offsets and commit_transaction(), or abort_transaction(), before the partitions go',
      ],
    };
  if (delivery === 'at_most_once')
    return {
      strategy: 'one synchronous commit for several messages, before their work',
      why: WHY.at_most_once,
      steps: [
        `poll until there ${poll.records === 1 ? 'is' : 'are'} ${count(poll.records, 'message')} or ${seconds(COMMITTED_AHEAD_MS)} are over; in Python messages = consumer.consume(${poll.records}, timeout=${COMMITTED_AHEAD_MS / 1_000})`,
        `consumer.commit(offsets = last + 1 of each partition, asynchronous=false), once for all of them: ${COMMIT_COSTS}`,
        'process the messages; never seek back',
      ],
    };
  return {
    strategy: `store offsets after the work; the library commits what is stored every ${seconds(deploys.commitIntervalMs)}`,
    why: WHY.at_least_once,
    steps: [
      'message = consumer.poll(timeout)',
      'process the message',
      'consumer.store_offsets(message): stores offset + 1',
      'rebalance callback on revoke: finish or drop the message in hand; stored offsets are committed with it',
      'close() commits what is stored',
    ],
  };
}

function kafkajs(design: Design): Commits {
  const { premises, deploys, poll } = design;
  const { delivery } = premises;
  if (delivery === 'exactly_once')
    return {
      strategy: `eachBatch: one transaction for the messages of ${seconds(TRANSACTION_INTERVAL_MS)}, with transaction.sendOffsets`,
      why: `${WHY.exactly_once} kafkajs passes only the group id, so a zombie is fenced only with one transactionalId for each input partition.`,
      steps: [
        transactionTimeoutOf(design, 'transactionTimeout'),
        'consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch })',
        'transaction = await producer.transaction() with the first message',
        `for ${seconds(TRANSACTION_INTERVAL_MS)}, or to the end of the batch: process; await transaction.send(result); await heartbeat(); stop at !isRunning() || isStale()`,
        'await transaction.sendOffsets({ consumerGroupId, topics }) with the last offset + 1',
        `await transaction.commit(), once for all of them: ${COMMIT_COSTS}; then resolveOffset(last offset), and the next transaction`,
        'on an error, also one of heartbeat(): await transaction.abort() and throw',
      ],
    };
  if (delivery === 'at_most_once')
    return {
      strategy: `eachBatch: one commitOffsets for up to ${count(poll.records, 'message')}, before their work`,
      why: WHY.at_most_once,
      steps: [
        'consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch })',
        `take the next of batch.messages, up to ${show(poll.records)} at a time; before each part await heartbeat(), and stop at !isRunning() || isStale()`,
        `resolveOffset(last offset of the part); await consumer.commitOffsets([{ topic, partition, offset: last offset + 1 }]), once for all of them: ${COMMIT_COSTS}`,
        'process them; catch their errors',
      ],
    };
  return {
    strategy: `autoCommit after the work, at least every ${seconds(deploys.commitIntervalMs)}`,
    why: WHY.at_least_once,
    steps: [
      'consumer.run({ eachMessage }): an offset is resolved when eachMessage returns without an error',
      'eachMessage: await the work; on a slow one await heartbeat() in between',
      'eachBatch only where batches pay: after each message resolveOffset(offset), await heartbeat(), await commitOffsetsIfNecessary(); stop at !isRunning() || isStale()',
    ],
  };
}

const share = (): Commits => ({
  strategy: 'acknowledge each record; no offsets',
  why: 'The broker keeps the state of each record: a crash gives the records in hand to another member when their lock ends. Make the handler idempotent (event id).',
  steps: [
    'records = shareConsumer.poll(Duration)',
    'after each record: acknowledge(record, ACCEPT), RELEASE for another try, REJECT for never again',
    'shareConsumer.commitAsync() after the batch; the next poll() also sends what was acknowledged',
    'before close(): commitSync()',
  ],
});

const streams = ({ premises, deploys }: Design): Commits => ({
  strategy: `Streams commits every ${seconds(deploys.commitIntervalMs)} (commit.interval.ms)`,
  why: premises.delivery === 'exactly_once' ? WHY.exactly_once : WHY.at_least_once,
  steps: ['no commit in the code; ProcessorContext.commit() only asks for an earlier one'],
});

const connect = ({ deploys }: Design): Commits => ({
  strategy: `the worker commits every ${seconds(deploys.commitIntervalMs)} (offset.flush.interval.ms) what the task has flushed`,
  why: 'At least once by itself. Exactly once only where the connector writes offsets with its results or upserts by key: read its manual.',
  steps: [
    'preCommit() of the connector returns the offsets that are safe in the target',
    'write by upsert on the record key, or on topic + partition + offset',
  ],
});
