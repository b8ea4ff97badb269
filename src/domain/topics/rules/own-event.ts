import { named } from '../../named.ts';
import type { DesignRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** A service that listens to itself uses Kafka as a queue between its own threads, or loops. */
export const ownEvent: DesignRule = ({ premises }) =>
  premises.events
    .filter(({ consumers, producer, kind }) => kind !== 'state' && consumers.includes(producer))
    .map(({ name, producer }) => ({
      rule: 'DESIGN-OWN-EVENT',
      severity: 'low',
      says: `${producer} consumes its own ${named(name)}.`,
      evidence: [`producer and consumer of ${named(name)}: ${producer}`],
      remedy:
        'Fine as a work queue or to rebuild a view. Else do the work in the transaction that makes the event; and make sure that handling it does not publish it again.',
      guideline: GUIDELINE.eventsNotTables,
      confidence: 'medium',
    }));
