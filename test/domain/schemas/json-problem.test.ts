import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonProblem } from '../../../src/domain/schemas/json-problem.ts';

describe('jsonProblem', () => {
  it.each([
    ['', 1, 1, 'a value'],
    ['{', 1, 2, 'a name in double quotes or }'],
    ['{a:1}', 1, 2, 'a name in double quotes or }'],
    ["{'a':1}", 1, 2, 'a name in double quotes or }'],
    ['{"a" 1}', 1, 6, 'a colon'],
    ['{"a":}', 1, 6, 'a value'],
    ['{"a":1,}', 1, 8, 'a name in double quotes'],
    ['{"a":1 "b":2}', 1, 8, 'a comma or }'],
    ['[1,]', 1, 4, 'a value'],
    ['[1 2]', 1, 4, 'a comma or ]'],
    ['{"a":1}}', 1, 8, 'the end of the text'],
    ['{"a":tru}', 1, 6, 'a value'],
    ['{"a":"x\ny"}', 1, 6, 'a value'],
    ['{"a":01}', 1, 6, 'a value'],
    ['{\n  "a": [\n    1,\n    }\n}', 4, 5, 'a value'],
    ['{"a":1', 1, 7, 'a comma or }'],
    ['\uFEFF{}', 1, 1, 'a value'],
  ])('%j breaks at line %i, column %i: %s', (text, line, column, expected) => {
    expect(jsonProblem(text)).toEqual({ line, column, expected });
  });

  it('finds nothing in JSON, and something in everything that is none', () => {
    fc.assert(fc.property(fc.json(), (text) => jsonProblem(text) === null));
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, at) => {
        const cut = text.slice(0, at % text.length);
        return (jsonProblem(cut) === null) === isJson(cut);
      }),
    );
  });

  it('places the break of a cut object at its end', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]+$/), fc.nat(), { minKeys: 1 }), (value) => {
        const text = JSON.stringify(value).slice(0, -1);
        return jsonProblem(text)?.column === text.length + 1;
      }),
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
