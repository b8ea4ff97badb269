import { show } from '../words.ts';
import type { ToldByConfig } from './from-config.ts';
import type { Premise } from './premise.ts';
import type { PipelineClient } from './request.ts';

/** What commits transactions of its own, and what it is called. */
export interface Producers extends Premise {
  readonly noun: 'instance' | 'producer' | 'thread' | 'task';
  /** Said where the number is not simply that of the instances. */
  readonly why: string | null;
}

/**
 * A Streams thread, a task of a connector, an input partition with KafkaJS; else an instance. Sources: KIP-447, KIP-618; KafkaJS
 * docs, Transactions.md.
 */
export function producersOf(
  client: PipelineClient,
  instances: Premise,
  inputPartitions: Premise,
  { threads, tasks }: ToldByConfig,
): Producers {
  if (client === 'kafkajs') return { ...inputPartitions, noun: 'producer', why: null };
  if (client === 'streams' && threads !== null) {
    const value = instances.value * threads.value;
    return {
      name: 'stream_threads',
      value,
      assumed: instances.assumed,
      fromConfig: true,
      noun: 'thread',
      why: `stream_threads = ${value}: ${show(instances.value)} instances × ${threads.setting} ${threads.value} of the configuration`,
    };
  }
  if (client === 'streams')
    return { ...instances, noun: 'instance', why: 'num.stream.threads = 1: the default; each thread has a producer' };
  if (client === 'connect_source' && tasks !== null)
    return {
      name: 'tasks',
      value: tasks.value,
      assumed: false,
      fromConfig: true,
      noun: 'task',
      why: `tasks = ${tasks.value}: ${tasks.setting}${tasks.setting === 'tasks.max' ? ' of the configuration' : ''}`,
    };
  if (client === 'connect_source')
    return {
      ...instances,
      noun: 'instance',
      why: `tasks = ${instances.value}: as many as instances; tasks.max of the connector decides, and Debezium runs one for most databases`,
    };
  return { ...instances, noun: 'instance', why: null };
}
