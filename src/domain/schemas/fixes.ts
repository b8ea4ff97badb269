import type { DirectionCheck } from './check-history.ts';

type Direction = DirectionCheck['direction'];

/** What mends an incompatibility: for a new schema that does not read old data, and for an old one that does not read new data. */
interface Fix {
  readonly rule: RegExp;
  readonly backward: string;
  readonly forward: string;
}

const both = (rule: RegExp, fix: string): Fix => ({ rule, backward: fix, forward: fix });

/**
 * The smallest fix that keeps what was wanted, by the registry's rule. Sources: Avro specification, "Schema Resolution";
 * Protocol Buffers language guide, "Updating A Message Type"; Confluent documentation, "Schema Evolution and Compatibility" and
 * "JSON Schema Serializer: content models".
 */
const FIXES: readonly Fix[] = [
  {
    rule: /^READER_FIELD_MISSING_DEFAULT_VALUE$/,
    backward:
      'Give the new field a default, best null in a union with null; a renamed field takes its old name as an alias.',
    forward:
      'Keep the field until no reader has a schema in which it lacks a default: give it one first, remove it a version later.',
  },
  {
    rule: /^AMBIGUOUS_FIELD_ALIAS$/,
    backward: 'Drop the alias that names another field of the data; a field can take its value from one field only.',
    forward:
      'Leave out the field that the earlier schema knows as an alias of another one, or give it another name: that schema cannot tell them apart.',
  },
  both(
    /^SCHEMA_TYPE_CHANGED$/,
    'Keep the type of schema, or use a new topic and subject for the new one: clients choose the decoder by the type.',
  ),
  {
    rule: /^MISSING_ENUM_SYMBOLS$/,
    backward: 'Keep the symbols that old data holds, or give the enum a default that stands for unknown ones.',
    forward:
      'First give the enum a default, in a version of its own that every reader gets; add symbols in the version after it.',
  },
  {
    rule: /^(?:TYPE_MISMATCH|MISSING_UNION_BRANCH)$/,
    backward:
      'Keep the type and add a new field with the new one, or read a union of both; only int→long→float→double and string↔bytes are read as they are.',
    forward: 'Keep the type that old readers know and add a new field with the new one; old readers pass it over.',
  },
  {
    rule: /^NAME_MISMATCH$/,
    backward: 'Keep the name, or give the new name the old one as an alias.',
    forward: 'Keep the name: an alias in the new schema does not help readers that have the old one.',
  },
  both(/^FIXED_SIZE_MISMATCH$/, 'Keep the size of the fixed type; add a new field for the new size.'),
  both(
    /^(?:FIELD_KIND|FIELD_SCALAR_KIND|FIELD_NAMED_TYPE|FIELD_NUMERIC_LABEL)_CHANGED$/,
    'Leave the field number with its type and label; add a new field with a new number, write both for a while, then reserve the old number.',
  ),
  {
    rule: /^MESSAGE_REMOVED$/,
    backward: 'Keep the message, at least until no data of it is left; a message that nobody uses costs nothing.',
    forward:
      'The registry wants old readers to know every message of the new schema: upgrade the readers before producers (BACKWARD).',
  },
  both(/^PACKAGE_CHANGED$/, 'Keep the package; a new package belongs into a new topic.'),
  {
    rule: /^REQUIRED_FIELD_ADDED$/,
    backward: 'Make the new field optional: old data does not have it.',
    forward: 'Keep the field: readers with the earlier schema refuse a message without it.',
  },
  {
    rule: /^REQUIRED_FIELD_REMOVED$/,
    backward: 'Keep the field and make it optional in a version of its own first.',
    forward: 'Make the new field optional.',
  },
  {
    rule: /^ONEOF_FIELD_REMOVED$/,
    backward: 'Keep the member in its oneof until no data with it is left.',
    forward:
      'Upgrade the readers before a producer writes the new member: the registry cannot promise that an old reader knows it.',
  },
  both(
    /^(?:MULTIPLE_FIELDS_MOVED_TO_ONEOF|FIELD_MOVED_TO_EXISTING_ONEOF)$/,
    'Leave existing fields where they are; put new ones with new numbers into the oneof.',
  ),
  {
    rule: /PROPERTY_(?:WITH_DEFAULT_)?ADDED_TO_OPEN_CONTENT_MODEL$/,
    backward:
      'Data of an open schema may hold that name as anything. Register it under FORWARD, or under compatibilityPolicy LENIENT (Confluent 8.1.1 or later); for new subjects close the model or cover new names with patternProperties.',
    forward: 'Keep the property: the earlier schema says more of it than the open new one.',
  },
  both(
    /^PROPERTY_(?:ADDED|REMOVED)_NOT_COVERED/,
    'Let the property keep to what additionalProperties or patternProperties say of its name, or choose a name that they leave free.',
  ),
  {
    rule: /^PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL$/,
    backward: 'Keep the property as an optional one while old data holds it, or open the model first.',
    forward: 'Readers with the closed earlier schema refuse the new property: upgrade them first (BACKWARD).',
  },
  {
    rule: /^REQUIRED_(?:ATTRIBUTE|PROPERTY)_ADDED/,
    backward:
      'Leave the property optional, let producers always write it, and require it when no data without it is left.',
    forward: 'Keep the property required until every reader has a schema that does without it.',
  },
  {
    rule: /^(?:ADDITIONAL|UNEVALUATED)_(?:PROPERTIES|ITEMS)_/,
    backward:
      'Leave the model open for what producers may have added; close it in a new subject, or when no such data is left.',
    forward: 'Readers with the earlier, narrower schema refuse what the new one allows: upgrade them first (BACKWARD).',
  },
  {
    rule: /^(?:TYPE_(?:NARROWED|CHANGED)|SUM_TYPE_NARROWED|COMBINED_TYPE|PRODUCT_TYPE|NOT_TYPE|SCHEMA_ADDED|ENUM_ARRAY)/,
    backward:
      'Allow both: anyOf with the old form, or the old values beside the new; narrow when no such data is left.',
    forward: 'Upgrade the readers to the wider schema before producers write what only it allows (BACKWARD).',
  },
  {
    rule: /_(?:DECREASED|INCREASED|NARROWED|EXTENDED|EXPANDED|CHANGED|ADDED)$|CONTENT_MODEL$/,
    backward:
      'The new schema accepts less than the old one: keep the limit, let producers keep to the new one, and tighten it when no other data is left.',
    forward:
      'The new schema accepts more than the old one: upgrade the readers before producers make use of it (BACKWARD).',
  },
];

/** null for a rule that is not known here. */
export const fixFor = (rule: string | null, direction: Direction): string | null =>
  rule === null ? null : (FIXES.find((fix) => fix.rule.test(rule))?.[direction] ?? null);
