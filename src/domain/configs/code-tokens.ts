import { unreadable } from './text-refused.ts';

/** A word, a string, a sign, or everything between two brackets. */
export interface Token {
  readonly kind: 'word' | 'string' | 'sign' | 'group' | 'line';
  /** Of a string without its quotes, of a group the bracket that opens it. */
  readonly text: string;
  readonly inside: readonly Token[];
  /** Where it stands in the text. */
  readonly from: number;
  readonly to: number;
}

const TOKEN =
  /(?<skip>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|#[^\n]*|[^\S\n]+)|(?<string>"""[\s\S]*?"""|@?"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|(?<word>[A-Za-z_$][\w$]*(?:[.-][A-Za-z_$][\w$]*)*|\d[\w.]*)|(?<line>\n)|(?<sign>=>|:=|->|[!<>=]=|[\s\S])/gy;
const CLOSING: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']' };

/** Brackets in brackets, more than any program has around its settings. */
export const MOST_DEEP = 50;

const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length;

/** Code as a tree of brackets. Throws KnownFailure with the line where one is not closed. */
export function codeTokens(text: string): readonly Token[] {
  const root: Token[] = [];
  const stack: { inside: Token[]; opener: string; from: number }[] = [{ inside: root, opener: '', from: 0 }];
  for (const match of text.matchAll(TOKEN)) {
    const { string, word, line, sign } = match.groups ?? {};
    const top = stack.at(-1);
    if (top === undefined) break;
    const [from, to] = [match.index, match.index + match[0].length];
    if (string !== undefined) top.inside.push({ kind: 'string', text: unquoted(string), inside: [], from, to });
    else if (word !== undefined) top.inside.push({ kind: 'word', text: word, inside: [], from, to });
    else if (line !== undefined) top.inside.push({ kind: 'line', text: line, inside: [], from, to });
    else if (sign !== undefined && CLOSING[sign] !== undefined) {
      if (stack.length > MOST_DEEP) throw unreadable(lineAt(text, from));
      stack.push({ inside: [], opener: sign, from });
    } else if (sign !== undefined && CLOSING[top.opener] === sign) {
      stack.pop();
      stack.at(-1)?.inside.push({ kind: 'group', text: top.opener, inside: top.inside, from: top.from, to });
    } else if (sign !== undefined) top.inside.push({ kind: 'sign', text: sign, inside: [], from, to });
  }
  const open = stack.at(-1);
  if (open !== undefined && stack.length > 1) throw unreadable(lineAt(text, open.from));
  return root;
}

const unquoted = (string: string): string => {
  const bare = string.replace(/^@/, '');
  const marks = bare.startsWith('"""') ? 3 : 1;
  return bare.slice(marks, -marks).replace(/\\(["'\\`])/g, '$1');
};
