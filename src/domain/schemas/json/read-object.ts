import type { Draft } from './drafts.ts';
import { isObject, type JsonObject, type JsonValue } from './json-value.ts';
import type { Keywords } from './keywords.ts';
import { namePattern } from './name-pattern.ts';
import type { ObjectNode, Rest } from './schema.ts';

export function readObject(raw: JsonObject, draft: Draft, keywords: Keywords): ObjectNode {
  // Not compared, but a schema that is wrong or leads nowhere there is refused all the same.
  if (draft.object.includes('propertyNames')) keywords.schema('propertyNames');
  const { dependencies } = raw;
  if (!draft.booleanItems && isObject(dependencies) && Object.values(dependencies).some(isFlag)) {
    keywords.complain('dependencies', 'an object of schemas and lists of names');
  }
  return {
    kind: 'object',
    raw,
    properties: new Map(keywords.schemaMap('properties')),
    required: new Set(keywords.names('required')),
    defaults: defaultsOf(raw, draft),
    patterns: keywords
      .schemaMap('patternProperties')
      .map(([source, schema]) => ({ finds: namePattern(source, keywords.patternBudget), schema })),
    additional: restOf(raw, 'additionalProperties', keywords),
    unevaluated: draft.object.includes('unevaluatedProperties') ? restOf(raw, 'unevaluatedProperties', keywords) : true,
    minProperties: keywords.wholeNumber('minProperties'),
    maxProperties: keywords.wholeNumber('maxProperties'),
    requiredWith: new Map(keywords.nameLists(draft.nameDependencies)),
    schemaWith: new Map(keywords.schemaMap(draft.schemaDependencies)),
  };
}

const isFlag = (value: JsonValue) => typeof value === 'boolean';

/** A schema is kept even where it is {}: for the registry that is not the same as true. */
export function restOf(raw: JsonObject, key: string, keywords: Keywords): Rest {
  const value = raw[key];
  return value === undefined ? true : typeof value === 'boolean' ? value : (keywords.schema(key) ?? true);
}

/** Up to draft 7 nothing counts beside a `$ref`, a default neither. */
function defaultsOf({ properties }: JsonObject, draft: Draft): ReadonlySet<string> {
  const defaults = new Set<string>();
  if (!isObject(properties)) return defaults;
  for (const [name, property] of Object.entries(properties)) {
    if (!isObject(property) || property.default === undefined) continue;
    if (property.$ref === undefined || !draft.refStandsAlone) defaults.add(name);
  }
  return defaults;
}
