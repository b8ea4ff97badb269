import { describe, expect, it } from 'vitest';
import { parseMessages } from '../../../src/domain/schemas/messages.ts';

/** Messages as registries were seen to write them, in public issues and documentation. */
describe('parseMessages', () => {
  it('reads a check of Avro, with the version from the trailer', () => {
    expect(
      parseMessages([
        "{errorType:'READER_FIELD_MISSING_DEFAULT_VALUE', description:'The field 'warehouseId' at path '/fields/7' in the new schema has no default value and is missing in the old schema', additionalInfo:'warehouseId'}",
        "{errorType:'TYPE_MISMATCH', description:'The type (path '/fields/3/type') of a field in the new schema does not match with the old schema', additionalInfo:'reader type: STRING not compatible with writer type: INT'}",
        '{oldSchemaVersion: 4}',
        `{oldSchema: '{"type":"record","name":"OrderEvent","fields":[]}'}`,
        "{validateFields: 'false', compatibility: 'BACKWARD'}",
      ]),
    ).toEqual([
      {
        version: 4,
        rule: 'READER_FIELD_MISSING_DEFAULT_VALUE',
        path: '/fields/7',
        message:
          "The field 'warehouseId' at path '/fields/7' in the new schema has no default value and is missing in the old schema (warehouseId)",
      },
      {
        version: 4,
        rule: 'TYPE_MISMATCH',
        path: '/fields/3/type',
        message:
          "The type (path '/fields/3/type') of a field in the new schema does not match with the old schema (reader type: STRING not compatible with writer type: INT)",
      },
    ]);
  });

  it.each([
    [
      'Protobuf of Confluent and Redpanda',
      `{errorType:"FIELD_SCALAR_KIND_CHANGED", description:"The kind of a SCALAR field at path '#/Car/2' in the new schema does not match its kind in the old schema"}`,
      'FIELD_SCALAR_KIND_CHANGED',
      '#/Car/2',
    ],
    [
      'JSON Schema, with the odd quote at its end',
      `{errorType:"PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL", description:"The new schema has an open content model and has a property or item at path '#/properties/dname' which is missing in the old schema'}`,
      'PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL',
      '#/properties/dname',
    ],
    [
      'a name in the path slot of the root',
      "{errorType:'NAME_MISMATCH', description:'The name of the schema has changed (path '/name')', additionalInfo:'expected: I1'}",
      'NAME_MISMATCH',
      '/name',
    ],
    [
      'Avro before 7.3',
      'Incompatibility{type:TYPE_MISMATCH, location:/fields/2/type, message:reader type: DOUBLE not compatible with writer type: STRING, reader:"double", writer:"string"}',
      'TYPE_MISMATCH',
      '/fields/2/type',
    ],
    [
      'JSON Schema before 7.3',
      "Found incompatible change: Difference{jsonPath='#/properties/lastName/maxLength', type=MAX_LENGTH_ADDED}",
      'MAX_LENGTH_ADDED',
      '#/properties/lastName/maxLength',
    ],
    [
      'Protobuf before 7.3',
      "Found incompatible change: Difference{fullPath='#/Pet', type=MESSAGE_REMOVED}",
      'MESSAGE_REMOVED',
      '#/Pet',
    ],
  ])('reads %s', (_case, message, rule, path) => {
    expect(parseMessages([message])).toMatchObject([{ version: null, rule, path }]);
  });

  it.each([
    'Incompatible because of different schema type',
    'reader type: string not compatible with writer type: int',
    '{errorType: broken',
    '',
  ])('keeps %j word for word', (message) => {
    expect(parseMessages([message])).toEqual([{ version: null, rule: null, path: null, message }]);
  });

  it('gives each version its own differences', () => {
    const difference = (rule: string) => `{errorType:'${rule}', description:'path '/a' x'}`;
    const read = parseMessages([
      difference('A'),
      '{oldSchemaVersion: 2}',
      difference('B'),
      '{oldSchemaVersion: 1}',
      'C',
    ]);
    expect(read.map(({ version, rule }) => [version, rule])).toEqual([
      [2, 'A'],
      [1, 'B'],
      [null, null],
    ]);
  });
});
