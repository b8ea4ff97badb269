import { guideline } from '../words.ts';
import type { ConfigRule } from './rule.ts';
import { said } from './words.ts';

/** Source: KIP-939, ProducerConfig since 4.1. */
export const twoPhaseCommit: ConfigRule = (config) => {
  const entry = config('transaction.two.phase.commit.enable');
  if (entry === null || entry.value !== 'true') return null;
  const timeout = config('transaction.timeout.ms');
  const both = timeout?.given === true;
  return {
    rule: 'EOS-TWO-PHASE-COMMIT',
    severity: both ? 'critical' : 'medium',
    says: both
      ? 'Two-phase commit forbids transaction.timeout.ms: the producer does not start with both.'
      : 'With two-phase commit no timeout ends a transaction: a dead producer holds read_committed readers back until somebody ends it.',
    evidence: [said(entry), ...(both ? [said(timeout)] : [])],
    remedy:
      'Leave it off unless an external coordinator, such as Flink, asks for it; then alert on the last stable offset and keep forceTerminateTransaction at hand.',
    guideline: guideline('transactions-version-2'),
    confidence: 'high',
  };
};
