import { tokens } from '../protobuf/tokens.ts';

/** One statement in a line, as the tokens come; comments are no part of a schema. */
export function statementsOf(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let depth = 0;
  let brackets = 0;
  const end = () => {
    if (line !== '') lines.push('  '.repeat(depth) + line);
    line = '';
  };
  for (const token of tokens(text)) {
    if (token.text === '[') brackets += 1;
    if (token.text === ']') brackets -= 1;
    if (token.text === '}' && brackets === 0) {
      end();
      depth = Math.max(0, depth - 1);
    }
    line +=
      line === '' || /^[;,\])>]$/.test(token.text) || /[[(<]$/.test(line) || token.text === '<'
        ? token.text
        : ` ${token.text}`;
    if (brackets > 0) continue;
    if (token.text === ';' || token.text === '}') end();
    if (token.text === '{') {
      end();
      depth += 1;
    }
  }
  end();
  return lines;
}
