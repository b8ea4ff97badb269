import { atLeast } from '../../configs/release.ts';
import { guideline } from '../words.ts';
import type { EosRule } from './rule.ts';

/** Before KIP-890 a late write could leave a transaction hanging. Source: upgrade notes 3.6 and 4.0. */
export const lateWrites: EosRule = ({ premises: { transactional, release } }) => {
  if (!transactional || atLeast(release, '3.6')) return null;
  return {
    rule: 'EOS-LATE-WRITES',
    severity: 'medium',
    says: `Brokers of ${release} take late writes to a transaction that is over, which leaves it hanging: read_committed readers of the partition then stop for good.`,
    evidence: [`kafka_version ${release}`, 'transaction.partition.verification.enable exists since 3.6 (KIP-890)'],
    remedy:
      'Raise the brokers to 3.6.1 or later, best to 4.x with transaction.version=2; until then watch PartitionsWithLateTransactionsCount.',
    guideline: guideline('transactions-version-2'),
    confidence: 'high',
  };
};
