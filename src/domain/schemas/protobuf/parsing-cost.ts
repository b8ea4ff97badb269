import { TOO_MANY_IN_ONE_PLACE } from './limits.ts';
import { tokens } from './tokens.ts';

/*
 * protobufjs 8.8.1 looks at every field of a message again for each field that it adds (`Type.fieldsById` after
 * `clearCache`): measured 0.11 µs for each pair of fields, 131 s for 35,000 fields. The other weights are set beside that by
 * texts of some ten thousand of the same thing.
 */
const TOO_MANY_PAIRS = TOO_MANY_IN_ONE_PLACE ** 2;
const PAIRS_FOR_A_LOOKUP = 10;
const RESERVED_FOR_A_PAIR = 20;
const PAIRS_OF_TOKENS_FOR_A_PAIR = 128;

/** `A=0;` is the shortest declaration, so a shorter text can't hold too many. */
const SHORTEST_DECLARATION_CHARS = 4;
const SURELY_CHEAP_CHARS = SHORTEST_DECLARATION_CHARS * TOO_MANY_IN_ONE_PLACE;

/**
 * Whether protobufjs would need more than half a second for what grows with a square: the fields of a message, the options of
 * one declaration or file, extensions, the values in one option; and reserved numbers times fields, and messages times
 * extensions of messages that it doesn't know.
 */
export const tooCostly = (text: string): boolean => text.length > SURELY_CHEAP_CHARS && pairsIn(text) > TOO_MANY_PAIRS;

/** A text that is read again to find a place is cut in halves some 16 times. */
const MOST_TIMES = 16;
const MOST_CHARS_TO_REPEAT = 50_000;

/** Whether a text may be read over and over within half a second. */
export const canBeRepeated = (text: string): boolean =>
  text.length <= MOST_CHARS_TO_REPEAT && pairsIn(text) * MOST_TIMES <= TOO_MANY_PAIRS;

/** What stands between two braces. */
interface Block {
  readonly opener: string;
  /** Declarations that end with a semicolon. */
  declarations: number;
  options: number;
  reserved: number;
}

/** Words that a block begins with; any other brace belongs to the value of an option. */
const OPENERS = new Set(['message', 'enum', 'oneof', 'extend', 'service', 'rpc', 'group']);

function pairsIn(text: string): number {
  const file = newBlock('');
  const blocks = [file];
  let [pairs, messages, extensions] = [0, 0, 0];
  let statement = newStatement();
  for (const { text: word } of tokens(text)) {
    const block = blocks.at(-1) ?? file;
    statement.tokens++;
    statement.first ||= word;
    if (word === ',') statement.commas++;
    else if (OPENERS.has(word)) statement.opener ||= word;
    else if (word === '{' && statement.opener === '') statement.depth++;
    else if (word === '}' && statement.depth > 0) statement.depth--;
    else if (word === '{') {
      // The members of a oneof are fields of its message.
      blocks.push(statement.opener === 'oneof' ? block : newBlock(statement.opener));
      if (statement.opener === 'message') messages++;
      statement = newStatement();
    } else if (word === '}') {
      if (blocks.length > 1) blocks.pop();
      if (blocks.at(-1) !== block) pairs += pairsOf(block);
      statement = newStatement();
    } else if (word === ';' && statement.depth === 0) {
      block.declarations++;
      if (block.opener === 'extend') extensions++;
      if (statement.first === 'option') block.options++;
      if (statement.first === 'reserved') block.reserved += statement.commas + 1;
      else pairs += statement.tokens ** 2 / PAIRS_OF_TOKENS_FOR_A_PAIR;
      statement = newStatement();
    }
  }
  return pairs + pairsOf(file) + extensions ** 2 + messages * extensions * PAIRS_FOR_A_LOOKUP;
}

const newBlock = (opener: string): Block => ({ opener, declarations: 0, options: 0, reserved: 0 });
const newStatement = () => ({ first: '', opener: '', tokens: 0, commas: 0, depth: 0 });

/** Where a member is not held against all others; the options are. */
const CHEAP_MEMBERS = new Set(['enum', 'service']);

const pairsOf = ({ opener, declarations, options, reserved }: Block): number =>
  (CHEAP_MEMBERS.has(opener) ? options : declarations) ** 2 + (declarations * reserved) / RESERVED_FOR_A_PAIR;
