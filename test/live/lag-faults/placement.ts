import type { Admin } from 'kafkajs';
import { askBroker } from '../../../sandbox/ask-broker.ts';
import { waitUntil } from '../../../sandbox/wait.ts';
import { findCoordinator } from '../../../src/kafka/protocol/apis/10-find-coordinator.ts';
import { offsetsPartition } from '../../../src/kafka/protocol/offsets-partition.ts';

const COORDINATOR_OF = { group: 0, transaction: 1 } as const;
const FIND_COORDINATOR_VERSION = 4;
const CANDIDATES = 200;

/**
 * Names of groups or transactional ids whose coordinator is a broker of choice. The topic behind them comes into being with
 * the first question for a coordinator.
 */
export async function namesAt(
  kind: keyof typeof COORDINATOR_OF,
  address: string,
  admin: Admin,
): Promise<(prefix: string, broker: number) => string> {
  const topic = kind === 'group' ? '__consumer_offsets' : '__transaction_state';
  const leaders = async () => {
    const request = { keyType: COORDINATOR_OF[kind], coordinatorKeys: ['any'] };
    const { coordinators } = await askBroker(address, findCoordinator, FIND_COORDINATOR_VERSION, request);
    if (coordinators[0]?.errorCode !== 0) return [];
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    const partitions = topics[0]?.partitions ?? [];
    return partitions.every(({ leader }) => leader > 0) ? partitions : [];
  };
  let partitions: Awaited<ReturnType<typeof leaders>> = [];
  const known = async () => {
    partitions = await leaders();
    return partitions.length > 0;
  };
  await waitUntil(known, { timeoutMs: 30_000, everyMs: 500, what: `Waiting for the leaders of ${topic}` });
  return (prefix, broker) => {
    const names = Array.from({ length: CANDIDATES }, (_, index) => `${prefix}-${index}`);
    const name = names.find((each) => {
      const home = offsetsPartition(each, partitions.length);
      return partitions.some(({ partitionId, leader }) => partitionId === home && leader === broker);
    });
    if (name === undefined) throw new Error(`No ${prefix} lives at broker ${broker}.`);
    return name;
  };
}
