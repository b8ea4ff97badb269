import { show } from '../../words.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** Only the number of consumers is known, or not even that. */
export const noRate: PartitionRule = ({ loads, counting, demand }) => {
  if (loads.length > 0) return null;
  const guessed = demand.expected_consumers === undefined;
  return {
    rule: 'PARTITIONS-NO-RATE',
    severity: guessed ? 'medium' : 'low',
    says:
      guessed && counting.binding.id === 'current'
        ? `Neither a rate nor consumers are known, so nothing speaks for another count than ${show(counting.partitions)}.`
        : guessed
          ? `Neither a rate nor consumers are known: ${show(counting.partitions)} is a place to start, not a plan.`
          : 'No rate was given: this is a starting floor for a topic of a few MB/s, not a capacity plan.',
    evidence: [counting.binding.says],
    remedy:
      'Give target_mb_per_s, or target_messages_per_s with average_message_bytes or processing_ms_per_message; or a live topic to measure.',
    guideline: GUIDELINE.formulas,
    confidence: 'high',
  };
};
