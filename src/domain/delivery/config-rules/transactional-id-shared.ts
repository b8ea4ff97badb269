import { count } from '../../count.ts';
import { transactionalIdWords } from '../ids.ts';
import { differsByInstance } from '../transactional-id.ts';
import { guideline, originOf } from '../words.ts';
import type { ConfigRule } from './rule.ts';
import { said, withoutTransactions } from './words.ts';

/** Source: ProducerFencedException: the newest instance with the id wins. */
export const transactionalIdShared: ConfigRule = (config, premises) => {
  const entry = config('transactional.id');
  const { producers: users } = premises;
  const { transactional } = premises;
  if (entry === null || users.value < 2 || differsByInstance(entry.value) || transactionalIdWords(premises) === null)
    return null;
  return {
    rule: 'EOS-TRANSACTIONAL-ID-SHARED',
    severity: users.assumed ? 'medium' : 'critical',
    says: `One transactional.id for ${count(users.value, 'producer')}: each start fences the others, for ever.`,
    evidence: [
      said(entry),
      `${users.name} = ${users.value} (${originOf(users)})`,
      'nothing in the id differs between them',
    ],
    remedy: transactional ? `Give each its own: ${transactionalIdWords(premises)}.` : withoutTransactions(entry),
    guideline: guideline('zombie-fencing'),
    confidence: users.assumed ? 'low' : 'medium',
  };
};
