import { count } from '../../words.ts';
import type { Group } from '../groups.ts';
import type { DesignRule } from '../rule.ts';
import { GUIDELINE, inOrder } from '../words.ts';

/** Delivery is at least once, whatever is configured: said once for the whole design, with the group that repeats most. */
export const twice: DesignRule = ({ groups }) => {
  if (groups.length === 0) return [];
  const [worst] = groups.flatMap((group) => repeatedBy(group)).sort((a, b) => b.value - a.value || inOrder(a.id, b.id));
  return [
    {
      rule: 'DESIGN-DELIVERED-TWICE',
      severity: 'info',
      says: 'Each event may come twice, so each handler must refuse an id that it has done.',
      evidence: [
        worst === undefined
          ? 'after a crash everything since the last commit comes again'
          : `after a crash ${worst.id} reads up to ${count(worst.value, 'event')} again: ${worst.formula}`,
      ],
      remedy:
        'Upsert by entity id and version, or keep processed ids in the transaction of the effect, as long as the topic keeps its records; give payment and mail APIs the event id as idempotency key.',
      guideline: GUIDELINE.idempotent,
      confidence: 'high',
    },
  ];
};

/** The plan of the group knows how often its client commits. Empty: no rate is known. */
const repeatedBy = ({ id, plan }: Group) =>
  plan.figures
    .filter(({ name }) => name === 'replayed_after_crash_messages')
    .map(({ value, formula }) => ({ id, value, formula }));
