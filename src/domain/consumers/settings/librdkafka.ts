import type { Setting } from '../../advice/setting.ts';
import { count, show } from '../../words.ts';
import type { Design, ProposedGroup } from '../design.ts';
import { FETCH_WAIT_MS, handledPerS, QUEUE_KBYTES, QUEUED_S, queueKbytesOf } from '../fetching.ts';
import { instanceIdOf } from '../membership.ts';
import { bytes, SOURCE, seconds } from '../words.ts';
import { heartbeatOf } from './heartbeat.ts';
import { groupSettings } from './java.ts';
import { startOf } from './start.ts';

/** Configuration of any binding of librdkafka, in its own names. Source: librdkafka CONFIGURATION.md. */
export const librdkafkaSettings = (design: Design): ProposedGroup[] => {
  const source = SOURCE.librdkafka;
  const { premises, poll } = design;
  return [
    {
      family: 'librdkafka',
      applies_to: [premises.group],
      settings: [
        { name: 'group.id', value: premises.group, why: 'one group for one application', source },
        ...membershipSettings(design),
        {
          name: 'max.poll.interval.ms',
          value: String(poll.intervalMs),
          why: `${poll.records === 1 ? 'one message takes' : `${count(poll.records, 'message')} of one commit take`} up to ${seconds(poll.batchMs)} (p99); a consumer that polls later than this loses its partitions`,
          source,
        },
        ...commitSettings(design),
        { name: 'auto.offset.reset', ...startOf(premises), source },
        {
          name: 'isolation.level',
          value: 'read_committed',
          why: 'said aloud because Java has another default: records of aborted transactions are skipped',
          source,
        },
        ...fetchSettings(design),
        { name: 'allow.auto.create.topics', value: 'false', why: 'a typo must fail, not create a topic', source },
      ],
    },
    ...groupSettings(design),
  ];
};

function membershipSettings({ premises, protocol, membership }: Design): Setting[] {
  const source = SOURCE.librdkafka;
  const instance: Setting[] = membership.isStatic
    ? [
        {
          name: 'group.instance.id',
          value: instanceIdOf(premises.group),
          why: 'put in what differs between consumers and outlasts a restart: the StatefulSet ordinal, and worker number where there are several',
          source,
        },
      ]
    : [];
  if (protocol.protocol === 'consumer')
    return [
      {
        name: 'group.protocol',
        value: 'consumer',
        why: 'librdkafka from 2.12, brokers from 4.0; session, heartbeat and assignor are set on the broker, and are an error here',
        source,
      },
      ...instance,
    ];
  return [
    {
      name: 'partition.assignment.strategy',
      value: 'cooperative-sticky',
      why: 'only partitions that move stop; never mix it with range or roundrobin in one group',
      source,
    },
    ...instance,
    {
      name: 'session.timeout.ms',
      value: String(membership.sessionMs),
      why: membership.isStatic
        ? `above 1.5 × ${seconds(premises.restart.value * 1_000)} restart, within the brokers' 6 s to 30 min`
        : 'a crash is noticed after this',
      source,
    },
    {
      name: 'heartbeat.interval.ms',
      value: String(heartbeatOf(membership.sessionMs)),
      why: `at most a third of the session of ${seconds(membership.sessionMs)}`,
      source,
    },
  ];
}

function commitSettings({ premises, deploys }: Design): Setting[] {
  const source = SOURCE.librdkafka;
  if (premises.delivery !== 'at_least_once')
    return [
      { name: 'enable.auto.commit', value: 'false', why: 'the application commits at the point it has chosen', source },
      { name: 'enable.auto.offset.store', value: 'false', why: 'nothing is stored that nobody asked for', source },
    ];
  return [
    {
      name: 'enable.auto.offset.store',
      value: 'false',
      why: 'by default an offset is stored when a message is handed out, before the work: a crash would lose it',
      source,
    },
    {
      name: 'enable.auto.commit',
      value: 'true',
      why: 'commits in the background what was stored after the work',
      source,
    },
    {
      name: 'auto.commit.interval.ms',
      value: String(deploys.commitIntervalMs),
      why: 'bounds what is read again after a crash',
      source,
    },
  ];
}

function fetchSettings({ premises, sizing, fetching }: Design): Setting[] {
  const source = SOURCE.librdkafka;
  const { minBytes, minBytesWhy, maxPartitionBytes } = fetching;
  const { rate, averageBytes } = premises;
  const perConsumer = rate === null ? null : (rate.value * averageBytes.value) / sizing.active;
  const queue = queueKbytesOf(premises, sizing);
  return [
    {
      name: 'fetch.min.bytes',
      value: String(minBytes),
      why: minBytesWhy,
      source,
    },
    {
      name: 'fetch.wait.max.ms',
      value: String(FETCH_WAIT_MS),
      why: 'the most latency that fetch.min.bytes can add',
      source,
    },
    {
      name: 'queued.max.messages.kbytes',
      value: String(queue),
      why:
        perConsumer === null || sizing.byWorkers
          ? 'the default: memory of fetched messages of one consumer'
          : `${queueWhy(perConsumer, handledPerS(premises, sizing), queue)}; × ${count(sizing.threads, 'consumer')} in an instance`,
      source,
    },
    ...(maxPartitionBytes > 1_048_576
      ? [
          {
            name: 'max.partition.fetch.bytes',
            value: String(maxPartitionBytes),
            why: 'holds the largest message',
            source,
          },
        ]
      : []),
  ];
}

/** The seconds that the queue holds, and which of its bounds made it more or less than was wanted. */
function queueWhy(perConsumer: number, handled: number, kbytes: number): string {
  const arrives = `one consumer's ${bytes(perConsumer)}/s`;
  const held = (kbytes * 1_024) / perConsumer;
  if (kbytes === QUEUE_KBYTES.least && held > QUEUED_S)
    return `room for one fetch of one partition, the least that is useful: ${show(Math.round(held))} s of ${arrives}`;
  if (kbytes > QUEUE_KBYTES.least && kbytes < QUEUE_KBYTES.most && handled > perConsumer * QUEUED_S)
    return `what the handler does in 1 s, ${bytes(handled)}: a full queue is not filled again for fetch.queue.backoff.ms 1,000`;
  if (kbytes === QUEUE_KBYTES.most && handled > perConsumer * QUEUED_S)
    return `the default, for a handler that does ${bytes(handled)}/s: a full queue is not filled again for fetch.queue.backoff.ms 1,000`;
  if (kbytes === QUEUE_KBYTES.most && held < QUEUED_S) return `the default, ${show(held)} s of ${arrives}`;
  return `${QUEUED_S} s of ${arrives}`;
}
