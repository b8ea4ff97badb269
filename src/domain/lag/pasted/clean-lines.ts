/** Colours and cursor moves of a terminal: an escape character, `[` and parameters up to a letter. */
const TERMINAL_CODES = /(?!\s)\p{Cc}(?:\[[0-9;?]*[A-Za-z])?/gu;

/** What a mail program puts before a line that it quotes, once a level. */
const QUOTE_MARKS = /^\s*(?:>\s?)+/;

/** A line of the tool with the longest names that Kafka allows has some 1,500 characters. */
const LONGEST_LINE = 4_000;

/** The lines of a text that went through terminals, mails and chats, without what those added. */
export const cleanLines = (text: string): readonly string[] =>
  text
    .replace(TERMINAL_CODES, '')
    .split(/\r\n|\r|\n/)
    .map((line) => line.slice(0, LONGEST_LINE).replace(QUOTE_MARKS, '').trim());
