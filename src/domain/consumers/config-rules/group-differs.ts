import { named } from '../../named.ts';
import { connectGroup } from '../from-config.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** The configuration belongs to another group than the one that was asked about. */
export const groupDiffers: ConfigRule = (_, { premises }) => {
  const { told, group, client } = premises;
  if (told.group === null || told.group.value === group) return null;
  if (client === 'connect' && connectGroup(group) === told.group.value) return null;
  return {
    rule: 'CONSUMERS-GROUP-DIFFERS',
    severity: 'high',
    says: `The configuration is that of group ${named(told.group.value)}, the plan that of ${named(group)}: under another id the application starts without its offsets.`,
    evidence: [`${told.group.setting} in config: ${named(told.group.value)}`, `group: ${named(group)} (given)`],
    remedy: `Leave the id as it is where the application runs already, and ask again with group left out.`,
    guideline: GUIDELINE.start,
    confidence: 'high',
  };
};
