import { count, show } from '../../words.ts';
import { rounded } from '../arithmetic.ts';
import { bytesOfBatch } from '../limits.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** One batch for each partition no longer fits the producer's default buffer. */
export const producerBuffer: PartitionRule = ({ limits, premises, counting }) => {
  const over = limits.find(
    ({ limit, status }) => limit === 'MiB of batches in a producer that writes to all partitions' && status === 'over',
  );
  if (over === undefined) return null;
  const isRecord = bytesOfBatch(premises.averageBytes) === premises.averageBytes;
  return {
    rule: 'PARTITIONS-PRODUCER-BUFFER',
    severity: 'medium',
    says: `A producer with ${isRecord ? 'a record' : 'a batch'} for every partition takes ${show(over.value)} MiB, more than its ${show(over.most)} MiB buffer.memory: then sends block.`,
    evidence: [
      `${count(counting.partitions, 'partition')} × ${isRecord ? `${show(rounded(bytesOfBatch(premises.averageBytes), 0))} bytes of a record, which is more than batch.size,` : '16 KiB batch.size'} = ${show(over.value)} MiB`,
    ],
    remedy: isRecord
      ? 'Send a reference in place of the payload (claim check); else raise buffer.memory by what producers have waiting at peak.'
      : 'Raise buffer.memory on such producers to twice that.',
    guideline: GUIDELINE.limits,
    confidence: 'high',
  };
};
