import type { Setting } from '../../advice/setting.ts';
import { atLeast } from '../../configs/release.ts';
import { show } from '../../words.ts';
import type { Design, ProposedGroup } from '../design.ts';
import { FETCH_WAIT_MS } from '../fetching.ts';
import { instanceIdOf } from '../membership.ts';
import { SOURCE, seconds } from '../words.ts';
import { heartbeatOf } from './heartbeat.ts';
import { startOf } from './start.ts';

/** connections.max.idle.ms of the client: above it, an idle connection to the coordinator is closed. Source: ConsumerConfig. */
const IDLE_MS = 540_000;
const MINUTE_MS = 60_000;

/** Configuration of the Java consumer with either protocol. Source: ConsumerConfig. */
export const javaSettings = (design: Design): ProposedGroup[] => [
  {
    family: 'consumer',
    applies_to: [design.premises.group],
    settings: [
      {
        name: 'group.id',
        value: design.premises.group,
        why: 'one group for one application',
        source: SOURCE.consumerConfig,
      },
      ...membershipSettings(design),
      ...pollSettings(design),
      {
        name: 'enable.auto.commit',
        value: 'false',
        why: 'auto commit follows poll(), not the work',
        source: SOURCE.consumerConfig,
      },
      { name: 'auto.offset.reset', ...startOf(design.premises), source: SOURCE.consumerConfig },
      isolation,
      ...fetchSettings(design),
      {
        name: 'allow.auto.create.topics',
        value: 'false',
        why: 'a typo must fail, not create a topic',
        source: SOURCE.consumerConfig,
      },
    ],
  },
  ...groupSettings(design),
];

/** Records of aborted transactions are never business. */
const isolation: Setting = {
  name: 'isolation.level',
  value: 'read_committed',
  why: 'records of aborted transactions are skipped; costs nothing on a topic without transactions',
  source: SOURCE.consumerConfig,
};

function membershipSettings(design: Design): Setting[] {
  const { premises, protocol, membership } = design;
  const instance: Setting[] = membership.isStatic
    ? [
        {
          name: 'group.instance.id',
          value: instanceIdOf(premises.group),
          why: 'put in what differs between consumers and outlasts a restart: the StatefulSet ordinal, and thread number where there are several',
          source: SOURCE.staticMembers,
        },
      ]
    : [];
  if (protocol.protocol === 'consumer')
    return [
      {
        name: 'group.protocol',
        value: 'consumer',
        why: 'brokers and client know it (4.0); session, heartbeat and assignor are set on the broker, and are an error here',
        source: SOURCE.consumerProtocol,
      },
      ...instance,
    ];
  return [
    ...(atLeast(premises.clientRelease, '3.9')
      ? [
          {
            name: 'group.protocol',
            value: 'classic',
            why: 'said aloud: the default is to change with 5.0',
            source: SOURCE.consumerProtocol,
          },
        ]
      : []),
    ...(protocol.assignor === null
      ? []
      : [
          {
            name: 'partition.assignment.strategy',
            value: protocol.assignor,
            why: 'only partitions that move stop; the default acts as Range and stops every member',
            source: SOURCE.consumerConfig,
          },
        ]),
    ...instance,
    {
      name: 'session.timeout.ms',
      value: String(membership.sessionMs),
      why: membership.isStatic
        ? `above 1.5 × ${seconds(premises.restart.value * 1_000)} restart, within the brokers' 6 s to 30 min`
        : 'a crash is noticed after this; shorter turns a pause of the JVM into a rebalance',
      source: SOURCE.consumerConfig,
    },
    {
      name: 'heartbeat.interval.ms',
      value: String(heartbeatOf(membership.sessionMs)),
      why: `at most a third of the session of ${seconds(membership.sessionMs)}`,
      source: SOURCE.consumerConfig,
    },
  ];
}

/** What the records of one poll must keep: the time-out of their transaction, where that is shorter. */
const boundOf = ({ intervalMs, transactionMs }: Design['poll']): string =>
  transactionMs !== null && transactionMs < intervalMs
    ? `transaction.timeout.ms ${show(transactionMs)} of the producer`
    : seconds(intervalMs);

export function pollSettings({ premises, poll, protocol, sizing }: Design): Setting[] {
  const shared = protocol.protocol === 'share';
  const records: Setting = {
    name: 'max.poll.records',
    value: String(poll.records),
    why: poll.oneRecordTooSlow
      ? shared
        ? 'one record may outlast the longest lock: one at a time, and its lock renewed while a worker thread has it'
        : 'one record may take longer than the interval: one at a time, with pause() and a worker thread'
      : sizing.byWorkers && poll.transactionMs === null
        ? 'other threads do the work: pause() a partition while too many of its records are open'
        : poll.byLocks
          ? `${poll.formula}: with more in each poll the first members lock all that there is, and the others wait`
          : `${show(poll.records)} × ${show(premises.p99Ms.value)} ms p99 = ${seconds(poll.batchMs)}, within half of ${boundOf(poll)}`,
    source: SOURCE.consumerConfig,
  };
  if (shared) return [records];
  return [
    {
      name: 'max.poll.interval.ms',
      value: String(poll.intervalMs),
      why: 'a member that polls later than this loses its partitions; a hang is noticed no sooner',
      source: SOURCE.consumerConfig,
    },
    records,
    ...(protocol.protocol === 'classic' && poll.intervalMs >= IDLE_MS
      ? [
          {
            name: 'connections.max.idle.ms',
            value: String(poll.intervalMs + MINUTE_MS),
            why: `above max.poll.interval.ms ${show(poll.intervalMs)}, so that the coordinator's connection outlives a long batch`,
            source: SOURCE.consumerConfig,
          },
        ]
      : []),
    {
      name: 'default.api.timeout.ms',
      value: String(MINUTE_MS),
      why: `a commitSync() that cannot reach the coordinator gives up after this, within ${seconds(poll.intervalMs)}`,
      source: SOURCE.consumerConfig,
    },
  ];
}

export function fetchSettings({ fetching }: Design): Setting[] {
  const { minBytes, minBytesWhy, maxPartitionBytes } = fetching;
  return [
    {
      name: 'fetch.min.bytes',
      value: String(minBytes),
      why: minBytesWhy,
      source: SOURCE.consumerConfig,
    },
    {
      name: 'fetch.max.wait.ms',
      value: String(FETCH_WAIT_MS),
      why: 'the most latency that fetch.min.bytes can add',
      source: SOURCE.consumerConfig,
    },
    ...(maxPartitionBytes > 1_048_576
      ? [
          {
            name: 'max.partition.fetch.bytes',
            value: String(maxPartitionBytes),
            why: 'holds the largest message; the limit is soft, so this is for throughput, not for correctness',
            source: SOURCE.consumerConfig,
          },
        ]
      : []),
  ];
}

/** What the consumer protocol has on the broker, for each group. */
export function groupSettings({ premises, protocol, membership }: Design): ProposedGroup[] {
  if (protocol.protocol !== 'consumer') return [];
  return [
    {
      family: 'group',
      applies_to: [premises.group],
      settings: [
        {
          name: 'consumer.session.timeout.ms',
          value: String(membership.sessionMs),
          why: membership.isStatic
            ? `outlasts a restart of ${seconds(premises.restart.value * 1_000)}; brokers take 45 to 60 s`
            : 'a crash is noticed after this; brokers take 45 to 60 s',
          source: SOURCE.groupConfig,
        },
        {
          name: 'consumer.heartbeat.interval.ms',
          value: '5000',
          why: `at most a third of the session of ${seconds(membership.sessionMs)}; brokers take 5 to 15 s`,
          source: SOURCE.groupConfig,
        },
      ],
    },
  ];
}
