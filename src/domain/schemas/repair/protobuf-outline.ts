import { type Token, tokens } from '../protobuf/tokens.ts';

/** A part of a Protobuf text that ends with a semicolon or with its block. Places count characters from 0; `to` is behind it. */
export interface Part {
  readonly from: number;
  readonly to: number;
  readonly words: readonly string[];
  /** null for a statement. */
  readonly block: Block | null;
}

export interface Block {
  /** Place behind the opening brace and of the closing one. */
  readonly opensAt: number;
  readonly closesAt: number;
  readonly parts: readonly Part[];
}

/** The statements and blocks of a text that a parser has read. */
export function outlineOf(text: string): Block {
  const all = [...tokens(text)];
  let at = 0;

  function partsUntilBrace(): Part[] {
    const parts: Part[] = [];
    while (at < all.length && all[at]?.text !== '}') {
      const part = next();
      if (part !== null) parts.push(part);
    }
    return parts;
  }

  /** null for a lone semicolon. */
  function next(): Part | null {
    const words: Token[] = [];
    /** Brackets, and braces of values: nothing in them ends a statement. */
    let inside = 0;
    for (let token = all[at]; token !== undefined; token = all[at]) {
      at += 1;
      const isValue = inside > 0 || words[0]?.text === 'option';
      if (token.text === ';' && inside === 0) return ended(words, token, null);
      if (token.text === '{' && !isValue) {
        const opensAt = token.at + 1;
        const parts = partsUntilBrace();
        const brace = all[at];
        at += 1;
        const closesAt = brace?.at ?? text.length;
        return ended(words, brace ?? token, { opensAt, closesAt, parts });
      }
      if (token.text === '[' || token.text === '{') inside += 1;
      if (token.text === ']' || token.text === '}') inside -= 1;
      words.push(token);
    }
    return null;
  }

  const ended = (words: readonly Token[], last: Token, block: Block | null): Part | null => {
    const [first] = words;
    if (first === undefined) return null;
    return { from: first.at, to: last.at + last.text.length, words: words.map((word) => word.text), block };
  };

  return { opensAt: 0, closesAt: text.length, parts: partsUntilBrace() };
}

/** The block of a message or oneof, by the names that lead to it. */
export function partNamed(block: Block, names: readonly string[]): Part | null {
  const [name, ...rest] = names;
  if (name === undefined) return null;
  for (const part of block.parts) {
    if (part.block === null || part.words[1] !== name || !KINDS.has(part.words[0] ?? '')) continue;
    return rest.length === 0 ? part : partNamed(part.block, rest);
  }
  return null;
}

const KINDS = new Set(['message', 'oneof', 'enum']);

/** The number of a field's statement; null for a part that is no field. */
export function numberOf({ words, block }: Part): number | null {
  if (block !== null || NO_FIELDS.has(words[0] ?? '')) return null;
  const number = Number(words[words.indexOf('=') + 1]);
  return words.includes('=') && Number.isInteger(number) ? number : null;
}

const NO_FIELDS = new Set(['option', 'syntax', 'edition', 'package', 'import', 'reserved', 'extensions']);

/** The field's own name: the word before the equals sign. */
export const fieldNameOf = ({ words }: Part): string => words[words.indexOf('=') - 1] ?? '';

export interface PlacedField {
  readonly part: Part;
  /** The oneof that it stands in. */
  readonly oneof: Part | null;
}

/** Fields of a message, those in its oneofs too. */
export function fieldsOf(message: Part): readonly PlacedField[] {
  return (message.block?.parts ?? []).flatMap((part): PlacedField[] => {
    if (part.words[0] === 'oneof' && part.block !== null)
      return part.block.parts
        .filter((member) => numberOf(member) !== null)
        .map((member) => ({ part: member, oneof: part }));
    return numberOf(part) === null ? [] : [{ part, oneof: null }];
  });
}

/** One more line at the end of a block, indented as those before it. */
export function appended(text: string, { opensAt, closesAt, parts }: Block, line: string): string {
  const last = parts.at(-1);
  const end = last?.to ?? opensAt;
  if (!text.slice(opensAt, closesAt).includes('\n'))
    return `${text.slice(0, end)} ${line}${text.slice(end).replace(/^(?=\})/, ' ')}`;
  // A comment behind the last statement stays where it is.
  const lineEnd = text.indexOf('\n', end);
  const at = lineEnd < 0 || lineEnd > closesAt ? end : lineEnd;
  const indent = last === undefined ? '  ' : indentAt(text, last.from);
  return `${text.slice(0, at)}\n${indent}${line}${text.slice(at)}`;
}

/** The white space that the line of a place begins with. */
const indentAt = (text: string, at: number): string =>
  /^[^\S\n]*/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1, at))?.[0] ?? '';

/** The text without a part, and without its line when nothing else stands there. */
export function removed(text: string, { from, to }: Part): string {
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  const lineEnd = text.indexOf('\n', to);
  const isAlone = text.slice(lineStart, from).trim() === '' && lineEnd >= 0 && text.slice(to, lineEnd).trim() === '';
  return isAlone ? text.slice(0, lineStart) + text.slice(lineEnd + 1) : text.slice(0, from) + text.slice(to);
}

export const replaced = (text: string, { from, to }: Part, by: string): string =>
  text.slice(0, from) + by + text.slice(to);
