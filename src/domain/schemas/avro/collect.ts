import { COMPARISON_LIMIT, type Incompatibility } from '../checker.ts';
import { explain, type Finding } from './explain.ts';
import type { Outcome, Settled } from './settle.ts';

/** More than anybody reads, and little enough to hold. */
const MAX_FOUND = 20_000;
/** Of all paths together: one through a chain of thousands of types is long. */
const MAX_PATH_CHARACTERS = 4_000_000;

/** The findings of an outcome in the order in which Avro meets them, each once: pairs inside can be part of several. */
export function collect({ outcome, complete }: Settled): readonly Incompatibility[] {
  const found = new Map<string, Incompatibility>();
  const seen = new Set<Outcome>();
  const left: (Finding | Outcome)[] = [outcome];
  let characters = 0;
  for (let part = left.pop(); part !== undefined; part = left.pop()) {
    if ('rule' in part) {
      const incompatibility = explain(part);
      characters += incompatibility.path.length;
      found.set(`${part.rule} ${incompatibility.path} ${incompatibility.message}`, incompatibility);
      if (found.size >= MAX_FOUND || characters >= MAX_PATH_CHARACTERS) return [...found.values(), givenUp(found.size)];
    } else if (!seen.has(part)) {
      seen.add(part);
      for (let index = part.parts.length - 1; index >= 0; index--) {
        const inner = part.parts[index];
        if (inner !== undefined) left.push(inner);
      }
    }
  }
  return complete ? [...found.values()] : [...found.values(), givenUp(found.size)];
}

const givenUp = (found: number): Incompatibility => ({
  rule: COMPARISON_LIMIT,
  path: '/',
  message: `The comparison was given up after ${found} findings: the schemas are too large or nest too deep, and more may not fit.`,
  reader: null,
  writer: null,
});
