import { STREAMS_COMMIT_INTERVAL_MS, STREAMS_TIMEOUT_MS } from '../../configs/streams-defaults.ts';
import { show } from '../../words.ts';
import { originOf } from '../words.ts';
import type { NeedRule } from './need.ts';

const source = 'Apache Kafka StreamsConfig';
const WORDS = { given: 'given', assumed: 'assumed', config: 'as configured' } as const;

export const streamsNeeds: NeedRule = (premises) => {
  const {
    client,
    transactional,
    label,
    instances,
    interval,
    replicationFactor,
    timeoutMs,
    timeoutRule,
    timeoutSource,
  } = premises;
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
                interval.value === STREAMS_COMMIT_INTERVAL_MS.exactly_once
                  ? 'what exactly_once_v2 makes of the default'
                  : `${show(interval.value)} ms ${WORDS[originOf(interval)]}; it is the latency of the output`,
              source,
            },
            ...(timeoutMs === STREAMS_TIMEOUT_MS
              ? []
              : [
                  {
                    name: 'producer.transaction.timeout.ms',
                    value: String(timeoutMs),
                    why: `Streams refuses a commit interval above it, and takes 10 s by default; ${timeoutRule}`,
                    source: timeoutSource === 'rule of thumb' ? source : timeoutSource,
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
      // A standby is never on the instance of its task.
      ...(instances.value === 1
        ? []
        : [
            {
              name: 'num.standby.replicas',
              value: '1',
              why: 'after a crash state is taken over, not read again from its changelog',
              source: 'rule of thumb',
            },
          ]),
    ],
  };
};

/** What Streams with exactly-once does without them, whatever the defaults of a release say. */
export const exactlyOnceDefaults: Readonly<Record<string, number>> = {
  'commit.interval.ms': STREAMS_COMMIT_INTERVAL_MS.exactly_once,
  'producer.transaction.timeout.ms': STREAMS_TIMEOUT_MS,
};
