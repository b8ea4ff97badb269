/**
 * What usually mends an incompatibility, by the registry's rule. Sources: Avro specification, "Schema Resolution"; Protocol
 * Buffers language guide, "Updating A Message Type"; Confluent documentation, "Schema Evolution and Compatibility" and
 * "JSON Schema Serializer: content models".
 */
const FIXES: readonly (readonly [rule: RegExp, fix: string])[] = [
  [
    /^READER_FIELD_MISSING_DEFAULT_VALUE$/,
    'Give the field that one side lacks a default in the schema that reads: an added field needs one for BACKWARD; a removed field can go under FORWARD only if the old schema gave it a default. A renamed field needs the old name as an alias.',
  ],
  [
    /^MISSING_ENUM_SYMBOLS$/,
    'Keep every enum symbol, and give the reading enum a default symbol first, in a release of its own, before symbols are added or removed.',
  ],
  [
    /^(?:TYPE_MISMATCH|MISSING_UNION_BRANCH)$/,
    'Keep the type, or widen it in two steps: first let consumers read a union (or a promotion: int→long→float→double, string↔bytes), then let producers write the new branch. For another type add a new field and write both for a while.',
  ],
  [/^NAME_MISMATCH$/, 'Keep the name of the record, or give the new name the old one as an alias.'],
  [/^FIXED_SIZE_MISMATCH$/, 'Keep the size of the fixed type; add a new field for the new size.'],
  [
    /^(?:FIELD_KIND|FIELD_SCALAR_KIND|FIELD_NAMED_TYPE|FIELD_NUMERIC_LABEL)_CHANGED$/,
    'Leave the field number with its type and label; add a new field with a new number, write both for a while, then reserve the old number.',
  ],
  [
    /^(?:MESSAGE_REMOVED|PACKAGE_CHANGED)$/,
    'Keep the message and its package; a new package belongs into a new topic.',
  ],
  [/^REQUIRED_FIELD_(?:ADDED|REMOVED)$/, 'Neither add nor remove required fields; make new fields optional.'],
  [
    /^(?:ONEOF_FIELD_REMOVED|MULTIPLE_FIELDS_MOVED_TO_ONEOF|FIELD_MOVED_TO_EXISTING_ONEOF)$/,
    'Leave existing fields where they are: never move them into a oneof or take a member out; add new members with new numbers.',
  ],
  [
    /PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL$|PROPERTY_(?:ADDED|REMOVED)_NOT_COVERED/,
    'Data of an open JSON schema may already hold that property with any type. Decide on a content model: close it (additionalProperties false) to add optional properties under BACKWARD, or cover new names with patternProperties.',
  ],
  [
    /^PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL$/,
    'A closed JSON schema refuses the property that old data still holds: keep it as optional, or open the model first.',
  ],
  [
    /^REQUIRED_(?:ATTRIBUTE|PROPERTY)_ADDED/,
    'Add the property as optional or with a default; require it only when no data without it is left in the topic.',
  ],
  [
    /^(?:TYPE_(?:NARROWED|CHANGED)|ENUM_ARRAY_(?:NARROWED|CHANGED)|SUM_TYPE_NARROWED|COMBINED_TYPE)|_(?:DECREASED|INCREASED|NARROWED)$|^(?:MAX|MIN|PATTERN|EXCLUSIVE|MULTIPLE_OF|UNIQUE_ITEMS)/,
    'The new JSON schema accepts less than the old one: widen instead (anyOf with the old form), and narrow only when no such data is left.',
  ],
];

/** One advice for each kind of incompatibility, without repetition; nothing for rules that are not known here. */
export function fixesFor(rules: readonly (string | null)[]): string[] {
  const fixes = rules.flatMap((rule) =>
    rule === null ? [] : (FIXES.find(([pattern]) => pattern.test(rule))?.[1] ?? []),
  );
  return [...new Set(fixes)];
}
