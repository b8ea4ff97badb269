import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

const DEAD_LETTERS = 'errors.deadletterqueue.topic.name';

/** A sink that skips what it cannot handle, and keeps it nowhere. Source: KIP-298. */
export const silentSkip: ConfigRule = (config, { premises, failures }) => {
  if (premises.client !== 'connect' || config.text('errors.tolerance')?.toLowerCase() !== 'all') return null;
  if ((config.text(DEAD_LETTERS) ?? '') !== '') return null;
  return {
    rule: 'CONSUMERS-SKIPS-IN-SILENCE',
    severity: 'high',
    says: 'Records that cannot be converted or transformed are skipped and kept nowhere.',
    evidence: ['errors.tolerance=all (given)', `${DEAD_LETTERS} is empty`],
    remedy: `${DEAD_LETTERS}=${failures.nativeDeadLetterTopic ?? ''}, errors.deadletterqueue.context.headers.enable=true and errors.log.enable=true.`,
    guideline: GUIDELINE.clients,
    confidence: 'high',
  };
};
