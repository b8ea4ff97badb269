import type { Setting } from '../../advice/setting.ts';
import { show } from '../../words.ts';
import { transactionalIdSetting } from '../ids.ts';
import { SOCKET_SLACK_MS } from '../librdkafka.ts';
import type { Premises } from '../premises.ts';
import type { NeedRule } from './need.ts';

const source = 'Apache Kafka ProducerConfig';

const writesKafka = ({ sinks }: Premises) => sinks.includes('kafka') || sinks.includes('other_kafka_cluster');

/** Settings with which a Java or librdkafka producer does not double or reorder by its own retries. */
const idempotence = (from: string, why: string): readonly Setting[] => [
  { name: 'enable.idempotence', value: 'true', why, source: from },
  { name: 'acks', value: 'all', why: 'idempotence needs it, and so does min.insync.replicas', source: from },
  {
    name: 'max.in.flight.requests.per.connection',
    value: '5',
    why: 'a broker remembers 5 batches for each producer; more cannot be checked',
    source: from,
  },
];

function transaction(premises: Premises, from: string): readonly Setting[] {
  const id = transactionalIdSetting(premises);
  if (!premises.transactional || id === null) return [];
  return [
    {
      name: 'transactional.id',
      value: id,
      why: premises.fencedById
        ? 'one for each input partition: this release sends no group generation, so only the id fences zombies'
        : 'stable for each instance: the next start aborts what was open',
      source: from,
    },
    {
      name: 'transaction.timeout.ms',
      value: String(premises.timeoutMs),
      why: premises.timeoutRule,
      source: premises.timeoutSource,
    },
  ];
}

export const javaProducerNeeds: NeedRule = (premises) =>
  premises.client !== 'java' || !writesKafka(premises)
    ? null
    : {
        family: 'producer',
        applies_to: [`producer of ${premises.label}`],
        ofClient: true,
        settings: [
          ...idempotence(
            source,
            'set it: where it is only the default, a conflicting setting switches it off in silence',
          ),
          ...transaction(premises, source),
        ],
      };

export const librdkafkaProducerNeeds: NeedRule = (premises) => {
  if (premises.client !== 'librdkafka' || !writesKafka(premises)) return null;
  const from = 'librdkafka 2.15 CONFIGURATION.md';
  return {
    family: 'librdkafka',
    applies_to: [`producer of ${premises.label}`],
    ofClient: false,
    settings: [
      ...idempotence(from, 'false by default, unless there is a transactional.id: retries then double and reorder'),
      ...transaction(premises, from),
      ...withinTransaction(premises),
    ],
  };
};

/**
 * Timeouts of the configuration in use that the client would refuse beside the plan's; those that are not given it lowers itself.
 * Source: librdkafka, constructed (confluent-kafka 2.16).
 */
function withinTransaction({ transactional, timeoutMs, told }: Premises): readonly Setting[] {
  const { deliveryTimeoutMs, socketTimeoutMs } = told;
  if (!transactional) return [];
  const line = (name: string, configured: number): Setting => ({
    name,
    value: String(timeoutMs),
    why: `${show(configured)} is configured: the client refuses one above transaction.timeout.ms; or delete the line`,
    source: 'librdkafka, constructed',
  });
  return [
    ...(deliveryTimeoutMs !== null && deliveryTimeoutMs.value > timeoutMs
      ? [line(deliveryTimeoutMs.setting, deliveryTimeoutMs.value)]
      : []),
    ...(socketTimeoutMs !== null && socketTimeoutMs.value > timeoutMs + SOCKET_SLACK_MS
      ? [line('socket.timeout.ms', socketTimeoutMs.value)]
      : []),
  ];
}

export const kafkajsProducerNeeds: NeedRule = (premises) => {
  if (premises.client !== 'kafkajs' || !writesKafka(premises)) return null;
  const from = 'KafkaJS 2.2 docs, Transactions';
  const id = transactionalIdSetting(premises);
  return {
    family: 'kafkajs-producer',
    applies_to: [`producer of ${premises.label}`],
    ofClient: false,
    settings: [
      {
        name: 'idempotent',
        value: 'true',
        why: 'false by default, and then a send is given up after 5 retries',
        source: from,
      },
      {
        name: 'maxInFlightRequests',
        value: '1',
        why: 'KafkaJS asks for one in flight, for order and sequence',
        source: from,
      },
      ...(premises.transactional && id !== null
        ? [
            {
              name: 'transactionalId',
              value: id,
              why: 'one for each input partition: only the id fences zombies',
              source: from,
            },
            {
              name: 'transactionTimeout',
              value: String(premises.timeoutMs),
              why: premises.timeoutRule,
              source: premises.timeoutSource,
            },
          ]
        : []),
    ],
  };
};

/** KafkaSink makes its own producers; what has to be lowered is the timeout. */
export const flinkProducerNeeds: NeedRule = ({ client, transactional, timeoutMs, timeoutRule }) =>
  client !== 'flink' || !transactional
    ? null
    : {
        family: 'producer',
        applies_to: ['producer properties of KafkaSink'],
        ofClient: true,
        settings: [
          {
            name: 'transaction.timeout.ms',
            value: String(timeoutMs),
            why: `KafkaSink asks for 1 h by default, above what brokers allow; ${timeoutRule}`,
            source: 'Flink Kafka connector docs',
          },
        ],
      };
