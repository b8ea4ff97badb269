import { isObject, type JsonValue } from './json-value.ts';

/** What a release of JSON Schema changes in how the registry reads a schema. */
export interface Draft {
  readonly name: string;
  /** Up to draft 7 nothing beside a `$ref` counts. */
  readonly refStandsAlone: boolean;
  /** Dynamic ones are read as if they were not: where they lead when nothing redirects them. */
  readonly references: readonly string[];
  readonly idKeyword: 'id' | '$id';
  readonly hasConst: boolean;
  /** A boolean beside `maximum` in draft 4, a limit of its own later. */
  readonly exclusiveLimits: 'boolean' | 'number';
  /** Which keywords make the condition exist. */
  readonly conditional: readonly string[];
  readonly tuple: 'items' | 'prefixItems';
  /** true and false in `items` and `dependencies`, which draft 4 does not know. */
  readonly booleanItems: boolean;
  /** Both kinds of dependency are in one keyword up to draft 7. */
  readonly nameDependencies: 'dependencies' | 'dependentRequired';
  readonly schemaDependencies: 'dependencies' | 'dependentSchemas';
  /** Keywords that make an object, array, number or string schema of a text without `type`. */
  readonly object: readonly string[];
  readonly array: readonly string[];
  readonly number: readonly string[];
  readonly string: readonly string[];
}

const OBJECT = [
  'properties',
  'required',
  'minProperties',
  'maxProperties',
  'patternProperties',
  'additionalProperties',
] as const;
const ARRAY = ['items', 'additionalItems', 'minItems', 'maxItems', 'uniqueItems'] as const;
const NUMBER = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'] as const;
const STRING = ['minLength', 'maxLength', 'pattern'] as const;

/**
 * Keyword lists: json-schema.org/draft-04, -06, -07, /draft/2019-09, /draft/2020-12. Up to draft 7 `format` makes a string
 * schema, because the library of the registry (everit 1.14) reads it so: `{"type":"integer","format":"int64"}` is a number
 * and a string at once for it.
 */
const DRAFT_4: Draft = {
  name: 'draft-04',
  refStandsAlone: true,
  references: ['$ref'],
  idKeyword: 'id',
  hasConst: false,
  exclusiveLimits: 'boolean',
  conditional: [],
  tuple: 'items',
  booleanItems: false,
  nameDependencies: 'dependencies',
  schemaDependencies: 'dependencies',
  object: [...OBJECT, 'dependencies'],
  array: ARRAY,
  number: NUMBER,
  string: [...STRING, 'format'],
};
const DRAFT_6: Draft = {
  ...DRAFT_4,
  name: 'draft-06',
  idKeyword: '$id',
  hasConst: true,
  booleanItems: true,
  exclusiveLimits: 'number',
  object: [...OBJECT, 'dependencies', 'propertyNames'],
  array: [...ARRAY, 'contains'],
};
const DRAFT_7: Draft = { ...DRAFT_6, name: 'draft-07', conditional: ['if', 'then', 'else'] };
const DRAFT_2019_09: Draft = {
  ...DRAFT_7,
  name: '2019-09',
  refStandsAlone: false,
  references: ['$ref', '$recursiveRef'],
  conditional: ['if'],
  nameDependencies: 'dependentRequired',
  schemaDependencies: 'dependentSchemas',
  object: [...OBJECT, 'propertyNames', 'dependentRequired', 'dependentSchemas', 'unevaluatedProperties'],
  array: [...ARRAY, 'contains', 'minContains', 'maxContains', 'unevaluatedItems'],
  string: STRING,
};
const DRAFT_2020_12: Draft = {
  ...DRAFT_2019_09,
  name: '2020-12',
  references: ['$ref', '$dynamicRef'],
  tuple: 'prefixItems',
  array: [
    'items',
    'prefixItems',
    'minItems',
    'maxItems',
    'uniqueItems',
    'contains',
    'minContains',
    'maxContains',
    'unevaluatedItems',
  ],
};

const BY_META_SCHEMA: readonly (readonly [start: string, draft: Draft])[] = [
  ['http://json-schema.org/draft-04/schema', DRAFT_4],
  ['http://json-schema.org/draft-06/schema', DRAFT_6],
  ['http://json-schema.org/draft-07/schema', DRAFT_7],
  ['https://json-schema.org/draft/2019-09/schema', DRAFT_2019_09],
  ['https://json-schema.org/draft/2020-12/schema', DRAFT_2020_12],
];

/** The draft that `$schema` names, draft 7 where it names none: the registry's default. */
export function draftOf(schema: JsonValue): Draft {
  const named = isObject(schema) ? schema.$schema : undefined;
  if (typeof named !== 'string') return DRAFT_7;
  return BY_META_SCHEMA.find(([start]) => named.startsWith(start))?.[1] ?? DRAFT_7;
}
