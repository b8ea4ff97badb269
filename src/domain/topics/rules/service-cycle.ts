import { named } from '../../named.ts';
import type { BusinessEvent } from '../premises.ts';
import type { DesignRule } from '../rule.ts';
import { GUIDELINE, inOrder, sorted } from '../words.ts';

/** Longer paths are cut in the middle. */
const MOST_STEPS = 8;
const MOST_ROUNDS = 5;

/** Services that set each other off through events: right in a saga that ends, a storm where it does not. */
export const serviceCycle: DesignRule = ({ premises: { events } }) => {
  const sent = events.filter(({ kind }) => kind === 'event' || kind === 'command');
  const seen = new Set<string>();
  const rounds = sorted(sent.map(({ producer }) => producer)).flatMap((start) => {
    const path = seen.has(start) ? null : shortestWayBack(start, sent);
    if (path === null) return [];
    for (const { from } of path) seen.add(from);
    return [wordsOf(path, start)];
  });
  const [first] = rounds;
  if (first === undefined) return [];
  return [
    {
      rule: 'DESIGN-SERVICE-CYCLE',
      severity: 'low',
      says: `Events can go round: ${first}.`,
      evidence: rounds.slice(0, MOST_ROUNDS),
      remedy:
        'Make sure that each round ends: a handler publishes only what its own state change caused, and a step that was done is not done again. caused_by in the request shows which event sets off which.',
      guideline: GUIDELINE.referenceDesign,
      confidence: 'medium',
    },
  ];
};

function wordsOf(path: readonly Step[], start: string): string {
  const steps = path.map(({ from, event }) => `${from} → ${named(event.name)}`);
  const shown = steps.length > MOST_STEPS ? [...steps.slice(0, MOST_STEPS - 1), '…'] : steps;
  return [...shown, start].join(' → ');
}

interface Step {
  readonly from: string;
  readonly event: BusinessEvent;
}

/** Breadth first over services; the first event by name wins a tie. null: no way back. */
function shortestWayBack(start: string, events: readonly BusinessEvent[]): readonly Step[] | null {
  const inNames = [...events].sort((a, b) => inOrder(a.slug, b.slug));
  const reached = new Set([start]);
  let paths: { readonly at: string; readonly steps: readonly Step[] }[] = [{ at: start, steps: [] }];
  while (paths.length > 0) {
    const next: typeof paths = [];
    for (const { at, steps } of paths)
      for (const event of inNames) {
        if (event.producer !== at) continue;
        for (const consumer of event.consumers) {
          if (consumer === at) continue;
          const longer = [...steps, { from: at, event }];
          if (consumer === start) return longer;
          if (reached.has(consumer)) continue;
          reached.add(consumer);
          next.push({ at: consumer, steps: longer });
        }
      }
    paths = next;
  }
  return null;
}
