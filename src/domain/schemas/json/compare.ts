import { COMPARISON_LIMIT, type Incompatibility } from '../checker.ts';
import { compareNodes } from './compare-nodes.ts';
import type { Difference, Part } from './differences.ts';
import { excerpt, isObject, type JsonValue } from './json-value.ts';
import { isIncompatible, type Policy, RULES } from './rules.ts';
import type { JsonSchema, SchemaNode } from './schema.ts';
import { createVerdicts } from './verdicts.ts';

/** More would not be read by anybody. */
const MAX_TOLD = 1_000;
/** Steps of the walk that tells: schemas that refer to each other in many ways have more paths than can be walked. */
const MAX_STEPS = 500_000;

interface Frame {
  readonly part: Pick<Part, 'writer' | 'reader'>;
  readonly path: string;
  readonly parts: readonly Part[];
  next: number;
}

/**
 * All that keeps a reader from reading what the writer's schema allows, under the registry's STRICT or LENIENT policy. A
 * recursive schema is told at each place where a reference leads into it, until the walk is inside the same schema again.
 */
export function compareJsonSchemas(reader: JsonSchema, writer: JsonSchema, policy: Policy): Incompatibility[] {
  const verdicts = createVerdicts(policy);
  if (verdicts.fits(writer.root, reader.root)) return [];
  const told: Incompatibility[] = [];
  const tell = (path: string, difference: Difference): void => {
    if (told.length < MAX_TOLD && isIncompatible(difference.rule, policy)) told.push(incompatibility(path, difference));
  };
  const open = new Map<SchemaNode, Set<SchemaNode>>();
  const enter = (part: Frame['part'], path: string): Frame => {
    open.set(part.writer, (open.get(part.writer) ?? new Set()).add(part.reader));
    const { differences, matching, parts } = compareNodes(part.writer, part.reader);
    for (const difference of differences) tell(path, difference);
    if (matching !== null && !verdicts.isCovered(matching)) tell(path, matching.misfit);
    return { part, path, parts, next: 0 };
  };
  const stack = [enter({ writer: writer.root, reader: reader.root }, '')];
  for (let steps = 0; steps < MAX_STEPS && told.length < MAX_TOLD; steps += 1) {
    const frame = stack.at(-1);
    if (frame === undefined) break;
    const part = frame.parts[frame.next];
    frame.next += 1;
    if (part === undefined) {
      open.get(frame.part.writer)?.delete(frame.part.reader);
      stack.pop();
    } else if (!verdicts.fits(part.writer, part.reader)) {
      if (part.misfit !== null) tell(frame.path, part.misfit);
      const isOpen = open.get(part.writer)?.has(part.reader) === true;
      if (part.told && !isOpen) stack.push(enter(part, `${frame.path}/${part.at}`));
    }
  }
  return verdicts.isExhausted() ? [TOO_BIG] : told;
}

const TOO_BIG: Incompatibility = {
  rule: COMPARISON_LIMIT,
  path: '#/',
  message: 'The schemas combine too many alternatives to be compared here; ask the registry.',
  reader: null,
  writer: null,
};

function incompatibility(path: string, { rule, at, writer, reader }: Difference): Incompatibility {
  const steps = at === '' ? path : `${path}/${at}`;
  const name = at.slice(at.indexOf('/') + 1);
  return {
    rule,
    path: steps === '' ? '#/' : `#${steps}`,
    message: RULES[rule]({ name, writer: excerpt(writer), reader: excerpt(reader) }),
    reader: pieceOf(name, reader),
    writer: pieceOf(name, writer),
  };
}

/** The value with its keyword, unless it is a schema, which speaks for itself. */
function pieceOf(name: string, value: JsonValue): string | null {
  if (value === null) return null;
  return excerpt(isObject(value) || name === '' ? value : { [name]: value });
}
