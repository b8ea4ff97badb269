import { describe, expect, it } from 'vitest';
import { mend } from '../../../../src/domain/schemas/mend.ts';
import { withoutFields } from '../../../../src/domain/schemas/repair/avro.ts';
import { answerTo, changeOf, field, record } from '../change.ts';

const mended = async (level: string, earlier: readonly string[], candidate: string) => {
  const change = await changeOf('AVRO', level, earlier, candidate);
  return mend(change, answerTo(change));
};
const id = field('id', '"string"');
const color = (symbols: string, more = '') => `{"type":"enum","name":"Color","symbols":${symbols}${more}}`;

describe('an Avro schema is mended', () => {
  it.each<[what: string, level: string, old: string, candidate: string, mended: string, postpones: boolean]>([
    [
      'a new field may be null',
      'BACKWARD',
      record(id),
      record(id, field('n', '"int"')),
      record(id, field('n', '["null","int"]', 'null')),
      false,
    ],
    [
      'null comes first in a union that has it',
      'BACKWARD',
      record(id),
      record(id, field('n', '["int","null"]')),
      record(id, field('n', '["null","int"]', 'null')),
      false,
    ],
    [
      'a renamed field gets an alias',
      'BACKWARD',
      record(id, field('note', '"string"')),
      record(id, field('remark', '"string"')),
      record(id, '{"name":"remark","type":"string","aliases":["note"]}'),
      false,
    ],
    [
      'a field that others need stays, with a default',
      'FORWARD',
      record(id, field('n', '"int"')),
      record(id),
      record(id, field('n', '"int"', '0')),
      true,
    ],
    [
      'a lost symbol is taken for the one that says unknown',
      'BACKWARD',
      record(field('c', color('["UNKNOWN","RED","BLUE"]'))),
      record(field('c', color('["UNKNOWN","RED"]'))),
      record(field('c', color('["UNKNOWN","RED"]', ',"default":"UNKNOWN"'))),
      false,
    ],
    [
      'a lost symbol stays beside a new one',
      'BACKWARD',
      record(field('c', color('["RED","BLUE"]'))),
      record(field('c', color('["RED","GREEN"]'))),
      record(field('c', color('["RED","GREEN","BLUE"]'))),
      true,
    ],
    [
      'a new symbol waits for readers, the rest of the change does not',
      'FORWARD',
      record(id, field('c', color('["RED"]'))),
      record(id, field('c', color('["RED","GREEN"]')), field('n', '"int"')),
      record(id, field('c', color('["RED"]')), field('n', '"int"')),
      true,
    ],
    [
      'a renamed record gets an alias',
      'BACKWARD',
      '{"type":"record","name":"Old","namespace":"acme","fields":[]}',
      '{"type":"record","name":"New","namespace":"acme","fields":[]}',
      '{"type":"record","name":"New","namespace":"acme","fields":[],"aliases":["acme.Old"]}',
      false,
    ],
    [
      'a record that old readers know keeps its name',
      'FORWARD',
      '{"type":"record","name":"Old","fields":[]}',
      `{"type":"record","name":"New","fields":[${field('n', '"int"')}]}`,
      `{"type":"record","name":"Old","fields":[${field('n', '"int"')}]}`,
      true,
    ],
    [
      'another type comes beside the old one',
      'FULL',
      record(field('at', '"string"')),
      record(field('at', '"long"')),
      record(field('at', '"string"', '""'), field('at_v2', '["null","long"]', 'null')),
      true,
    ],
    [
      'a type inside arrays and maps as well',
      'BACKWARD',
      record(field('a', '{"type":"array","items":{"type":"map","values":"string"}}')),
      record(field('a', '{"type":"array","items":{"type":"map","values":"int"}}')),
      record(
        field('a', '{"type":"array","items":{"type":"map","values":"string"}}'),
        field('a_v2', '["null",{"type":"array","items":{"type":"map","values":"int"}}]', 'null'),
      ),
      true,
    ],
    [
      'a wider type stays, next to another change',
      'BACKWARD',
      record(field('n', '["null","long"]')),
      record(field('n', '"int"'), field('m', '"int"', '0')),
      record(field('n', '["null","long"]'), field('m', '"int"', '0')),
      true,
    ],
    [
      'a record inside the record',
      'BACKWARD',
      record(field('to', '{"type":"record","name":"Address","fields":[]}')),
      record(field('to', `{"type":"record","name":"Address","fields":[${field('zip', '"string"')}]}`)),
      record(field('to', `{"type":"record","name":"Address","fields":[${field('zip', '["null","string"]', 'null')}]}`)),
      false,
    ],
  ])('%s', async (_what, level, old, candidate, text, postpones) => {
    const found = await mended(level, [old], candidate);
    expect(found?.text).toBe(text);
    expect(found?.changes.map((change) => change.postpones)).toEqual([postpones]);
  });

  it('once for a field that is at odds in several ways, with a name that is free', async () => {
    const old = record(field('f', '["null","int"]'), field('f_v2', '"string"'));
    const found = await mended('BACKWARD', [old], record(field('f', '"string"'), field('f_v2', '"string"')));
    expect(found?.text).toBe(
      record(field('f', '["null","int"]'), field('f_v3', '["null","string"]', 'null'), field('f_v2', '"string"')),
    );
    expect(found?.last).toBe(record(field('f_v3', '["null","string"]', 'null'), field('f_v2', '"string"')));
  });

  it('with an empty default where an earlier reader could not read null', async () => {
    const earlier = [record(id, field('n', '"int"')), record(id)];
    const found = await mended('FULL_TRANSITIVE', earlier, record(id, field('n', '"int"')));
    expect(found?.text).toBe(record(id, field('n', '"int"', '0')));
    expect(found?.changes[0]?.says).toMatch(/make sure that nobody takes it for a real value/);
  });

  it('step by step, where one repair uncovers the next', async () => {
    const old = '{"type":"record","name":"Old","fields":[]}';
    const found = await mended('BACKWARD', [old], `{"type":"record","name":"New","fields":[${field('n', '"int"')}]}`);
    expect(found?.changes).toHaveLength(2);
  });
});

describe('an Avro schema is not mended', () => {
  it.each([
    ['when it fits', 'BACKWARD', record(id), record(id, field('n', '"int"', '0'))],
    [
      'when nothing but the old schema would come out',
      'BACKWARD',
      record(field('n', '"long"')),
      record(field('n', '"int"')),
    ],
    ['when it is no record', 'BACKWARD', '"string"', '"int"'],
    ['when it is no schema', 'BACKWARD', record(id), '{"type":"rekord"}'],
  ])('%s', async (_what, level, old, candidate) => {
    expect(await mended(level, [old], candidate)).toBeNull();
  });

  it('where the type is defined in a reference: that one has to change', async () => {
    const address = (fields: string) => ({
      name: 'acme.Address',
      text: `{"type":"record","name":"Address","namespace":"acme","fields":[${fields}]}`,
      registered: null,
    });
    const text = record(field('to', '"acme.Address"'));
    const change = await changeOf('AVRO', 'BACKWARD', [], text, {
      candidate: { text, references: [address(field('zip', '"string"'))] },
      history: [{ version: 1, type: 'AVRO', source: { text, references: [address('')] } }],
    });
    expect(answerTo(change).compatible).toBe(false);
    expect(mend(change, answerTo(change))).toBeNull();
  });
});

it('what bridges a migration goes, and only that', () => {
  const text = record(id, field('a', '"int"'));
  expect(withoutFields(text, [{ owner: 'acme.Order', member: 'a' }])).toBe(record(id));
  expect(withoutFields(text, [{ owner: 'acme.Other', member: 'a' }])).toBe(text);
});
