import { describe, expect, it } from 'vitest';
import { mend } from '../../../../src/domain/schemas/mend.ts';
import { placeIn } from '../../../../src/domain/schemas/repair/json-places.ts';
import { treeOf } from '../../../../src/domain/schemas/repair/json-tree.ts';
import { answerTo, CLOSED, changeOf, object } from '../change.ts';

const mended = async (level: string, old: string, candidate: string) => {
  const change = await changeOf('JSON', level, [old], candidate);
  return mend(change, answerTo(change));
};
const a = '"a":{"type":"string"}';
const b = '"b":{"type":"integer"}';
const required = (...names: readonly string[]) => `"required":${JSON.stringify(names)}`;

describe('a JSON Schema is mended', () => {
  it.each<[what: string, level: string, old: string, candidate: string, mended: string, postpones: boolean]>([
    [
      'a new property need not be there',
      'BACKWARD',
      object(a, CLOSED),
      object(`${a},${b}`, `${CLOSED},${required('b')}`),
      object(`${a},${b}`, CLOSED),
      true,
    ],
    [
      'one that becomes required neither',
      'BACKWARD',
      object(`${a},${b}`, `${CLOSED},${required('a')}`),
      object(`${a},${b},"c":{}`, `${CLOSED},${required('a', 'b')}`),
      object(`${a},${b},"c":{}`, `${CLOSED},${required('a')}`),
      true,
    ],
    [
      'one that old readers need stays required',
      'FORWARD',
      object(`${a},${b}`, required('a')),
      object(`${a},${b},"c":{}`),
      object(`${a},${b},"c":{}`, required('a')),
      true,
    ],
    [
      'a property stays in a closed model',
      'BACKWARD',
      object(`${a},${b}`, CLOSED),
      object('"c":{},"b":{"type":"integer"}', CLOSED),
      object(`"c":{},${b},${a}`, CLOSED),
      true,
    ],
    [
      'a model stays open, the rest of the change does not wait',
      'BACKWARD',
      object('"n":{"type":"integer","maximum":5}'),
      object('"n":{"type":"integer","maximum":9}', CLOSED),
      object('"n":{"type":"integer","maximum":9}'),
      true,
    ],
    [
      'a limit stays',
      'BACKWARD',
      object('"n":{"type":"integer","maximum":9},"m":{"type":"string"}'),
      object('"n":{"type":"integer","maximum":5},"m":{}'),
      object('"n":{"type":"integer","maximum":9},"m":{}'),
      true,
    ],
    [
      'a value stays beside new ones',
      'BACKWARD',
      object('"e":{"enum":["x",1.0]}'),
      object('"e":{"enum":["x","y"]}'),
      object('"e":{"enum":["x","y",1.0]}'),
      true,
    ],
    [
      'two types are both allowed',
      'BACKWARD',
      object(a),
      object('"a":{"type":"integer"}'),
      object('"a":{"anyOf":[{"type":"string"},{"type":"integer"}]}'),
      false,
    ],
    [
      'behind a reference within the text',
      'BACKWARD',
      '{"definitions":{"n":{"type":"integer","maximum":9}},"properties":{"a":{"$ref":"#/definitions/n"},"m":{"type":"string"}}}',
      '{"definitions":{"n":{"type":"integer","maximum":5}},"properties":{"a":{"$ref":"#/definitions/n"},"m":{}}}',
      '{"definitions":{"n":{"type":"integer","maximum":9}},"properties":{"a":{"$ref":"#/definitions/n"},"m":{}}}',
      true,
    ],
  ])('%s', async (_what, level, old, candidate, text, postpones) => {
    const found = await mended(level, old, candidate);
    expect(found?.text).toBe(text);
    expect(found?.changes.map((change) => change.postpones)).toEqual([postpones]);
    expect(found?.last).toBeNull();
  });
});

it.each([
  ['a property that is added to an open model', 'BACKWARD', object(a), object(`${a},${b}`)],
  ['a property that old readers refuse', 'FORWARD', object(a, CLOSED), object(`${a},${b}`, CLOSED)],
  ['what would be the old schema again', 'BACKWARD', object('"n":{"maximum":9}'), object('"n":{"maximum":5}')],
  ['another type of the whole', 'BACKWARD', '{"type":"string"}', '{"type":"integer"}'],
])('does not mend %s', async (_what, level, old, candidate) => {
  expect(await mended(level, old, candidate)).toBeNull();
});

describe('a path of the registry leads', () => {
  const tree = treeOf(
    '{"properties":{"a":{"items":[{"type":"string"}]},"a/b":{"maxLength":3},"r":{"$ref":"#/definitions/x~1y"},"s":{"$ref":"#/properties/s"}},"definitions":{"x/y":{"anyOf":[{},{"not":{"minimum":1}}]}},"required":["a"]}',
  );
  it.each([
    ['#/', [], null, null],
    ['#/properties/a', ['properties', 'a'], null, null],
    ['#/properties/a/items/0', ['properties', 'a', 'items', 0], null, null],
    ['#/properties/a/items/0/type', ['properties', 'a', 'items', 0], 'type', null],
    ['#/properties/a/b/maxLength', ['properties', 'a/b'], 'maxLength', null],
    ['#/properties/r/anyOf/1/not/minimum', ['definitions', 'x/y', 'anyOf', 1, 'not'], 'minimum', null],
    ['#/required/a/b', [], 'required', 'a/b'],
    ['#/properties/new', [], 'properties', 'new'],
    ['#/properties/s/maxLength', ['properties', 's'], 'maxLength', null],
    ['#/allOf/0/maxLength', [], 'allOf', '0/maxLength'],
  ])('%s', (path, schema, keyword, name) => {
    expect(placeIn(tree, path)).toEqual({ schema, keyword, name });
  });
});
