import { show } from '../../words.ts';
import { guideline } from '../words.ts';
import type { EosRule } from './rule.ts';

/** Source: KafkaJS docs, Transactions.md: sendOffsets takes the group id only. */
export const kafkajsFencing: EosRule = ({ premises: { client, transactional, inputPartitions, instances } }) => {
  if (client !== 'kafkajs' || !transactional) return null;
  return {
    rule: 'EOS-KAFKAJS-FENCING',
    severity: 'medium',
    says: `KafkaJS sends no group generation with the offsets, so an instance that lost its partitions can still commit: it takes ${show(inputPartitions.value)} transactional ids, one for each input partition, to fence it.`,
    evidence: [
      'transaction.sendOffsets({ consumerGroupId, topics }) passes the group id alone (no KIP-447)',
      `${show(inputPartitions.value)} producers in place of ${show(instances.value)}, each with a connection to every broker it writes to`,
      'a new owner reads its position before it opens the producer: without a second look at the committed offset there is a gap',
    ],
    remedy:
      'Use @confluentinc/kafka-javascript (librdkafka), which passes the group metadata; or open the producer of a partition on its first batch after a join, fetch the committed offset again and seek to it.',
    guideline: guideline('zombie-fencing'),
    confidence: 'high',
  };
};
