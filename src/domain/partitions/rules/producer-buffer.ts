import { show } from '../../words.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** One batch for each partition no longer fits the producer's default buffer. */
export const producerBuffer: PartitionRule = ({ limits }) => {
  const over = limits.find(
    ({ limit, status }) => limit === 'MiB of batches in a producer that writes to all partitions' && status === 'over',
  );
  if (over === undefined) return null;
  return {
    rule: 'PARTITIONS-PRODUCER-BUFFER',
    severity: 'medium',
    says: `A producer that writes to every partition fills ${show(over.value)} MiB with batches, more than its ${show(over.most)} MiB buffer.memory: sends block.`,
    evidence: [`partitions × 16 KiB batch.size = ${show(over.value)} MiB`],
    remedy: 'Raise buffer.memory on such producers to twice that.',
    guideline: GUIDELINE.limits,
    confidence: 'high',
  };
};
