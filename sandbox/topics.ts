import type { ITopicConfig } from 'kafkajs';
import { metadata } from '../src/kafka/protocol/apis/03-metadata.ts';
import { askBroker } from './ask-broker.ts';
import { quietClient } from './client.ts';
import { metadataVersion } from './versions.ts';
import { waitUntil } from './wait.ts';

const timeoutMs = 60_000;

/**
 * Creates topics through kafkajs. Resolves when every broker of `bootstrapServers` that answers knows the leaders of all
 * their partitions and every leader serves them: kafkajs' own wait ends in an error when the broker that it asks has not
 * yet heard of a topic.
 */
export async function createTopics(bootstrapServers: string, topics: readonly ITopicConfig[]): Promise<void> {
  const admin = quietClient('create-topics', bootstrapServers).admin();
  await admin.connect();
  try {
    await admin.createTopics({ waitForLeaders: false, topics: [...topics] });
    const names = topics.map(({ topic }) => topic);
    const known = async () => {
      const answers = bootstrapServers.split(',').map((address) => knowsLeaders(address, names).catch(() => true));
      return (await Promise.all(answers)).every(Boolean);
    };
    await waitUntil(known, { timeoutMs, what: 'Waiting until every broker knows the new topics' });
    const served = () =>
      Promise.all(names.map((name) => admin.fetchTopicOffsets(name))).then(
        () => true,
        () => false,
      );
    await waitUntil(served, { timeoutMs, what: 'Waiting until the leaders of the new topics serve them' });
  } finally {
    await admin.disconnect();
  }
}

async function knowsLeaders(address: string, names: readonly string[]): Promise<boolean> {
  const { topics } = await askBroker(address, metadata, metadataVersion, { topics: names.map((name) => ({ name })) });
  return topics.every(
    ({ errorCode, partitions }) =>
      errorCode === 0 && partitions.every((partition) => partition.errorCode === 0 && partition.leaderId >= 0),
  );
}
