import type { DesignRule } from '../rule.ts';
import { GUIDELINE, listed } from '../words.ts';

/** Field names that are a person, or lead to one; hosts, metrics and products have names too. */
const PERSON =
  /(^|_|-|\.)(e?_?mail|phone|msisdn|mobile|ssn|iban|passport|(first|last|full|middle|family|given|user|customer|person|patient|employee|login)_?name|surname|birth\w*|ip(_?address)?)$/i;

/** A key survives masking, shows in every tool and stays in tombstones. */
export const personalKey: DesignRule = ({ topics }) =>
  topics
    .filter(({ key }) => key !== null && PERSON.test(key.replace(/([a-z])([A-Z])/g, '$1_$2')))
    .map(({ name, key }) => ({
      rule: 'DESIGN-PERSONAL-KEY',
      severity: 'high',
      says: `The key of ${name} is personal data: ${listed([key ?? ''])}.`,
      evidence: ['keys are not encrypted with the payload, and they stay in tombstones, logs and tools'],
      remedy: 'Key by a meaningless id of the person, and keep the way from one to the other in a table.',
      guideline: GUIDELINE.personalData,
      confidence: 'medium',
    }));
