import { describe, expect, it } from 'vitest';
import { writeJson } from '../../../../src/domain/schemas/avro/json.ts';
import {
  arrayNode,
  layOut,
  nodeAt,
  objectNode,
  printedLike,
  textNode,
  treeOf,
  withNode,
} from '../../../../src/domain/schemas/repair/json-tree.ts';

const tree = treeOf('{"a":[1,2.50,{"b":9007199254740993}],"c":"x"}');

describe('a tree', () => {
  it('keeps the digits of numbers', () => {
    expect(writeJson(tree)).toBe('{"a":[1,2.50,{"b":9007199254740993}],"c":"x"}');
  });

  it.each([
    [[], '{"a":[1,2.50,{"b":9007199254740993}],"c":"x"}'],
    [['a', 2, 'b'], '9007199254740993'],
    [['a', 3], null],
    [['a', 'b'], null],
    [['d'], null],
    [['c', 'x'], null],
  ])('has at %j: %s', (path, json) => {
    const node = nodeAt(tree, path);
    expect(node === null ? null : writeJson(node)).toBe(json);
  });

  it.each([
    ['replaces', ['a', 0], textNode('y'), '{"a":["y",2.50,{"b":9007199254740993}],"c":"x"}'],
    ['takes away', ['a', 1], null, '{"a":[1,{"b":9007199254740993}],"c":"x"}'],
    ['takes a member away', ['c'], null, '{"a":[1,2.50,{"b":9007199254740993}]}'],
    ['adds a member', ['a', 2, 'd'], arrayNode([]), '{"a":[1,2.50,{"b":9007199254740993,"d":[]}],"c":"x"}'],
    [
      'adds an item',
      ['a', 3],
      objectNode([['e', textNode('f')]]),
      '{"a":[1,2.50,{"b":9007199254740993},{"e":"f"}],"c":"x"}',
    ],
    ['does nothing where there is nothing', ['z', 'y'], textNode('w'), writeJson(tree)],
  ] as const)('%s', (_case, path, value, json) => {
    expect(writeJson(withNode(tree, path, value))).toBe(json);
  });
});

describe('the text of a tree', () => {
  it('is laid out like the one that it came from', () => {
    const text = '{"type":"record","name":"A"}';
    expect(printedLike(treeOf(text), text)).toBe(text);
    expect(printedLike(treeOf(text), '{\n"type":"record","name":"A"}')).toBe('{ "type": "record", "name": "A" }');
  });

  it('has a line for each thing that is too long for one', () => {
    const long = (name: string) => `{"name":"${name}","type":["null","string"],"default":null}`;
    expect(layOut(treeOf(`{"fields":[${long('a')},${long('b')}],"o":{},"l":[]}`))).toBe(
      [
        '{',
        '  "fields": [',
        '    { "name": "a", "type": ["null", "string"], "default": null },',
        '    { "name": "b", "type": ["null", "string"], "default": null }',
        '  ],',
        '  "o": {},',
        '  "l": []',
        '}',
      ].join('\n'),
    );
  });

  it('of a deep one takes no longer than it is long', () => {
    const depth = 990;
    const text = `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`;
    expect(layOut(treeOf(text)).split('\n').length).toBeGreaterThan(900);
  });
});
