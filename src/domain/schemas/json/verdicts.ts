import { compareNodes } from './compare-nodes.ts';
import type { Matching } from './differences.ts';
import { createIdentity, type JsonValue } from './json-value.ts';
import { coversAll } from './matching.ts';
import { isIncompatible, type Policy } from './rules.ts';
import { type ResolvedNode, resolve, type SchemaNode } from './schema.ts';

/** A writer's schema and a reader's, with what is known about them. */
interface Pair {
  readonly writer: ResolvedNode;
  readonly reader: ResolvedNode;
  /** null while unknown. */
  fits: boolean | null;
  isOpen: boolean;
  isAssumed: boolean;
}

/** Pairs and questions after which a comparison is given up: one or two seconds, 100 MB. Two schemas of 1 MB that look like
 * each other need some 50,000 of both. */
const MAX_PAIRS = 150_000;
const MAX_QUESTIONS = 700_000;

export interface Verdicts {
  fits(writer: SchemaNode, reader: SchemaNode): boolean;
  isCovered(matching: Matching): boolean;
  /** The comparison was too big: what the others answered is worth nothing. */
  isExhausted(): boolean;
}

/**
 * Says of pairs of schemas whether all that the writer's allows is right for the reader's. Each pair is judged once. A pair
 * that is met again inside itself (a recursive schema) is assumed to fit; where that proves wrong, all that was built on it
 * is judged again, so the answer is the largest one that holds everywhere. No recursion of its own: a chain of references
 * may be as long as a text.
 */
export function createVerdicts(policy: Policy): Verdicts {
  const pairs = new Map<ResolvedNode, Map<ResolvedNode, Pair>>();
  const identify = createIdentity();
  let pairCount = 0;
  let questions = 0;
  const isExhausted = () => pairCount > MAX_PAIRS || questions > MAX_QUESTIONS;

  const pairOf = (writerNode: SchemaNode, readerNode: SchemaNode): Pair => {
    const writer = resolve(writerNode);
    const reader = resolve(readerNode);
    const readers = pairs.get(writer) ?? new Map<ResolvedNode, Pair>();
    pairs.set(writer, readers);
    const known = readers.get(reader);
    if (known !== undefined) return known;
    const pair: Pair = { writer, reader, fits: null, isOpen: false, isAssumed: false };
    readers.set(reader, pair);
    pairCount += 1;
    return pair;
  };

  function* judge({ writer, reader }: Pair): Generator<Pair, boolean, boolean> {
    const { differences, parts, matching } = compareNodes(writer, reader);
    questions += parts.length;
    if (differences.some(({ rule }) => isIncompatible(rule, policy))) return false;
    for (const part of parts) {
      const pair = pairOf(part.writer, part.reader);
      if (!(pair.fits ?? (yield pair))) return false;
    }
    return matching === null || (yield* cover(matching));
  }

  function* cover({ writers, readers }: Matching): Generator<Pair, boolean, boolean> {
    const writersFirst = writers.length <= readers.length;
    const [lefts, rights] = writersFirst ? [writers, readers] : [readers, writers];
    // Their partners are looked for among all of them.
    questions += lefts.length + rights.length;
    const steps = coversAll(lefts.length, rights.length, likelyPartners(lefts, rights, identify));
    let step = steps.next();
    while (step.done !== true) {
      const left = lefts[step.value[0]];
      const right = rights[step.value[1]];
      if (left === undefined || right === undefined || isExhausted()) return false;
      questions += 1;
      const pair = writersFirst ? pairOf(left, right) : pairOf(right, left);
      step = steps.next(pair.fits ?? (yield pair));
    }
    return step.value;
  }

  /** Answers what steps ask, until they come to a verdict. */
  const answerAll = (start: Pair): void => {
    const stack = [enter(start)];
    const fitting: Pair[] = [];
    let isWrong = false;
    let answer = true;
    for (let frame = stack.at(-1); frame !== undefined && !isExhausted(); frame = stack.at(-1)) {
      const { pair, steps } = frame;
      const step = steps.next(answer);
      questions += 1;
      if (step.done === true) {
        pair.fits = step.value;
        pair.isOpen = false;
        if (step.value) fitting.push(pair);
        else if (pair.isAssumed) isWrong = true;
        answer = step.value;
        stack.pop();
      } else if (step.value.fits !== null) {
        answer = step.value.fits;
      } else if (step.value.isOpen) {
        step.value.isAssumed = true;
        answer = true;
      } else {
        stack.push(enter(step.value));
      }
    }
    if (isWrong) for (const pair of fitting) pair.fits = null;
  };

  const enter = (pair: Pair) => {
    pair.isOpen = true;
    pair.isAssumed = false;
    return { pair, steps: judge(pair) };
  };

  const fits = (pair: Pair): boolean => {
    while (pair.fits === null && !isExhausted()) answerAll(pair);
    return pair.fits ?? false;
  };

  return {
    fits: (writer, reader) => fits(pairOf(writer, reader)),
    isCovered(matching) {
      const steps = cover(matching);
      let step = steps.next();
      while (step.done !== true) step = steps.next(fits(step.value));
      return step.value;
    },
    isExhausted,
  };
}

/** Equal texts are tried on each other first: most branches of a schema stay as they are. */
function likelyPartners(
  lefts: readonly SchemaNode[],
  rights: readonly SchemaNode[],
  identify: (value: JsonValue) => number,
): (left: number) => readonly number[] {
  if (lefts.length < 2) return () => [];
  const partners = new Map<number, number[]>();
  for (const [index, { raw }] of rights.entries()) {
    const identity = identify(raw);
    partners.set(identity, [...(partners.get(identity) ?? []), index]);
  }
  return (left) => {
    const raw = lefts[left]?.raw;
    return raw === undefined ? [] : (partners.get(identify(raw)) ?? []);
  };
}
