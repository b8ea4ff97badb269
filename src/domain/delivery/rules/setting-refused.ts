import { guideline } from '../words.ts';
import type { EosRule } from './rule.ts';

/** A defect of this server, said rather than handed out as advice. */
export const settingRefused: EosRule = ({ needs: { refused }, premises: { release } }) => {
  const [first] = refused;
  if (first === undefined) return null;
  return {
    rule: 'EOS-SETTING-REFUSED',
    severity: 'high',
    says: `A setting that the plan needs is not accepted by ${release}, and was left out: ${first.name}.`,
    evidence: refused.map(({ family, name, value, because }) => `${family}: ${name}=${value}: ${because}`),
    remedy: 'Look the setting up for your release before you rely on the plan.',
    guideline: guideline('transactions'),
    confidence: 'high',
  };
};
