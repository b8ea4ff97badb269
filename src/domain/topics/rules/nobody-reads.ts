import { named } from '../../named.ts';
import type { DesignRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** An event that nobody consumes costs disk and a contract, for nothing. */
export const nobodyReads: DesignRule = ({ premises }) =>
  premises.events
    .filter(({ consumers }) => consumers.length === 0)
    .map(({ name, producer }) => ({
      rule: 'DESIGN-NOBODY-CONSUMES',
      severity: 'medium',
      says: `Nobody consumes ${named(name)}.`,
      evidence: ['consumers is empty', `producer: ${producer}`],
      remedy: 'Name who will read it, or leave it out until somebody asks: adding an event later breaks nobody.',
      guideline: GUIDELINE.ownership,
      confidence: 'high',
    }));
