import { describe, expect, it } from 'vitest';
import { avroChecker } from '../../../../src/domain/schemas/avro/checker.ts';
import type { AvroSchema } from '../../../../src/domain/schemas/avro/model.ts';
import { avroRisks } from '../../../../src/domain/schemas/avro/risks.ts';
import { COMPARISON_LIMIT } from '../../../../src/domain/schemas/checker.ts';

function parsed(text: string): AvroSchema {
  const { schema, problem } = avroChecker.parse({ text, references: [] }, false);
  if (schema === null) throw new Error(problem.message);
  return schema;
}

const many = (count: number, each: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => each(index)).join(',');
const wide = (fields: number, type: string) =>
  `{"type":"record","name":"R","fields":[${many(fields, (index) => `{"name":"f${index}","type":["null","${type}"],"default":null}`)}]}`;
const union = (branches: number, name: string) =>
  `[${many(branches, (index) => `{"type":"record","name":"${name}${index}","fields":[]}`)}]`;

/** Records that each hold the next; the first is outside of any union, so that every level is told of. */
const chain = (length: number, type: string) => {
  const next = (index: number) => (index + 1 < length ? `"T${index + 1}"` : '"int"');
  const links = many(
    length,
    (index) =>
      `{"type":"record","name":"T${index}","fields":[{"name":"n","type":${next(index)}},{"name":"v","type":"${type}"}]}`,
  );
  return `{"type":"record","name":"R","fields":[{"name":"first","type":"T0"},{"name":"all","type":[${links}]}]}`;
};

/** Records that hold each other in a circle. Two circles whose lengths have no common divisor pair off each with each. */
const circle = (length: number, name: string) => {
  const links = many(
    length,
    (index) =>
      `{"type":"record","name":"${name}${index}","fields":[{"name":"n","type":"${name}${(index + 1) % length}"}]}`,
  );
  return `{"type":"record","name":"R","fields":[{"name":"first","type":"${name}0"},{"name":"all","type":[${links}]}]}`;
};

describe('large schemas', () => {
  it.each([
    ['9,000 fields', wide(9000, 'int')],
    ['a union of 10,000 records', union(10_000, 'R')],
    ['10,000 records that each hold the next', chain(10_000, 'int')],
  ])('%s read their own data', (_, text) => {
    const [one, other] = [parsed(text), parsed(text)];
    expect(avroChecker.compare(one, other, 'confluent')).toEqual([]);
    expect(avroRisks(one, other)).toEqual([]);
  });

  it('every field that does not fit is told of', () => {
    const found = avroChecker.compare(parsed(wide(9000, 'int')), parsed(wide(9000, 'string')), 'confluent');
    expect(found).toHaveLength(9000);
    expect(found.at(-1)?.path).toBe('/fields/8999/type/1');
  });

  it('the verdict on a union is the same when there is too much to try every branch with each', () => {
    const reader = parsed(union(2000, 'R').replace('"R7"', '"Q7"'));
    const found = avroChecker.compare(reader, parsed(union(2000, 'R')), 'confluent');
    expect(found.map(({ rule, path }) => `${rule} ${path}`)).toEqual(['MISSING_UNION_BRANCH /7']);
  });

  it.each([
    ['a chain that differs at each of 10,000 levels', chain(10_000, 'int'), chain(10_000, 'string')],
    ['circles of 10,007 and 10,009 records', circle(10_007, 'P'), circle(10_009, 'Q')],
    ['unions of 20,001 records without a common one', union(20_001, 'R'), union(20_001, 'S')],
  ])('%s: what was found is told, and that there may be more', (_, reader, writer) => {
    const found = avroChecker.compare(parsed(reader), parsed(writer), 'confluent');
    expect(found.length).toBeGreaterThan(10);
    expect(found.at(-1)).toMatchObject({ rule: COMPARISON_LIMIT, path: '/' });
    expect(found.filter(({ rule }) => rule === COMPARISON_LIMIT)).toHaveLength(1);
  });

  it('recursive types are walked once', () => {
    const list =
      '{"type":"record","name":"L","fields":[{"name":"next","type":["null","L"],"default":null},{"name":"tree","type":{"type":"array","items":"L"}}]}';
    expect(avroChecker.compare(parsed(list), parsed(list), 'confluent')).toEqual([]);
    expect(avroRisks(parsed(list), parsed(list))).toEqual([]);
  });

  it('risks are told up to a number', () => {
    const fields = (preset: number) =>
      `{"type":"record","name":"R","fields":[${many(5000, (index) => `{"name":"f${index}","type":"int","default":${preset}}`)}]}`;
    expect(avroRisks(parsed(fields(1)), parsed(fields(2)))).toHaveLength(1000);
  });
});
