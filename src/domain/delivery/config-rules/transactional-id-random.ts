import { transactionalIdWords } from '../ids.ts';
import { looksMadeUp } from '../transactional-id.ts';
import { guideline } from '../words.ts';
import type { ConfigRule } from './rule.ts';
import { ownClient, said, withoutTransactions } from './words.ts';

/** Source: KafkaProducer documentation: the id is the same across restarts. */
export const transactionalIdRandom: ConfigRule = (config, premises) => {
  const entry = config('transactional.id');
  // Frameworks make theirs themselves and ignore this one.
  if (entry === null || !ownClient(premises.client) || !looksMadeUp(entry.value)) return null;
  return {
    rule: 'EOS-TRANSACTIONAL-ID-RANDOM',
    severity: 'high',
    says: 'transactional.id looks made up at each start: then nothing fences the last instance, and what it left open blocks readers until its timeout.',
    evidence: [said(entry)],
    remedy: premises.transactional
      ? `Derive it from something stable, such as the StatefulSet ordinal: ${transactionalIdWords(premises) ?? `${premises.label}-<ordinal>`}.`
      : withoutTransactions(entry),
    guideline: guideline('zombie-fencing'),
    confidence: 'medium',
  };
};
