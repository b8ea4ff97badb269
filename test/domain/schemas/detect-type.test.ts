import { describe, expect, it } from 'vitest';
import { detectType, schemaTextProblem } from '../../../src/domain/schemas/detect-type.ts';

describe('detectType', () => {
  it.each([
    ['{"type":"record","name":"A","fields":[]}', 'AVRO'],
    ['"string"', 'AVRO'],
    ['["null","string"]', 'AVRO'],
    ['{"type":"int"}', 'AVRO'],
    ['{"type":"string","logicalType":"uuid"}', 'AVRO'],
    ['{"type":"array","items":"string"}', 'AVRO'],
    ['{"type":"array","items":["null","string"]}', 'AVRO'],
    ['{"type":{"type":"record","name":"A","fields":[]}}', 'AVRO'],
    ['/* Avro allows comments */ {"type":"enum", // here too\n "name":"E","symbols":["A"]}', 'AVRO'],
    ['{"type":"object"}', 'JSON'],
    ['{"$schema":"http://json-schema.org/draft-07/schema#","type":"string"}', 'JSON'],
    ['{"type":["string","null"]}', 'JSON'],
    ['{"enum":["a"]}', 'JSON'],
    ['{"type":"array","items":{"type":"object"}}', 'JSON'],
    ['true', 'JSON'],
    ['{}', 'JSON'],
    ['syntax = "proto3";\nmessage A { string a = 1; }', 'PROTOBUF'],
    ['// about\n/* more */\nmessage A {\n string a = 1;\n}', 'PROTOBUF'],
    ['package a.b;\nenum E { X = 0; }', 'PROTOBUF'],
    ['edition = "2023"; message A {}', 'PROTOBUF'],
    ['{"type":"string"}', null],
    ['{"type":"array","items":{"type":"string"}}', null],
    ['{"type":"array","items":[{"type":"string"}]}', null],
    ['42', null],
    ['something else', null],
  ])('%s is %s', (text, type) => {
    expect(detectType(text)).toEqual({ type, problem: null });
  });

  it('says where a text that begins like JSON is broken', () => {
    expect(detectType('{"type":"record",\n "name":"A"\n "fields":[]}')).toEqual({
      type: null,
      problem: { line: 3, column: 2, expected: 'a comma or }' },
    });
  });

  it('bears a text of a million characters', () => {
    const long = `{"type":"record","name":"A","doc":"${'x'.repeat(990_000)}","fields":[]}`;
    expect(detectType(long).type).toBe('AVRO');
    expect(detectType('['.repeat(1_000_000)).problem).toMatchObject({ line: 1, column: 1_000_001 });
    expect(detectType(`"${'y'.repeat(999_000)}`).problem).not.toBeNull();
  });
});

describe('schemaTextProblem', () => {
  it.each([
    ['{"a":1} // why', 'AVRO', null],
    ['{"a":1} // why', 'JSON', { line: 1, column: 9, expected: 'the end of the text' }],
    ['message A {}', 'PROTOBUF', null],
    ['string', 'AVRO', { line: 1, column: 1, expected: 'a value' }],
  ] as const)('%s as %s', (text, type, problem) => {
    expect(schemaTextProblem(text, type)).toEqual(problem);
  });
});
