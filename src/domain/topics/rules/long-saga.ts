import { named } from '../../named.ts';
import type { BusinessEvent } from '../premises.ts';
import type { DesignRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** Above four steps nobody sees the whole any more: orchestrate. */
const MOST_STEPS = 4;

export const longSaga: DesignRule = ({ premises: { events } }) => {
  const bySlug = new Map(events.map((event) => [event.givenSlug, event]));
  const chains = events.map((event) => chainTo(event, bySlug));
  const longest = chains.reduce<readonly BusinessEvent[]>(
    (most, chain) => (chain.length > most.length ? chain : most),
    [],
  );
  if (longest.length - 1 <= MOST_STEPS) return [];
  const names = longest.map(({ name }) => named(name));
  return [
    {
      rule: 'DESIGN-LONG-SAGA',
      severity: 'medium',
      says: `${names[0]} sets off ${longest.length - 1} steps in a row; above ${MOST_STEPS} nobody sees where a business case stands.`,
      evidence: [(names.length > 8 ? [...names.slice(0, 7), '…'] : names).join(' → ')],
      remedy:
        'Let one service hold the state of the case and send the commands (orchestration), with a timeout and a compensation for each step.',
      guideline: GUIDELINE.referenceDesign,
      confidence: 'medium',
    },
  ];
};

/** First cause first. A circle was refused, so this ends. */
function chainTo(event: BusinessEvent, bySlug: ReadonlyMap<string, BusinessEvent>): BusinessEvent[] {
  const chain = [event];
  for (let cause = event.causedBy; cause !== null; ) {
    const before = bySlug.get(cause);
    if (before === undefined) break;
    chain.unshift(before);
    cause = before.causedBy;
  }
  return chain;
}
