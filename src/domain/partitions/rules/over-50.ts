import type { PartitionRule } from '../rule.ts';
import { GUIDELINE, show } from '../words.ts';

/** More than 50 partitions owe a measured number that asks for them. */
export const over50: PartitionRule = ({ limits, loads, hotKey, counting, premises }) => {
  const over = limits.find(({ limit, status }) => limit === 'partitions of the topic' && status !== 'ok');
  if (over === undefined) return null;
  const { binding, partitions } = counting;
  const load = binding.id === 'hot-key' ? hotKey?.load : loads.find(({ id }) => id === binding.id);
  const measured = (load !== undefined && !load.assumed) || binding.id === 'current';
  const slow = binding.id === 'F2-processing';
  return {
    rule: 'PARTITIONS-OVER-50',
    severity: measured && !slow ? 'low' : 'medium',
    says: measured
      ? `${show(partitions)} partitions are more than most topics need; write the reason down.`
      : `${show(partitions)} partitions are more than most topics need, and no measured number asks for them.`,
    evidence: [binding.says],
    remedy: slow
      ? `Make the handler faster first: batches, asynchronous I/O, work per key in parallel.${premises.keyed ? '' : ' A share group (Kafka 4.2 and later) needs no partition per consumer.'}`
      : 'Measure the rate of one partition and make the slowest group faster before paying with partitions.',
    guideline: GUIDELINE.antiPatterns,
    confidence: 'high',
  };
};
