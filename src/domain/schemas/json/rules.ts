/** What a sentence about a difference is made of: the last step of its place and the two values as text. */
interface Said {
  readonly name: string;
  readonly writer: string;
  readonly reader: string;
}

const added = ({ name, reader }: Said) => `${name} ${reader} is new: the writer's data need not keep to it.`;
const tightened = ({ name, writer, reader }: Said) =>
  `${name} goes from ${writer} to ${reader}, which refuses data that was right before.`;
const restRemoved = ({ name, writer }: Said) =>
  `${name} was ${writer} and is false: the reader refuses what the writer may have added.`;
const restNarrowed = ({ name, reader }: Said) =>
  `${name} allowed everything and now has to be ${reader}: the writer may have added something else.`;
const addedToOpen = ({ name, reader }: Said) =>
  `"${name}" is new with ${reader}, and the writer's open model let data hold any "${name}".`;

/**
 * The differences that make a schema incompatible under the registry's STRICT policy, each with our sentence for it. The
 * names and which of them count are the registry's (reference page on schema compatibility rules, 1.4).
 */
export const RULES = {
  SCHEMA_ADDED: ({ name, reader }) => `${name} has to be ${reader} now, and the writer had no schema there.`,
  TYPE_NARROWED: ({ writer, reader }) =>
    `The writer's numbers ${writer} may have fractions, the reader ${reader} takes integers only.`,
  TYPE_CHANGED: ({ writer, reader }) => `The writer's ${writer} is another type than the reader's ${reader}.`,
  MAX_LENGTH_ADDED: added,
  MAX_LENGTH_DECREASED: tightened,
  MIN_LENGTH_ADDED: added,
  MIN_LENGTH_INCREASED: tightened,
  PATTERN_ADDED: added,
  PATTERN_CHANGED: ({ writer, reader }) =>
    `The pattern goes from ${writer} to ${reader}; patterns are compared as text, so any change counts.`,
  MAXIMUM_ADDED: added,
  MAXIMUM_DECREASED: tightened,
  MINIMUM_ADDED: added,
  MINIMUM_INCREASED: tightened,
  EXCLUSIVE_MAXIMUM_ADDED: added,
  EXCLUSIVE_MAXIMUM_DECREASED: ({ writer, reader }) =>
    `exclusiveMaximum goes from ${writer} to ${reader}, which refuses data that was right before. Without a maximum the registry itself fails here with HTTP 500.`,
  EXCLUSIVE_MINIMUM_ADDED: added,
  EXCLUSIVE_MINIMUM_INCREASED: tightened,
  MULTIPLE_OF_ADDED: added,
  MULTIPLE_OF_EXPANDED: tightened,
  MULTIPLE_OF_CHANGED: ({ writer, reader }) =>
    `multipleOf goes from ${writer} to ${reader}, and neither is a multiple of the other.`,
  REQUIRED_ATTRIBUTE_ADDED: ({ name }) => `"${name}" is required now; the writer may leave it out.`,
  MAX_PROPERTIES_ADDED: added,
  MAX_PROPERTIES_DECREASED: tightened,
  MIN_PROPERTIES_ADDED: added,
  MIN_PROPERTIES_INCREASED: tightened,
  ADDITIONAL_PROPERTIES_REMOVED: restRemoved,
  ADDITIONAL_PROPERTIES_NARROWED: restNarrowed,
  UNEVALUATED_PROPERTIES_REMOVED: restRemoved,
  UNEVALUATED_PROPERTIES_NARROWED: restNarrowed,
  DEPENDENCY_ARRAY_ADDED: ({ name, reader }) => `"${name}" now demands ${reader} beside it.`,
  DEPENDENCY_ARRAY_EXTENDED: ({ name, writer, reader }) => `"${name}" demanded ${writer} beside it and now ${reader}.`,
  DEPENDENCY_ARRAY_CHANGED: ({ name, writer, reader }) => `"${name}" demanded ${writer} beside it and now ${reader}.`,
  DEPENDENCY_SCHEMA_ADDED: ({ name, reader }) => `Data with "${name}" now has to be ${reader}.`,
  REQUIRED_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL: addedToOpen,
  REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL: addedToOpen,
  OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL: addedToOpen,
  REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL: ({ name }) =>
    `"${name}" is new and required without a default; the writer's data does not have it.`,
  PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL: ({ name }) =>
    `"${name}" is gone and the reader's closed model refuses data that holds it.`,
  PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL: ({ name, writer, reader }) =>
    `"${name}" (${writer}) is gone, and what the reader says of other properties, ${reader}, does not take it.`,
  PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL: ({ name, writer, reader }) =>
    `"${name}" is new with ${reader}, and the writer's data may hold it as ${writer}.`,
  MAX_ITEMS_ADDED: added,
  MAX_ITEMS_DECREASED: tightened,
  MIN_ITEMS_ADDED: added,
  MIN_ITEMS_INCREASED: tightened,
  MAX_CONTAINS_ADDED: added,
  MAX_CONTAINS_DECREASED: tightened,
  MIN_CONTAINS_ADDED: added,
  MIN_CONTAINS_INCREASED: tightened,
  UNIQUE_ITEMS_ADDED: () => 'Items have to be unique now; the writer may repeat them.',
  ADDITIONAL_ITEMS_REMOVED: restRemoved,
  ADDITIONAL_ITEMS_NARROWED: restNarrowed,
  UNEVALUATED_ITEMS_REMOVED: restRemoved,
  UNEVALUATED_ITEMS_NARROWED: restNarrowed,
  ITEM_ADDED_TO_OPEN_CONTENT_MODEL: ({ name, reader }) =>
    `Item ${name} has to be ${reader} now, and the writer let it be anything.`,
  ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL: ({ name }) => `Item ${name} is gone and the reader takes no further items.`,
  ITEM_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL: ({ name, writer, reader }) =>
    `Item ${name} (${writer}) is gone, and what the reader says of further items, ${reader}, does not take it.`,
  ITEM_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL: ({ name, writer, reader }) =>
    `Item ${name} has to be ${reader} now, and the writer's data may hold it as ${writer}.`,
  ENUM_ARRAY_NARROWED: ({ writer, reader }) =>
    `The values go from ${writer} to ${reader}: some that were written are refused.`,
  ENUM_ARRAY_CHANGED: ({ writer, reader }) =>
    `The values go from ${writer} to ${reader}: some that were written are refused.`,
  COMBINED_TYPE_CHANGED: ({ writer, reader }) =>
    `The writer's ${writer} is not a way of combining that the reader's ${reader} includes.`,
  PRODUCT_TYPE_EXTENDED: ({ writer, reader }) => `allOf has more schemas to keep to: ${reader} instead of ${writer}.`,
  SUM_TYPE_NARROWED: ({ writer, reader }) => `There are fewer alternatives: ${reader} instead of ${writer}.`,
  COMBINED_TYPE_SUBSCHEMAS_CHANGED: ({ writer, reader }) =>
    `The combined schemas cannot be paired up so that each is compatible with its partner: ${writer} against ${reader}.`,
  NOT_TYPE_EXTENDED: ({ writer, reader }) => `More is forbidden: not ${reader} instead of not ${writer}.`,
} as const satisfies Record<string, (said: Said) => string>;

export type Rule = keyof typeof RULES;

/** How strictly a registry compares: LENIENT since release 8.1.1, as corrected in May 2026. */
export type Policy = 'STRICT' | 'LENIENT';

const ALLOWED_BY_LENIENT: ReadonlySet<Rule> = new Set<Rule>([
  'ADDITIONAL_PROPERTIES_REMOVED',
  'ADDITIONAL_PROPERTIES_NARROWED',
  'UNEVALUATED_PROPERTIES_REMOVED',
  'UNEVALUATED_PROPERTIES_NARROWED',
  'REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL',
  'OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL',
  'PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL',
  'PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL',
  'PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL',
]);

export const isIncompatible = (rule: Rule, policy: Policy): boolean =>
  policy === 'STRICT' || !ALLOWED_BY_LENIENT.has(rule);
