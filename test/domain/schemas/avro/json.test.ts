import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  integerOf,
  type JsonNode,
  MAX_JSON_DEPTH,
  readJson,
  sameJson,
  writeJson,
} from '../../../../src/domain/schemas/avro/json.ts';

function nodeOf(text: string): JsonNode {
  const node = readJson(text);
  switch (node.kind) {
    case 'too deep':
    case 'more text':
      throw new Error(`${node.kind} at ${node.at}`);
    default:
      return node;
  }
}

describe('readJson', () => {
  it('reads what JSON.parse reads, however it is spaced', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('', ' ', '\t', '\n  '), (value, space) => {
        const text = JSON.stringify(value, null, space);
        expect(JSON.parse(writeJson(nodeOf(text)))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('leaves comments between values out', () => {
    const text = '// a\n{ /* b */ "a" /* : */ : [1, // ,\n 2] /**/, "b/*" : "//" /* "c" */ }';
    expect(writeJson(nodeOf(text))).toBe('{"a":[1,2],"b/*":"//"}');
  });

  it('knows where each value stands', () => {
    const text = '{"a": [true,\n {"b": "c"}]}';
    const places: string[] = [];
    const visit = (node: JsonNode): void => {
      places.push(text.slice(node.at, node.at + 3));
      if (node.kind === 'array') node.items.forEach(visit);
      if (node.kind === 'object') [...node.members.values()].forEach(visit);
    };
    visit(nodeOf(text));
    expect(places).toEqual(['{"a', '[tr', 'tru', '{"b', '"c"']);
  });

  it.each([
    ['{"a":1} // why', 8],
    ['1 2', 2],
  ])('%s goes on after its value at %i', (text, at) => {
    expect(readJson(text)).toEqual({ kind: 'more text', at });
  });

  it('stops where a text goes too deep', () => {
    expect(readJson('['.repeat(MAX_JSON_DEPTH + 1))).toEqual({ kind: 'too deep', at: MAX_JSON_DEPTH });
    expect(readJson('{"a":'.repeat(500_000))).toEqual({ kind: 'too deep', at: 5 * MAX_JSON_DEPTH });
  });

  it('reads the greatest depth that is allowed', () => {
    expect(nodeOf('['.repeat(MAX_JSON_DEPTH) + ']'.repeat(MAX_JSON_DEPTH)).kind).toBe('array');
  });

  it('takes the last value of a name that is written twice, as Jackson does', () => {
    expect(writeJson(nodeOf('{"a":1,"a":2}'))).toBe('{"a":2}');
  });
});

it.each([
  ['0', 0n],
  ['-12', -12n],
  ['123456789012345678901', 123_456_789_012_345_678_901n],
  ['1.0', null],
  ['1e2', null],
  ['"1"', null],
])('the integer of %s is %s', (text, value) => {
  expect(integerOf(nodeOf(text))).toBe(value);
});

it('takes no number that is longer than Jackson reads for an integer', () => {
  expect(integerOf(nodeOf('9'.repeat(1000)))).not.toBeNull();
  expect(integerOf(nodeOf('9'.repeat(1001)))).toBeNull();
});

it.each([
  ['{"a":1,"b":[null]}', '{"b":[null],"a":1}', true],
  ['{"a":1}', '{"a":1,"b":1}', false],
  ['[1,2]', '[2,1]', false],
  ['[1]', '[1,1]', false],
  ['1', '1.0', false],
  ['1.0', '1.00', true],
  ['10', '1e1', false],
  ['"1"', '1', false],
  ['null', '"null"', false],
  ['true', 'false', false],
])('%s and %s: same is %s', (one, other, same) => {
  expect(sameJson(nodeOf(one), nodeOf(other))).toBe(same);
});
