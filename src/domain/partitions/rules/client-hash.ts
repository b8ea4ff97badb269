import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** Java and librdkafka hash the same key to different partitions. */
export const clientHash: PartitionRule = ({ premises }) => {
  if (!premises.keyed) return null;
  return {
    rule: 'PARTITIONS-CLIENT-HASH',
    severity: 'low',
    says: 'Java and kafkajs 2 hash keys with murmur2, librdkafka clients (C, Go, Python, .NET, node) with CRC32: written by both, one key lands on two partitions.',
    evidence: [
      'key 354afe16-939a-4ea8-8e17-8bb0840b6886 of 10 partitions: murmur2 → 4, CRC32 → 9 (node-rdkafka issue 616)',
    ],
    remedy: 'Where both write, set partitioner=murmur2_random in librdkafka before the first record.',
    guideline: GUIDELINE.clients,
    confidence: 'high',
  };
};
