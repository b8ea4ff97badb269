import type { Setting } from '../../advice/setting.ts';
import { count, show } from '../../words.ts';
import type { Design, ProposedGroup } from '../design.ts';
import { instanceIdOf } from '../membership.ts';
import { SOURCE, seconds } from '../words.ts';
import { heartbeatOf } from './heartbeat.ts';

const STANDBY = 'a second copy of the state takes over without a restore; needless without state stores';
const LOG_AND_CONTINUE = 'org.apache.kafka.streams.errors.LogAndContinueExceptionHandler';

/** Configuration of Kafka Streams; what goes to its consumer carries the prefix main.consumer. Source: StreamsConfig. */
export const streamsSettings = (design: Design): ProposedGroup[] => [
  {
    family: 'streams',
    applies_to: [design.premises.group],
    settings: [...ownSettings(design), ...consumerSettings(design)],
  },
  ...groupOf(design),
];

function ownSettings({ premises, sizing, deploys, failures, protocol }: Design): Setting[] {
  const source = SOURCE.streamsConfig;
  const exactly = premises.delivery === 'exactly_once';
  return [
    {
      name: 'application.id',
      value: premises.group,
      why: 'is the group.id and the prefix of every internal topic',
      source,
    },
    {
      name: 'num.stream.threads',
      value: String(sizing.threads),
      why: `${count(sizing.instances, 'instance')} × ${count(sizing.threads, 'thread')} over ${count(sizing.partitions, 'partition')}`,
      source,
    },
    {
      name: 'processing.guarantee',
      value: exactly ? 'exactly_once_v2' : 'at_least_once',
      why: exactly
        ? 'results, state and offsets in one transaction; brokers from 2.5 on'
        : `${premises.delivery === 'at_most_once' ? 'Streams knows no at most once' : 'asked for'}; state and results may repeat after a crash`,
      source,
    },
    {
      name: 'commit.interval.ms',
      value: String(deploys.commitIntervalMs),
      why: exactly
        ? 'what Streams takes itself with exactly_once_v2: readers wait for the commit'
        : 'bounds what is done again after a crash',
      source,
    },
    ...(protocol.protocol === 'streams'
      ? [
          {
            name: 'group.protocol',
            value: 'streams',
            why: 'as in this configuration; sessions and standby replicas are set on the group, and what is set here is ignored',
            source: SOURCE.streamsProtocol,
          },
        ]
      : [{ name: 'num.standby.replicas', value: '1', why: STANDBY, source }]),
    ...(failures.nativeDeadLetterTopic === null
      ? []
      : [
          {
            name: 'errors.dead.letter.queue.topic.name',
            value: failures.nativeDeadLetterTopic,
            why: 'records that the exception handlers skip are kept (from 4.2)',
            source,
          },
          {
            name: 'deserialization.exception.handler',
            value: LOG_AND_CONTINUE,
            why: 'one record that cannot be decoded must not stop its thread; it goes to the dead-letter topic',
            source,
          },
        ]),
  ];
}

function consumerSettings({ premises, poll, membership, protocol }: Design): Setting[] {
  const source = SOURCE.streamsConfig;
  const consumer = (name: string, value: string, why: string): Setting => ({
    name: `main.consumer.${name}`,
    value,
    why,
    source,
  });
  return [
    consumer(
      'max.poll.records',
      String(poll.records),
      `${show(poll.records)} × ${show(premises.p99Ms.value)} ms p99 = ${seconds(poll.batchMs)}, within half of ${seconds(poll.intervalMs)}; Streams itself takes 1,000`,
    ),
    consumer('max.poll.interval.ms', String(poll.intervalMs), 'a thread that polls later than this loses its tasks'),
    consumer('auto.offset.reset', 'earliest', 'what Streams takes itself: state is built from the beginning'),
    ...(membership.isStatic
      ? [
          consumer(
            'group.instance.id',
            instanceIdOf(premises.group),
            'put in the StatefulSet ordinal, which outlasts a restart; Streams appends the thread',
          ),
        ]
      : []),
    ...(protocol.protocol === 'streams' ? [] : sessionSettings(consumer, premises, membership)),
  ];
}

function sessionSettings(
  consumer: (name: string, value: string, why: string) => Setting,
  premises: Design['premises'],
  membership: Design['membership'],
): Setting[] {
  return [
    consumer(
      'session.timeout.ms',
      String(membership.sessionMs),
      membership.isStatic
        ? `above 1.5 × ${seconds(premises.restart.value * 1_000)} restart, so tasks and their state stay where they are`
        : 'a crash is noticed after this',
    ),
    consumer(
      'heartbeat.interval.ms',
      String(heartbeatOf(membership.sessionMs)),
      `at most a third of the session of ${seconds(membership.sessionMs)}`,
    ),
  ];
}

/** What the streams protocol has on the broker, for each group. Source: KIP-1071. */
function groupOf({ premises, protocol, membership }: Design): ProposedGroup[] {
  if (protocol.protocol !== 'streams') return [];
  const source = SOURCE.groupConfig;
  return [
    {
      family: 'group',
      applies_to: [premises.group],
      settings: [
        {
          name: 'streams.session.timeout.ms',
          value: String(membership.sessionMs),
          why: membership.isStatic
            ? `outlasts a restart of ${seconds(premises.restart.value * 1_000)}; brokers take 45 to 60 s`
            : 'a crash is noticed after this; brokers take 45 to 60 s',
          source,
        },
        {
          name: 'streams.heartbeat.interval.ms',
          value: '5000',
          why: `at most a third of the session of ${seconds(membership.sessionMs)}; brokers take 5 to 15 s`,
          source,
        },
        { name: 'streams.num.standby.replicas', value: '1', why: STANDBY, source },
      ],
    },
  ];
}
