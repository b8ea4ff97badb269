/** A word, a sign or a whole string with its quotes. */
export interface Token {
  readonly text: string;
  /** Where it starts in the text, from 0. */
  readonly at: number;
}

/**
 * White space, comments, strings, signs, words. Words end where protobufjs ends them (its `src/tokenize.js`), so that its
 * complaints can be found again; strings are written without a choice inside a repetition, which would fill the stack.
 */
const PIECE =
  /(\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)|"[^"\\]*(?:\\[\s\S][^"\\]*)*"|'[^'\\]*(?:\\[\s\S][^'\\]*)*'|[{}=;:[\],()<>"']|[^\s{}=;:[\],'"()<>]+/gy;

/** The tokens of a Protobuf text without comments, one after the other. */
export function* tokens(text: string): Generator<Token> {
  const piece = new RegExp(PIECE);
  for (let match = piece.exec(text); match !== null; match = piece.exec(text)) {
    if (match[1] === undefined) yield { text: match[0], at: match.index };
  }
}

/** Line and column of a place in a text, both from 1. */
export function placeAt(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at);
  return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') };
}
