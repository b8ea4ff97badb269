import { type Expression, engineOf, parseExpression } from './regular-expression.ts';

/** Steps that all patterns of a schema may still take, for a schema may come from anybody and the engine has no limit. */
export interface PatternBudget {
  steps: number;
}

/** About half a second. A pattern of ten characters takes some hundred steps for a name of thirty. */
export const patternBudget = (): PatternBudget => ({ steps: 2_000_000 });

/** The engine of Node goes that much faster than the steps here. */
const ENGINE_STEPS_PER_STEP = 100;
/** What the engine may be given at once; it cannot be stopped. */
const MAX_ENGINE_STEPS = 1_000_000;

/**
 * Whether a regular expression finds something in a name, as `patternProperties` asks. What is no expression finds nothing,
 * nor does one that looks around or back in a name that is too long for that, nor any when the budget is used up.
 */
export function namePattern(pattern: string, budget: PatternBudget): (name: string) => boolean {
  const engine = engineOf(pattern);
  let expression: Expression | null | undefined;
  return (name) => {
    if (engine === null || budget.steps < 0) return false;
    const cost = engineSteps(pattern, name);
    if (cost <= MAX_ENGINE_STEPS) {
      budget.steps -= cost / ENGINE_STEPS_PER_STEP;
      return engine.test(name);
    }
    if (expression === undefined) expression = parseExpression(pattern);
    return expression !== null && finds(expression, name, budget);
  };
}

/** At most so many steps for the engine: it may try every repetition with every length, and a repeated group in every way. */
function engineSteps(pattern: string, { length }: string): number {
  if (/\)[*+?{]|\\[1-9]/.test(pattern)) return 2 ** length;
  const repetitions = (pattern.match(/[*+{]/g) ?? []).length;
  return length ** (pattern.startsWith('^') ? repetitions : repetitions + 1) + pattern.length;
}

/** Goes through the expression with all places at once that the name can have been read up to. */
function finds(expression: Expression, name: string, budget: PatternBudget): boolean {
  const chars = [...name];
  const after = (part: Expression, places: ReadonlySet<number>): ReadonlySet<number> => {
    budget.steps -= places.size + 1;
    if (budget.steps < 0 || places.size === 0) return new Set();
    switch (part.kind) {
      case 'char':
        return new Set([...places].filter((place) => takes(part, chars[place])).map((place) => place + 1));
      case 'edge':
        return new Set([...places].filter((place) => place === (part.at === 'start' ? 0 : chars.length)));
      case 'sequence':
        return part.parts.reduce((reached, next) => after(next, reached), places);
      case 'choice':
        return new Set(part.ways.flatMap((way) => [...after(way, places)]));
      case 'repeat':
        return afterRepeat(part, places);
    }
  };
  const afterRepeat = (
    { what, min, max }: Extract<Expression, { kind: 'repeat' }>,
    places: ReadonlySet<number>,
  ): ReadonlySet<number> => {
    let reached = places;
    for (let count = 0; count < min && reached.size > 0; count += 1) reached = after(what, reached);
    const all = new Set(reached);
    let fresh = reached;
    for (let count = min; count < max && fresh.size > 0; count += 1) {
      fresh = new Set([...after(what, fresh)].filter((place) => !all.has(place)));
      for (const place of fresh) all.add(place);
    }
    return all;
  };
  const anywhere = new Set(Array.from({ length: chars.length + 1 }, (_, place) => place));
  return after(expression, anywhere).size > 0;
}

const takes = ({ takes: test }: Extract<Expression, { kind: 'char' }>, char: string | undefined): boolean =>
  char !== undefined && test(char);
