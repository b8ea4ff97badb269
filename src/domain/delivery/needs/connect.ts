import type { Setting } from '../../advice/setting.ts';
import { atLeast } from '../../configs/release.ts';
import { CONNECT_SOURCE_SINCE, type Premises } from '../premises.ts';
import type { NeedRule } from './need.ts';

const KIP = 'KIP-618';
/** transaction.timeout.ms of a producer without an override. Source: ProducerConfig. */
const CONNECT_TIMEOUT_MS = 60_000;

export const workerNeeds: NeedRule = ({ client, release, replicationFactor }) => {
  if (client !== 'connect_source' && client !== 'connect_sink') return null;
  return {
    family: 'connect-worker',
    applies_to: ['every distributed worker'],
    ofClient: false,
    settings: [
      ...(client === 'connect_source' && atLeast(release, CONNECT_SOURCE_SINCE)
        ? [
            {
              name: 'exactly.once.source.support',
              value: 'enabled',
              why: 'on a running cluster roll all workers with preparing first, then with enabled',
              source: KIP,
            },
          ]
        : []),
      ...(client === 'connect_sink'
        ? [
            {
              name: 'connector.client.config.override.policy',
              value: 'All',
              why: 'the sink sets consumer.override.isolation.level',
              source: 'Apache Kafka WorkerConfig',
            },
          ]
        : []),
      {
        name: 'offset.storage.replication.factor',
        value: String(replicationFactor),
        why: 'source offsets are what a restart goes by; counts when the topic is made',
        source: 'Apache Kafka DistributedConfig',
      },
    ],
  };
};

export const sourceConnectorNeeds: NeedRule = (premises) => {
  const { client, transactional, pipeline, label, told, timeoutMs, timeoutRule, timeoutSource } = premises;
  if (client !== 'connect_source' || !transactional) return null;
  return {
    family: 'connect-source',
    applies_to: [pipeline === null && told.application === null ? 'source connector' : label],
    ofClient: false,
    settings: [
      supportOf(premises),
      ...(timeoutMs === CONNECT_TIMEOUT_MS
        ? []
        : [
            {
              name: 'producer.override.transaction.timeout.ms',
              value: String(timeoutMs),
              why: timeoutRule,
              source: timeoutSource,
            },
          ]),
      ...boundaryOf(premises),
    ],
  };
};

function supportOf({ told: { connector } }: Premises): Setting {
  const name = 'exactly.once.support';
  return connector?.support === 'none'
    ? {
        name,
        value: 'requested',
        why: `${connector.label} declares no support, so Connect refuses \`required\`; records still share a transaction with their offsets`,
        source: KIP,
      }
    : {
        name,
        value: 'required',
        why: 'a connector that does not declare support is refused, not run at least once',
        source: KIP,
      };
}

function boundaryOf({ interval, heldOpen, told }: Premises): readonly Setting[] {
  if (!heldOpen)
    return [
      told.boundary?.value === 'connector'
        ? {
            name: 'transaction.boundary',
            value: 'connector',
            why: 'as configured; Connect refuses it where the connector sets no boundaries, which is the default of connectors',
            source: KIP,
          }
        : { name: 'transaction.boundary', value: 'poll', why: 'one transaction a batch of the connector', source: KIP },
    ];
  const why = interval.fromConfig ? 'as configured' : 'a commit interval was given';
  return [
    { name: 'transaction.boundary', value: 'interval', why, source: KIP },
    {
      name: 'transaction.boundary.interval.ms',
      value: String(Math.round(interval.value)),
      why: interval.fromConfig ? 'as configured' : 'commit_interval_ms as given',
      source: KIP,
    },
  ];
}

export const sinkConnectorNeeds: NeedRule = ({ client, pipeline, label, told }) =>
  client !== 'connect_sink'
    ? null
    : {
        family: 'connect-sink',
        applies_to: [pipeline === null && told.application === null ? 'sink connector' : label],
        ofClient: false,
        settings: [
          {
            name: 'consumer.override.isolation.level',
            value: 'read_committed',
            why: 'a sink reads read_uncommitted by default and would write what was aborted',
            source: 'Apache Kafka ConsumerConfig',
          },
        ],
      };
