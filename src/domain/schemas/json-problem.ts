/** Where a text stops being JSON; line and column count from 1. */
export interface JsonProblem {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
}

const TOKEN =
  /[ \t\r\n]+|"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)\b|[{}[\],:]/uy;

type State = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or ]' | 'comma or }' | 'end';

/**
 * The first place where a text is not JSON, null when it is. JSON.parse does not tell the place in every case and words it
 * differently in each release of Node.
 */
export function jsonProblem(text: string): JsonProblem | null {
  try {
    JSON.parse(text);
    return null;
  } catch {
    return locate(text);
  }
}

function locate(text: string): JsonProblem {
  const open: ('{' | '[')[] = [];
  let state: State = 'value';
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) return problem(text, at, state);
    if (token.trim() !== '') {
      const next = step(state, token, open);
      if (next === null) return problem(text, at, state);
      state = next;
    }
    at += token.length;
  }
  return problem(text, at, state);
}

/** The state after a token, null when the token can't stand there. Keeps `open` up to date. */
function step(state: State, token: string, open: ('{' | '[')[]): State | null {
  const isString = token.startsWith('"');
  switch (state) {
    case 'value':
    case 'value or ]':
      if (token === '{' || token === '[') {
        open.push(token);
        return token === '{' ? 'key or }' : 'value or ]';
      }
      if (token === ']' && state === 'value or ]') return close(open);
      return '}],:'.includes(token) ? null : after(open);
    case 'key':
      return isString ? 'colon' : null;
    case 'key or }':
      return token === '}' ? close(open) : isString ? 'colon' : null;
    case 'colon':
      return token === ':' ? 'value' : null;
    case 'comma or ]':
      return token === ',' ? 'value' : token === ']' ? close(open) : null;
    case 'comma or }':
      return token === ',' ? 'key' : token === '}' ? close(open) : null;
    case 'end':
      return null;
  }
}

function close(open: ('{' | '[')[]): State {
  open.pop();
  return after(open);
}

const after = (open: readonly ('{' | '[')[]): State => {
  const inside = open.at(-1);
  return inside === undefined ? 'end' : inside === '{' ? 'comma or }' : 'comma or ]';
};

const EXPECTED: Record<State, string> = {
  value: 'a value',
  'value or ]': 'a value or ]',
  key: 'a name in double quotes',
  'key or }': 'a name in double quotes or }',
  colon: 'a colon',
  'comma or ]': 'a comma or ]',
  'comma or }': 'a comma or }',
  end: 'the end of the text',
};

function problem(text: string, at: number, state: State): JsonProblem {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  return { line, column: at - (before.lastIndexOf('\n') + 1) + 1, expected: EXPECTED[state] };
}
