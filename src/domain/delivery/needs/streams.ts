import { show } from '../../words.ts';
import type { NeedRule } from './need.ts';

/** What Streams gives its producers under exactly_once_v2. Source: StreamsConfig 4.3.1. */
const STREAMS_TIMEOUT_MS = 10_000;

const source = 'Apache Kafka StreamsConfig';

export const streamsNeeds: NeedRule = (premises) => {
  const { client, transactional, label, interval, replicationFactor, timeoutMs, timeoutRule } = premises;
  if (client !== 'streams') return null;
  return {
    family: 'streams',
    applies_to: [label],
    ofClient: true,
    settings: [
      ...(transactional
        ? [
            {
              name: 'processing.guarantee',
              value: 'exactly_once_v2',
              why: 'one producer a thread, brokers from 2.5; exactly_once and exactly_once_beta are gone in 4.0',
              source,
            },
            {
              name: 'commit.interval.ms',
              value: String(interval.value),
              why:
                interval.value === 100
                  ? 'what exactly_once_v2 makes of the default'
                  : `${show(interval.value)} ms ${interval.assumed ? 'assumed' : 'given'}; it is the latency of the output`,
              source,
            },
            ...(interval.value < STREAMS_TIMEOUT_MS
              ? []
              : [
                  {
                    name: 'producer.transaction.timeout.ms',
                    value: String(timeoutMs),
                    why: `Streams refuses a commit interval above it, and takes 10 s by default; ${timeoutRule}`,
                    source,
                  },
                ]),
          ]
        : []),
      {
        name: 'replication.factor',
        value: String(replicationFactor),
        why: '-1 leaves changelogs to default.replication.factor, which is 1 on a stock broker',
        source,
      },
      {
        name: 'num.standby.replicas',
        value: '1',
        why: 'after a crash state is taken over, not read again from its changelog',
        source: 'rule of thumb',
      },
    ],
  };
};
