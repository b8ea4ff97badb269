import type { DesignRule } from '../rule.ts';
import { GUIDELINE, listed } from '../words.ts';
import { hashesOtherwise, mixesHashing } from '../writers.ts';

/** librdkafka beside Java: the same key lands in two partitions, without an error. */
export const mixedHashing: DesignRule = ({ writers }) => {
  const mixed = writers.filter((writer) => mixesHashing(writer, writers));
  const [crc, murmur] = [mixed.filter(hashesOtherwise), mixed.filter((writer) => !hashesOtherwise(writer))];
  if (crc.length === 0) return [];
  return [
    {
      rule: 'DESIGN-MIXED-HASHING',
      severity: 'medium',
      says: `${listed(crc.map(({ id }) => id))} (librdkafka, CRC32) and ${listed(murmur.map(({ id }) => id))} (murmur2) write to topics that are read together.`,
      evidence: [
        'without partitioner=murmur2_random the same key goes to different partitions: order and joins break without an error',
      ],
      remedy:
        'Set partitioner=murmur2_random in librdkafka before the first record; changing it later moves keys. Test: one key from each client to a scratch topic of the same count.',
      guideline: GUIDELINE.hashing,
      confidence: 'high',
    },
  ];
};
