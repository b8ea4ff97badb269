import { count, percent, show } from '../../words.ts';
import { ceiling } from '../arithmetic.ts';
import type { Premises } from '../premises.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

type Group = Pick<Premises, 'targetMessagesPerS' | 'processingMs' | 'consumers' | 'consumersAssumed'>;

/** The given consumers, one record at a time each, do less than the load of today. Source: derived, Little's law. */
export const tooFew = ({ targetMessagesPerS, processingMs, consumers, consumersAssumed }: Group): boolean =>
  targetMessagesPerS !== null &&
  processingMs !== null &&
  consumers !== null &&
  !consumersAssumed &&
  ceiling((targetMessagesPerS * processingMs) / 1000) > consumers;

/** Partitions do not help where too few consumers read them. */
export const consumersTooFew: PartitionRule = ({ premises }) => {
  const { targetMessagesPerS: rate, processingMs, consumers, utilisation } = premises;
  if (rate === null || processingMs === null || consumers === null || !tooFew(premises)) return null;
  const needed = ceiling((rate * processingMs) / 1000 / utilisation);
  return {
    rule: 'PARTITIONS-CONSUMERS-TOO-FEW',
    severity: 'high',
    says: `${count(consumers, 'consumer')} that ${consumers === 1 ? 'works' : 'work'} on one record at a time ${consumers === 1 ? 'does' : 'do'} ${show((consumers * 1000) / processingMs)} of ${count(rate, 'message')}/s: lag grows, whatever the partitions.`,
    evidence: [
      `${count(consumers, 'consumer')} × 1,000 ÷ ${show(processingMs)} ms = ${show((consumers * 1000) / processingMs)} messages/s`,
      `⌈${show(rate)} messages/s × ${show(processingMs)} ms ÷ ${show(utilisation)} utilisation⌉ = ${count(needed, 'consumer')}`,
    ],
    remedy: `Run ${count(needed, 'consumer')} for ${percent(utilisation)} busy, or a faster handler (batches, several records at once). Where an instance runs several consumers, give their number in all as expected_consumers.`,
    guideline: GUIDELINE.formulas,
    confidence: 'medium',
  };
};
