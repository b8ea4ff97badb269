import type { Draft } from './drafts.ts';
import { isArray, isObject, type JsonObject, type JsonValue, valueAt } from './json-value.ts';
import { BOTH_READERS, CORE, NEW_READERS, REGISTRY, type Risk, type RiskRule, VALIDATION } from './risk.ts';

/** The registry compares `required` for names that both versions have under `properties`, and takes a default for a value. */
export const unseenDemands: RiskRule = ({ older, newer }) => {
  const before = new Set(namesIn(older.required));
  const risks: Risk[] = [];
  for (const name of namesIn(newer.required)) {
    if (before.has(name)) continue;
    const property = propertyOf(newer, name);
    if (property === undefined) risks.push(requiredUnnamed(name));
    else if (isObject(property) && property.default !== undefined) risks.push(requiredWithDefault(name));
  }
  return risks;
};

const requiredUnnamed = (name: string): Risk => ({
  id: 'JSON-REQUIRED-NOT-COMPARED',
  message: `"${name}" is required now and not among the properties, so the registry does not see it.`,
  breaks: NEW_READERS,
  source: `${REGISTRY}, required`,
});

const requiredWithDefault = (name: string): Risk => ({
  id: 'JSON-REQUIRED-WITH-DEFAULT',
  message: `"${name}" is required now, and the registry lets that pass because it has a default. A default is a note in JSON Schema: validators do not fill it in.`,
  breaks: NEW_READERS,
  source: `${VALIDATION}#name-default`,
});

/** Dependencies of a name that neither version has under `properties`. */
export const unseenDependencies: RiskRule = ({ older, newer, draft, identify }) => {
  const keywords = new Set([draft.nameDependencies, draft.schemaDependencies]);
  return [...keywords].flatMap((keyword) => {
    const now = newer[keyword];
    const before = older[keyword];
    if (!isObject(now)) return [];
    return Object.entries(now).flatMap(([name, demand]): Risk[] => {
      const earlier = isObject(before) ? valueAt(before, name) : undefined;
      const isSame = earlier !== undefined && identify(earlier) === identify(demand);
      if (isSame || propertyOf(older, name) !== undefined || propertyOf(newer, name) !== undefined) return [];
      return [
        {
          id: 'JSON-DEPENDENCY-NOT-COMPARED',
          message: `What "${name}" demands is new or changed, and "${name}" is not among the properties, so the registry does not see it.`,
          breaks: NEW_READERS,
          source: `${REGISTRY}, dependencies`,
        },
      ];
    });
  });
};

/** What may stand beside a `$ref` without saying anything about data. */
const NOTES = new Set(['$ref', '$id', 'id', '$schema', '$comment', 'title', 'description', 'default', 'examples']);
const DEFINITIONS = new Set(['definitions', '$defs']);

/** Up to draft 7 a `$ref` hides all beside it. */
export function besideReference(schema: JsonValue, draft: Draft): readonly Risk[] {
  if (!draft.refStandsAlone || !isObject(schema) || typeof schema.$ref !== 'string') return [];
  const hidden = Object.keys(schema).filter((keyword) => !NOTES.has(keyword) && !DEFINITIONS.has(keyword));
  if (hidden.length === 0) return [];
  return [
    {
      id: 'JSON-BESIDE-REF-IGNORED',
      message: `${hidden.join(', ')} beside "$ref" ${hidden.length === 1 ? 'counts' : 'count'} for nothing up to draft 7: put the $ref into an allOf.`,
      breaks: `${BOTH_READERS} Validators of later drafts apply what is hidden here.`,
      source: `${CORE}#name-direct-references-with-ref`,
    },
  ];
}

const namesIn = (value: JsonValue | undefined): readonly string[] =>
  isArray(value) ? value.filter((name) => typeof name === 'string') : [];

const propertyOf = ({ properties }: JsonObject, name: string): JsonValue | undefined =>
  isObject(properties) ? valueAt(properties, name) : undefined;
