import { named } from '../../named.ts';
import type { DesignRule } from '../rule.ts';
import { GUIDELINE, listed } from '../words.ts';

/** A command is addressed to one service, which may refuse it. */
export const severalReceivers: DesignRule = ({ premises }) =>
  premises.events
    .filter(({ kind, consumers }) => kind === 'command' && consumers.length > 1)
    .map(({ name, consumers }) => ({
      rule: 'DESIGN-COMMAND-TO-MANY',
      severity: 'medium',
      says: `The command ${named(name)} has ${consumers.length} receivers, so nobody decides whether it is carried out.`,
      evidence: [`consumers: ${listed(consumers)}`],
      remedy:
        'Send it to the one that owns the entity, and let the others read the event that it publishes. Or make it an event.',
      guideline: GUIDELINE.eventsNotTables,
      confidence: 'high',
    }));
