import { excerpt, type JsonValue } from './json-value.ts';
import { BOTH_READERS, CORE, type RawPair, type Risk, type RiskRule, VALIDATION } from './risk.ts';

interface Uncompared {
  readonly id: string;
  readonly keywords: readonly string[];
  readonly breaks: string;
  readonly source: string;
}

/** Keywords that the registry does not look at, whatever becomes of them. */
const UNCOMPARED: readonly Uncompared[] = [
  {
    id: 'JSON-FORMAT-NOT-COMPARED',
    keywords: ['format'],
    breaks: `${BOTH_READERS} That is so where the validator asserts formats, which many do.`,
    source: `${VALIDATION}#name-vocabularies-for-semantic-c`,
  },
  {
    id: 'JSON-CONTENT-NOT-COMPARED',
    keywords: ['contentEncoding', 'contentMediaType', 'contentSchema'],
    breaks: 'Consumers that decode the text: they are not told that it is encoded differently.',
    source: `${VALIDATION}#name-a-vocabulary-for-the-conten`,
  },
  {
    id: 'JSON-PROPERTY-NAMES-NOT-COMPARED',
    keywords: ['propertyNames'],
    breaks: BOTH_READERS,
    source: `${CORE}#name-propertynames`,
  },
  { id: 'JSON-CONTAINS-NOT-COMPARED', keywords: ['contains'], breaks: BOTH_READERS, source: `${CORE}#name-contains` },
  {
    id: 'JSON-PATTERN-PROPERTIES-NOT-COMPARED',
    keywords: ['patternProperties'],
    breaks: BOTH_READERS,
    source: `${CORE}#name-patternproperties`,
  },
  {
    id: 'JSON-CONDITION-NOT-COMPARED',
    keywords: ['if', 'then', 'else'],
    breaks: BOTH_READERS,
    source: `${CORE}#name-keywords-for-applying-subsche`,
  },
];

export const uncomparedKeywords: RiskRule = ({ older, newer, identify }) =>
  UNCOMPARED.flatMap(({ id, keywords, breaks, source }): Risk[] => {
    const changed = keywords.filter((keyword) => !isSame(older[keyword], newer[keyword], identify));
    if (changed.length === 0) return [];
    const what = changed.map((keyword) => `${keyword} ${shown(older[keyword])} → ${shown(newer[keyword])}`).join(', ');
    return [{ id, message: `The registry does not compare it: ${what}.`, breaks, source }];
  });

function isSame(one: JsonValue | undefined, other: JsonValue | undefined, identify: RawPair['identify']): boolean {
  if (one === undefined || other === undefined) return one === other;
  return identify(one) === identify(other);
}

const shown = (value: JsonValue | undefined): string => (value === undefined ? '(none)' : excerpt(value));
