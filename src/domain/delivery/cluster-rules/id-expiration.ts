import { guideline, time } from '../words.ts';
import { type ClusterRule, fine, notSeen, wrong } from './rule.ts';

/** A weekend of silence. [rule of thumb] Kafka's default is 7 d. */
const SHORT_MS = 259_200_000;

/** Source: broker configuration: transactional.id.expiration.ms. */
export const idExpiration: ClusterRule = ({ brokers }, { transactional }) => {
  const known = brokers.flatMap(({ settings }) => settings?.idExpirationMs ?? []);
  if (!transactional || known.length === 0) return notSeen;
  const least = Math.min(...known);
  if (least >= SHORT_MS) return fine(`transactional ids are kept for ${time(least)} of silence`);
  return wrong({
    rule: 'EOS-ID-EXPIRATION',
    severity: 'low',
    says: `A transactional id that is silent for ${time(least)} is forgotten: its producer then fails with InvalidPidMappingException.`,
    evidence: [`transactional.id.expiration.ms ${least} (DescribeConfigs)`, '604800000 by default'],
    remedy: 'Leave it at 7 d, or make sure that a producer which was silent for longer is made anew.',
    guideline: guideline('zombie-fencing'),
    confidence: 'high',
  });
};
