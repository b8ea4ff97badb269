import type { Setting } from '../../advice/setting.ts';
import { count, show } from '../../words.ts';
import type { Design, ProposedGroup } from '../design.ts';
import type { Premises } from '../premises.ts';
import { SOURCE, seconds } from '../words.ts';

/** Retries of a converter or transform before its record is a dead letter: rule of thumb. */
const RETRY_MS = 60_000;
const RETRY_DELAY_MS = 10_000;

/** Configuration of a sink connector; what goes to its consumers carries the prefix consumer.override. Source: SinkConnectorConfig, Worker. */
export const connectSettings = (design: Design): ProposedGroup[] => [
  {
    family: 'connect-sink',
    applies_to: [design.premises.group],
    settings: [...ownSettings(design), ...consumerSettings(design)],
  },
];

function ownSettings({ premises, sizing, failures, poll }: Design): Setting[] {
  const source = SOURCE.connectWorker;
  const tasks = sizing.active;
  return [
    {
      name: 'tasks.max',
      value: String(tasks),
      why: `${premises.tasks === null ? `${count(sizing.instances, 'worker')} × ${count(sizing.threads, 'task')}` : `${show(premises.tasks)} in this configuration`}, at most one for each of ${count(sizing.partitions, 'partition')}`,
      source,
    },
    ...topicsOf(premises),
    {
      name: 'errors.tolerance',
      value: 'all',
      why: 'one bad record must not stop the task; only together with a dead-letter topic',
      source,
    },
    {
      name: 'errors.deadletterqueue.topic.name',
      value: failures.nativeDeadLetterTopic ?? '',
      why: 'bad records are kept; without it, tolerance loses them in silence',
      source,
    },
    {
      name: 'errors.deadletterqueue.topic.replication.factor',
      value: String(Math.min(3, premises.brokers.value)),
      why: 'as durable as the source',
      source,
    },
    {
      name: 'errors.deadletterqueue.context.headers.enable',
      value: 'true',
      why: 'topic, partition, offset and exception of each record',
      source,
    },
    {
      name: 'errors.retry.timeout',
      value: String(RETRY_MS),
      why: `within the poll interval of ${seconds(poll.intervalMs)}`,
      source,
    },
    {
      name: 'errors.retry.delay.max.ms',
      value: String(RETRY_DELAY_MS),
      why: 'longest pause between two tries',
      source,
    },
    { name: 'errors.log.enable', value: 'true', why: 'the reason is in the worker log too', source },
  ];
}

/** What a running connector reads stays as it is; it takes names or a pattern, not both. */
function topicsOf({ config, topic }: Premises): Setting[] {
  const source = SOURCE.connectWorker;
  const [names, pattern] = [config?.get('topics') ?? '', config?.get('topics.regex') ?? ''];
  if (names !== '') return [{ name: 'topics', value: names, why: 'as in this configuration', source }];
  if (pattern !== '') return [{ name: 'topics.regex', value: pattern, why: 'as in this configuration', source }];
  return [{ name: 'topics', value: topic, why: 'named, not by pattern: a new topic is a decision', source }];
}

function consumerSettings({ premises, poll, protocol }: Design): Setting[] {
  const source = SOURCE.connectWorker;
  const override = (name: string, value: string, why: string): Setting => ({
    name: `consumer.override.${name}`,
    value,
    why,
    source,
  });
  return [
    override(
      'max.poll.records',
      String(poll.records),
      `${show(poll.records)} × ${show(premises.p99Ms.value)} ms p99 = ${seconds(poll.batchMs)} for one put(), within half of ${seconds(poll.intervalMs)}`,
    ),
    override('max.poll.interval.ms', String(poll.intervalMs), 'a task whose put() takes longer loses its partitions'),
    override('auto.offset.reset', 'earliest', 'what the worker takes itself: a new sink reads what is kept'),
    override('isolation.level', 'read_committed', 'records of aborted transactions never reach the target'),
    ...(protocol.assignor === null
      ? []
      : [override('partition.assignment.strategy', protocol.assignor, 'only partitions that move stop')]),
  ];
}
