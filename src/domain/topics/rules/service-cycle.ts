import { named } from '../../named.ts';
import type { BusinessEvent } from '../premises.ts';
import type { DesignRule } from '../rule.ts';
import { GUIDELINE, grouped, inOrder, sorted } from '../words.ts';

/** Longer paths are cut in the middle. */
const MOST_STEPS = 8;
const MOST_ROUNDS = 5;

/** It says that values changed: who takes them over has changed them too. `OrderPaid` happens once. */
const CHANGE = /-(changed|updated|modified|upserted|synced|synchronised|synchronized|replicated)$/;

/**
 * Services that send each other the changes of one entity: each change may come back as a new one. Facts that answer each other,
 * as in a saga, are none, and nor is what names another cause.
 */
export const serviceCycle: DesignRule = ({ premises: { events } }) => {
  const changes = events.filter(({ kind, slug }) => kind === 'state' || (kind === 'event' && CHANGE.test(slug)));
  const rounds = [...grouped(changes, ({ entity }) => entity)]
    .sort(([a], [b]) => inOrder(a, b))
    .flatMap(([entity, own]) => roundsOf(own).map((round) => ({ entity, round })));
  const [first] = rounds;
  if (first === undefined) return [];
  return [
    {
      rule: 'DESIGN-SERVICE-CYCLE',
      severity: 'low',
      says: `Changes of one ${first.entity} can go round without end: ${first.round}.`,
      evidence: rounds.slice(0, MOST_ROUNDS).map(({ round }) => round),
      remedy:
        'Publish only what a service changed itself, not what it took over from the other, and skip a record that changes nothing. Best: one service owns the values, and the others send it commands. caused_by in the request shows which event sets off which.',
      guideline: GUIDELINE.ownership,
      confidence: 'medium',
    },
  ];
};

/** One for each circle of services. */
function roundsOf(changes: readonly BusinessEvent[]): string[] {
  const seen = new Set<string>();
  return sorted(changes.map(({ producer }) => producer)).flatMap((start) => {
    const path = seen.has(start) ? null : shortestWayBack(start, changes);
    if (path === null) return [];
    for (const { producer } of path) seen.add(producer);
    return [wordsOf(path, start)];
  });
}

function wordsOf(path: readonly BusinessEvent[], start: string): string {
  const steps = path.map(({ producer, name }) => `${producer} → ${named(name)}`);
  const shown = steps.length > MOST_STEPS ? [...steps.slice(0, MOST_STEPS - 1), '…'] : steps;
  return [...shown, start].join(' → ');
}

/** A cause that is not known may be any. */
const maySetOff = (event: BusinessEvent, next: BusinessEvent): boolean =>
  next.causedBy === null || next.causedBy === event.givenSlug;

/** Breadth first over events; the first by name wins a tie. null: no way back. */
function shortestWayBack(start: string, changes: readonly BusinessEvent[]): readonly BusinessEvent[] | null {
  const inNames = [...changes].sort((a, b) => inOrder(a.slug, b.slug));
  const reached = new Set<BusinessEvent>();
  // Circles of known causes are refused, so each round has an event of unknown cause to begin with.
  let paths = inNames
    .filter(({ producer, causedBy }) => producer === start && causedBy === null)
    .map((event) => [event]);
  while (paths.length > 0) {
    const longer: BusinessEvent[][] = [];
    for (const path of paths) {
      const last = path.at(-1);
      if (last === undefined || reached.has(last)) continue;
      reached.add(last);
      if (last.producer !== start && last.consumers.includes(start)) return path;
      for (const next of inNames)
        if (next.producer !== last.producer && last.consumers.includes(next.producer) && maySetOff(last, next))
          longer.push([...path, next]);
    }
    paths = longer;
  }
  return null;
}
