import { Kafka, logLevel } from 'kafkajs';

/** A kafkajs client that says nothing: it would write to standard output, and KAFKAJS_LOG_LEVEL would turn that on again. */
export function quietClient(clientId: string, bootstrapServers: string): Kafka {
  return new Kafka({
    clientId,
    brokers: bootstrapServers.split(','),
    logLevel: logLevel.NOTHING,
    logCreator: () => () => undefined,
  });
}
