import type { Consumer, ConsumerConfig, ConsumerRunConfig } from 'kafkajs';
import { quietClient } from '../../../sandbox/client.ts';
import type { Stage } from './stage.ts';

export interface KafkajsConsumer extends Omit<ConsumerConfig, 'groupId'> {
  readonly group: string;
  readonly topic: string;
  readonly run: ConsumerRunConfig;
}

/** A consumer of kafkajs in this process, until the stage ends. */
export async function startKafkajs(stage: Stage, { group, topic, run, ...config }: KafkajsConsumer): Promise<Consumer> {
  const consumer = quietClient(`${group}-client`, stage.bootstrapServers).consumer({
    groupId: group,
    sessionTimeout: 10_000,
    heartbeatInterval: 1_000,
    maxWaitTimeInMs: 500,
    ...config,
  });
  stage.atEnd(() => consumer.disconnect());
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run(run);
  return consumer;
}
