/**
 * A regular expression as a tree: literals, classes, groups, alternatives, repetitions, anchors. Lookaround, backreferences,
 * word borders and flags are left out.
 */
export type Expression =
  | { readonly kind: 'char'; readonly takes: (char: string) => boolean }
  | { readonly kind: 'edge'; readonly at: 'start' | 'end' }
  | { readonly kind: 'sequence'; readonly parts: readonly Expression[] }
  | { readonly kind: 'choice'; readonly ways: readonly Expression[] }
  | { readonly kind: 'repeat'; readonly what: Expression; readonly min: number; readonly max: number };

const MAX_GROUPS_INSIDE_EACH_OTHER = 50;
const QUANTIFIER = /(?:([*+?])|\{(\d{1,3})(,?)(\d{0,3})\})\??/y;
const ITEM = /\((?:\?:)?|\[(?:\\[\s\S]|[^\]\\])*\]|\\[\s\S]|[\s\S]/uy;
/** `.`, a class, an escaped sign or control character, one of the classes \d \w \s, or a plain character. */
const ONE_CHARACTER = /^(?:\[[\s\S]+\]|\\[dDwWsSfnrtv]|\\[^a-zA-Z0-9]|[^\\*+?{}()[\]|])$/u;

/** null for what is left out and for what is no regular expression. */
export function parseExpression(pattern: string): Expression | null {
  let at = 0;

  const choice = (depth: number): Expression | null => {
    const ways: Expression[] = [];
    for (;;) {
      const way = sequence(depth);
      if (way === null) return null;
      ways.push(way);
      if (pattern[at] !== '|') return { kind: 'choice', ways };
      at += 1;
    }
  };

  const sequence = (depth: number): Expression | null => {
    const parts: Expression[] = [];
    while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') {
      const part = item(depth);
      if (part === null) return null;
      parts.push(repeated(part));
    }
    return { kind: 'sequence', parts };
  };

  const item = (depth: number): Expression | null => {
    ITEM.lastIndex = at;
    const text = ITEM.exec(pattern)?.[0] ?? '';
    at += text.length;
    if (text === '^' || text === '$') return { kind: 'edge', at: text === '^' ? 'start' : 'end' };
    if (!text.startsWith('(')) return ONE_CHARACTER.test(text) ? character(text) : null;
    const inner = depth < MAX_GROUPS_INSIDE_EACH_OTHER ? choice(depth + 1) : null;
    if (inner === null || pattern[at] !== ')') return null;
    at += 1;
    return inner;
  };

  const repeated = (what: Expression): Expression => {
    QUANTIFIER.lastIndex = at;
    const found = QUANTIFIER.exec(pattern);
    if (found === null) return what;
    at = QUANTIFIER.lastIndex;
    const [, sign, least, comma, most] = found;
    if (sign !== undefined)
      return { kind: 'repeat', what, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Infinity };
    const min = Number(least);
    return { kind: 'repeat', what, min, max: comma === '' ? min : most === '' ? Infinity : Number(most) };
  };

  const whole = choice(0);
  return at === pattern.length ? whole : null;
}

/** One character is left to the engine: on so little nothing can run long. */
function character(text: string): Expression | null {
  const engine = engineOf(`^${text}$`);
  return engine === null ? null : { kind: 'char', takes: (char) => engine.test(char) };
}

/** With Unicode where the pattern is right with it; `\\-` outside a class, for one, is right only without. */
export function engineOf(pattern: string): RegExp | null {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags);
    } catch {
      // The next flags may do.
    }
  }
  return null;
}
