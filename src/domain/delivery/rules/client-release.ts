import { atLeast } from '../../configs/release.ts';
import { guideline } from '../words.ts';
import type { EosRule } from './rule.ts';

/** Transactions version 2 needs both sides at 4.0. Source: KIP-890 part 2. */
export const clientRelease: EosRule = ({ premises }) => {
  const { client, transactional, release, clientRelease: own, clientReleaseGiven } = premises;
  const javaBased = client === 'java' || client === 'streams';
  if (!transactional || !javaBased || !clientReleaseGiven || !atLeast(release, '4.0') || atLeast(own, '4.0'))
    return null;
  return {
    rule: 'EOS-CLIENT-RELEASE',
    severity: 'medium',
    says: `A ${own} client does not use transactions version 2, though brokers of ${release} offer it: a late write can still join the next transaction.`,
    evidence: [`client_version ${own}`, `kafka_version ${release}`, 'KIP-890 part 2 needs both from 4.0'],
    remedy: 'Raise the client to 4.0 or later; it changes over by itself between two transactions.',
    guideline: guideline('transactions-version-2'),
    confidence: 'high',
  };
};
