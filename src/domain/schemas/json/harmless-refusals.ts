import { excerpt, isArray, type JsonObject, type JsonValue } from './json-value.ts';
import { REGISTRY, type Risk, type RiskRule, VALIDATION } from './risk.ts';

/** What the registry refuses although no data breaks: it compares how schemas are built. */
export const harmlessRefusals: RiskRule = ({ older, newer, draft, identify }) => {
  const risks: Risk[] = [];
  const [before, now] = [valuesOf(older), valuesOf(newer)];
  if (draft.hasConst && before !== null && now !== null && 'const' in older !== 'const' in newer) {
    const known = new Set(now.map(identify));
    if (before.every((value) => known.has(identify(value)))) risks.push(constAgainstEnum(older, newer));
  }
  for (const keyword of ['minLength', 'minItems', 'minProperties'] as const) {
    if (older[keyword] === undefined && newer[keyword] === 0) risks.push(zeroMinimum(keyword));
  }
  return risks;
};

/** The values that a const or enum allows; null for a schema with neither or both. */
function valuesOf(schema: JsonObject): readonly JsonValue[] | null {
  const { enum: values, const: value } = schema;
  if ((values === undefined) === (value === undefined)) return null;
  if (value !== undefined) return [value];
  return isArray(values) ? values : null;
}

const constAgainstEnum = (older: JsonObject, newer: JsonObject): Risk => ({
  id: 'JSON-CONST-AGAINST-ENUM',
  message: `${sayValues(older)} became ${sayValues(newer)}, which allows all that was allowed; the registry takes const and enum for different types and refuses it. Write an enum in both.`,
  breaks: 'Nothing but the registration.',
  source: `${REGISTRY}, kinds of schema`,
});

const sayValues = ({ const: value, enum: values }: JsonObject): string =>
  value === undefined ? `enum ${excerpt(values ?? null)}` : `const ${excerpt(value)}`;

const zeroMinimum = (keyword: string): Risk => ({
  id: 'JSON-ZERO-MINIMUM-REFUSED',
  message: `${keyword} 0 is new. It demands nothing, and the registry refuses it as a new limit: leave it out.`,
  breaks: 'Nothing but the registration.',
  source: `${VALIDATION}, ${keyword}: leaving it out is the same as 0`,
});
