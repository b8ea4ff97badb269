/** Where the conversation is shown; colours and the line of progress only where somebody watches. */
export interface Terminal {
  question(text: string): void;
  call(because: string, tool: string, args: object): void;
  /** Shown while an answer is awaited, and gone when it is there. */
  waiting(text: string): void;
  answer(text: string, failed: boolean): void;
  note(text: string): void;
}

export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const CODES = { bold: 1, dim: 2, red: 31, cyan: 36, yellow: 33 } as const;

/** Lines of an answer that are shown unless all are asked for. */
const SHOWN_LINES = 26;
const SHOWN_CHARS = 200;

export function createTerminal(output: Output, colours: boolean, everything: boolean): Terminal {
  const paint = (style: keyof typeof CODES, text: string) =>
    colours ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;
  const clearLine = () => {
    if (output.isTTY) output.write('\r\u001b[K');
  };
  const line = (text = '') => void output.write(`${text}\n`);
  return {
    question(text) {
      line();
      line(paint('bold', `You: ${text}`));
    },
    call(because, tool, args) {
      line();
      line(`${paint('dim', `Assistant, to itself: ${because}`)}`);
      line(paint('cyan', `→ ${tool} ${JSON.stringify(args)}`));
    },
    waiting(text) {
      if (!output.isTTY) return;
      clearLine();
      output.write(paint('dim', `  … ${text}`));
    },
    answer(text, failed) {
      clearLine();
      const lines = text.split('\n');
      const shown = everything ? lines : lines.slice(0, SHOWN_LINES);
      shown.forEach((each, index) => {
        const cut = everything || each.length <= SHOWN_CHARS ? each : `${each.slice(0, SHOWN_CHARS)} …`;
        line(`  ${index === 0 ? paint(failed ? 'red' : 'yellow', cut) : cut}`);
      });
      if (lines.length > shown.length)
        line(paint('dim', `  (${lines.length - shown.length} more lines: npm run demo -- --full)`));
    },
    note(text) {
      line();
      line(paint('dim', text));
    },
  };
}
