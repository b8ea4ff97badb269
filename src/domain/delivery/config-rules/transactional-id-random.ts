import { transactionalIdWords } from '../ids.ts';
import { guideline } from '../words.ts';
import type { ConfigRule } from './rule.ts';
import { said } from './words.ts';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const MADE_UP = /uuid|guid|random|timestamp|nanotime|currenttime|date\.now|\$\{?pid\b/i;

/** Source: KafkaProducer documentation: the id is the same across restarts. */
export const transactionalIdRandom: ConfigRule = (config, premises) => {
  const entry = config('transactional.id');
  if (entry === null || !(UUID.test(entry.value) || MADE_UP.test(entry.value))) return null;
  return {
    rule: 'EOS-TRANSACTIONAL-ID-RANDOM',
    severity: 'high',
    says: 'transactional.id looks made up at each start: then nothing fences the last instance, and what it left open blocks readers until its timeout.',
    evidence: [said(entry)],
    remedy: `Derive it from something stable, such as the StatefulSet ordinal: ${transactionalIdWords(premises) ?? `${premises.label}-<ordinal>`}.`,
    guideline: guideline('zombie-fencing'),
    confidence: 'medium',
  };
};
