import { describe, expect, it } from 'vitest';
import { mend } from '../../../../src/domain/schemas/mend.ts';
import { withoutNumbers } from '../../../../src/domain/schemas/repair/protobuf-reserve.ts';
import { answerTo, changeOf, proto } from '../change.ts';

const mended = async (level: string, old: string, candidate: string) => {
  const change = await changeOf('PROTOBUF', level, [old], candidate);
  return mend(change, answerTo(change));
};
const proto2 = (...lines: readonly string[]) => proto(...lines).replace('proto3', 'proto2');
const id = 'string id = 1;';

describe('a Protobuf schema is mended', () => {
  it.each<[what: string, level: string, old: string, candidate: string, mended: string]>([
    [
      'a number keeps its type, and a new one has the new type',
      'FULL',
      proto(id, 'string at = 2;'),
      proto(id, 'int64 at = 2;'),
      proto(id, 'string at = 2;', 'int64 at_v2 = 3;'),
    ],
    [
      'beside numbers that either version uses or reserves',
      'BACKWARD',
      proto(id, 'string at = 2;', 'string x = 9;'),
      proto(id, 'int64 at = 2;', 'string at_v2 = 4;', 'reserved 5 to 12; reserved "x";'),
      proto(id, 'string at = 2;', 'string at_v2 = 4;', 'reserved 5 to 12; reserved "x";', 'int64 at_v3 = 13;'),
    ],
    [
      'a map',
      'BACKWARD',
      proto('map<string, int32> m = 1;'),
      proto('map<string, string> m = 1;'),
      proto('map<string, int32> m = 1;', 'map<string, string> m_v2 = 2;'),
    ],
    [
      'a label, with comments where they were',
      'BACKWARD',
      proto2('optional string id = 1;', 'repeated int32 n = 2; // many'),
      proto2('optional string id = 1;', 'optional int32 n = 2; // one'),
      proto2('optional string id = 1;', 'repeated int32 n = 2; // one', 'optional int32 n_v2 = 3;'),
    ],
    [
      'a new required field is optional',
      'BACKWARD',
      proto2('optional string id = 1;'),
      proto2('optional string id = 1;', 'required int32 n = 2;'),
      proto2('optional string id = 1;', 'optional int32 n = 2;'),
    ],
    [
      'a required field stays',
      'BACKWARD',
      proto2('required string id = 1;', 'optional int32 n = 2;'),
      proto2('optional int32 n = 2;', 'optional int32 m = 3;'),
      proto2('optional int32 n = 2;', 'optional int32 m = 3;', 'required string id = 1;'),
    ],
    [
      'a member stays in its oneof',
      'BACKWARD',
      proto('oneof choice {', '  string a = 1;', '  int32 b = 2;', '}'),
      proto('oneof choice {', '  string a = 1;', '}', 'int32 c = 3;'),
      proto('oneof choice {', '  string a = 1;', '  int32 b = 2;', '}', 'int32 c = 3;'),
    ],
    [
      'fields that were independent stay so',
      'BACKWARD',
      proto('string a = 1;', 'int32 b = 2;'),
      proto('oneof choice {', '  string a = 1;', '  int32 b = 2;', '}', 'int32 c = 3;'),
      proto('int32 c = 3;', 'string a = 1;', 'int32 b = 2;'),
    ],
    [
      'and leave members that are new in the oneof',
      'BACKWARD',
      proto('string a = 1;', 'int32 b = 2;'),
      proto('oneof choice {', '  string a = 1;', '  int32 b = 2;', '  bool c = 3;', '}'),
      proto('oneof choice {', '  bool c = 3;', '}', 'string a = 1;', 'int32 b = 2;'),
    ],
    [
      'a message stays',
      'BACKWARD',
      `${proto(id)}message Line {\n  string sku = 1;\n}\n`,
      proto(id, 'int32 n = 2;'),
      `${proto(id, 'int32 n = 2;')}message Line {\n  string sku = 1;\n}\n`,
    ],
    [
      'the package stays',
      'BACKWARD',
      proto(id).replace('message', 'package acme;\nmessage'),
      proto(id, 'int32 n = 2;').replace('message', 'package acme.v2;\nmessage'),
      proto(id, 'int32 n = 2;').replace('message', 'package acme;\nmessage'),
    ],
    [
      'also where there is none now',
      'BACKWARD',
      proto(id).replace('message', 'package acme;\nmessage'),
      proto(id, 'int32 n = 2;'),
      proto(id, 'int32 n = 2;').replace('message', 'package acme;\nmessage'),
    ],
    [
      'what is given up is reserved, though it would fit without',
      'BACKWARD',
      proto(id, 'int32 n = 2;', 'int32 m = 3;'),
      proto(id),
      proto(id, 'reserved 2, 3;', 'reserved "n", "m";'),
    ],
    [
      'in one line too',
      'BACKWARD',
      'message O { optional string a = 1; optional int32 b = 2; }',
      'message O { optional string a = 1; }',
      'message O { optional string a = 1; reserved 2; reserved "b"; }',
    ],
  ])('%s', async (_what, level, old, candidate, text) => {
    expect((await mended(level, old, candidate))?.text).toBe(text);
  });

  it('and at the end the number is reserved', async () => {
    const found = await mended('FULL', proto(id, 'string at = 2;'), proto(id, 'int64 at = 2;'));
    expect(found?.last).toBe(proto(id, 'int64 at_v2 = 3;', 'reserved 2; reserved "at";'));
    expect(withoutNumbers(proto(id), [{ owner: 'Other', member: '1' }])).toBe(proto(id));
  });

  it('inside a message of a message', async () => {
    const nested = (field: string) => proto('message Line {', `  ${field}`, '}', 'repeated Line lines = 1;');
    const found = await mended('BACKWARD', nested('string n = 1;'), nested('int32 n = 1;'));
    expect(found?.text).toContain('    string n = 1;\n    int32 n_v2 = 2;\n');
    expect(found?.changes).toMatchObject([{ path: '#/Order/Line/1', postpones: true, write: 'int32 n_v2 = 2;' }]);
  });
});

it.each([
  ['a schema that fits and gives nothing up', 'BACKWARD', proto(id), proto(id, 'int32 n = 2;')],
  ['one of which nothing would be left', 'BACKWARD', `${proto(id)}message Line {}\n`, proto(id)],
  ['a new message under FORWARD', 'FORWARD', proto(id), `${proto(id)}message Line {}\n`],
  ['what is no schema', 'BACKWARD', proto(id), 'message {'],
])('does not mend %s', async (_what, level, old, candidate) => {
  expect(await mended(level, old, candidate)).toBeNull();
});
