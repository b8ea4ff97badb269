import { named } from '../../named.ts';
import { count } from '../../words.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** More names are a list to search in. */
const LISTED = 6;

/** What nobody here knows was not judged, and is said: silence would read as approval. */
export const notRead: ConfigRule = (config) => {
  const { unknown } = config;
  if (unknown.length === 0) return null;
  const listed = unknown.slice(0, LISTED).map(named).join(', ');
  return {
    rule: 'CONSUMERS-CONFIG-NOT-READ',
    severity: 'low',
    says: `${count(unknown.length, 'setting')} of the configuration ${unknown.length === 1 ? 'is' : 'are'} not known here and ${unknown.length === 1 ? 'was' : 'were'} not looked at.`,
    evidence: [`${listed}${unknown.length > LISTED ? ', …' : ''}`],
    remedy: 'Where it is meant for the client, correct its name; a plugin may have names of its own.',
    guideline: GUIDELINE.clients,
    confidence: 'high',
  };
};
