import { count, show } from '../words.ts';
import type { ToldByConfig } from './from-config.ts';
import type { Premise } from './premise.ts';
import type { PipelineClient } from './request.ts';

/** What commits transactions of its own, and what it is called. */
export interface Producers extends Premise {
  readonly noun: 'instance' | 'producer' | 'thread' | 'task';
  /** Said where the number is not simply that of the instances. */
  readonly why: string | null;
}

interface Pipeline {
  readonly client: PipelineClient;
  /** The client sends no group generation, so only an id of its own for each input partition fences a zombie. */
  readonly fencedById: boolean;
  readonly told: ToldByConfig;
}

/**
 * A Streams thread, a task of a connector, an input partition where only ids fence; else an instance. Sources: KIP-447, KIP-618;
 * KafkaJS docs, Transactions.md.
 */
export function producersOf(
  { client, fencedById, told: { threads, tasks } }: Pipeline,
  instances: Premise,
  inputPartitions: Premise,
): Producers {
  if (fencedById) return { ...inputPartitions, noun: 'producer', why: null };
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

/** Those whose group shares out the input partitions; Flink and Connect share their work out otherwise. */
const SHARING: readonly PipelineClient[] = ['java', 'librdkafka', 'streams'];

/** Those that have something to commit: who owns no input partition begins no transaction. Source: derived: one owner a partition. */
export function committingOf(client: PipelineClient, all: Producers, input: Premise, readsKafka: boolean): Producers {
  if (!readsKafka || !SHARING.includes(client) || input.assumed || input.value >= all.value) return all;
  const idle = all.value - input.value;
  const owning =
    input.value === 1
      ? `1 of ${count(all.value, all.noun)} owns the one input partition`
      : `${show(input.value)} of ${count(all.value, all.noun)} own one of the ${show(input.value)} input partitions each`;
  const without =
    idle === 1 ? 'the other one owns none and commits nothing' : `the other ${show(idle)} own none and commit nothing`;
  const more = client === 'streams' ? '; a repartition topic would give them work' : '';
  return {
    ...input,
    noun: all.noun,
    why: `committing_${all.noun}s = ${input.value}: ${owning}, ${without}${more}`,
  };
}
