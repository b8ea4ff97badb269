import { describe, expect, it } from 'vitest';
import { fixFor } from '../../../src/domain/schemas/fixes.ts';
import { RULES } from '../../../src/domain/schemas/json/rules.ts';

/** Apache Avro, SchemaCompatibilityType, and what the checker adds. */
const AVRO = [
  'NAME_MISMATCH',
  'FIXED_SIZE_MISMATCH',
  'MISSING_ENUM_SYMBOLS',
  'READER_FIELD_MISSING_DEFAULT_VALUE',
  'TYPE_MISMATCH',
  'MISSING_UNION_BRANCH',
  'AMBIGUOUS_FIELD_ALIAS',
];
const PROTOBUF = [
  'PACKAGE_CHANGED',
  'MESSAGE_REMOVED',
  'FIELD_KIND_CHANGED',
  'FIELD_SCALAR_KIND_CHANGED',
  'FIELD_NAMED_TYPE_CHANGED',
  'FIELD_NUMERIC_LABEL_CHANGED',
  'REQUIRED_FIELD_ADDED',
  'REQUIRED_FIELD_REMOVED',
  'ONEOF_FIELD_REMOVED',
  'MULTIPLE_FIELDS_MOVED_TO_ONEOF',
  'FIELD_MOVED_TO_EXISTING_ONEOF',
];

describe.each([...AVRO, ...PROTOBUF, ...Object.keys(RULES), 'SCHEMA_TYPE_CHANGED'])('%s', (rule) => {
  it('has a fix for each direction', () => {
    for (const direction of ['backward', 'forward'] as const) expect(fixFor(rule, direction)).toMatch(/^[A-Z].*\.$/);
  });
});

it.each([
  ['MAXIMUM_DECREASED', 'backward', /accepts less/],
  ['MAXIMUM_DECREASED', 'forward', /accepts more/],
  ['TYPE_CHANGED', 'backward', /anyOf/],
  ['OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL', 'backward', /LENIENT/],
  ['REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL', 'backward', /LENIENT/],
  ['REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL', 'backward', /optional/],
  ['ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL', 'backward', /accepts less/],
  ['NAME_MISMATCH', 'forward', /does not help readers/],
] as const)('%s %s is mended by its own fix', (rule, direction, words) => {
  expect(fixFor(rule, direction)).toMatch(words);
});

it('there is none for a rule that is not known', () => {
  expect(fixFor('SOMETHING', 'backward')).toBeNull();
  expect(fixFor(null, 'backward')).toBeNull();
});
