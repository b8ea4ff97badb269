import type { Finding } from './explain.ts';
import { type AvroType, isPrimitive } from './model.ts';
import type { Place } from './place.ts';

/** What came out for one pair of types: findings, and outcomes of pairs inside. Nothing at all when the reader can read. */
export interface Outcome {
  readonly parts: readonly (Finding | Outcome)[];
  /** Set where Avro throws an exception instead of a verdict: then it is all that the registry says. */
  readonly fatal?: Finding;
}
export const COMPATIBLE: Outcome = { parts: [] };

export interface Question {
  readonly reader: AvroType;
  readonly writer: AvroType;
  readonly place: Place;
}

/** A comparison that asks for others and goes on with their outcomes: nesting costs no stack, however deep it is. */
export type Comparison = Generator<Question, Outcome, Outcome>;

/** How many pairs of types were compared so far. */
export interface Effort {
  pairs: number;
}

/** Pairs of types in all, those that do not fit, and those inside each other: more has only a schema made for it. */
const MAX_PAIRS = 300_000;
const MAX_MISFITS = 100_000;
const MAX_OPEN = 20_000;

/**
 * Answers a question and all that come up on the way, each pair once. As Avro does it: a pair that comes up inside itself
 * counts as compatible, and the outcome of a pair stays the one of the place where it was first met. At its limits it takes all
 * that comes for compatible, so that what was found till then comes out.
 */
export function settle(first: Question, compare: (question: Question, effort: Effort) => Comparison): Settled {
  const effort: Effort = { pairs: 0 };
  const known = new Map<AvroType, Map<AvroType, Outcome>>();
  const open: { readonly question: Question; readonly comparison: Comparison }[] = [];
  let misfits = 0;
  let complete = true;

  function remember({ reader, writer }: Question, outcome: Outcome): void {
    const byWriter = known.get(reader);
    if (byWriter === undefined) known.set(reader, new Map([[writer, outcome]]));
    else byWriter.set(writer, outcome);
  }

  /** null for a pair that has to be compared. */
  function recall({ reader, writer }: Question): Outcome | null {
    // Nothing to remember, and most pairs are such.
    if (reader.kind === writer.kind && isPrimitive(reader.kind)) return COMPATIBLE;
    const outcome = known.get(reader)?.get(writer);
    if (outcome !== undefined) return outcome;
    if (effort.pairs < MAX_PAIRS && misfits < MAX_MISFITS && open.length < MAX_OPEN) return null;
    complete = false;
    return COMPATIBLE;
  }

  function begin(question: Question): IteratorResult<Question, Outcome> {
    effort.pairs += 1;
    remember(question, COMPATIBLE);
    const comparison = compare(question, effort);
    open.push({ question, comparison });
    return comparison.next();
  }

  let step = begin(first);
  for (let current = open.at(-1); current !== undefined; current = open.at(-1)) {
    if (step.done !== true) {
      const outcome = recall(step.value);
      step = outcome === null ? begin(step.value) : current.comparison.next(outcome);
      continue;
    }
    if (step.value.fatal !== undefined) return { outcome: { parts: [step.value.fatal] }, complete };
    remember(current.question, step.value);
    if (step.value.parts.length > 0) misfits += 1;
    open.pop();
    const asker = open.at(-1);
    if (asker === undefined) return { outcome: step.value, complete };
    step = asker.comparison.next(step.value);
  }
  return { outcome: COMPATIBLE, complete };
}

export interface Settled {
  readonly outcome: Outcome;
  /** Whether all that came up was compared. */
  readonly complete: boolean;
}
