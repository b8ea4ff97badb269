import type { SchemaType } from './observation.ts';

/** What a registry of another make or release does with this change. */
export interface VendorNote {
  readonly registry: string;
  readonly says: string;
}

/** What the notes are about: the change as the rules of Confluent's registry and the risks see it. */
export interface VendorFacts {
  readonly type: SchemaType;
  readonly text: string;
  /** Rules of all incompatibilities. */
  readonly rules: ReadonlySet<string>;
  /** Ids of all risks. */
  readonly risks: ReadonlySet<string>;
  /** Whether releases up to 8.3 and later ones give different verdicts. */
  readonly releasesDiffer: boolean;
  /** Whether compatibilityPolicy LENIENT would let pass what STRICT refuses. */
  readonly lenientPasses: boolean;
}

interface VendorRule extends VendorNote {
  /** Whether that registry refuses more than Confluent's, or lets more pass. */
  readonly is: 'stricter' | 'looser';
  applies(facts: VendorFacts): boolean;
}

const has = (found: ReadonlySet<string>, pattern: RegExp): boolean => [...found].some((one) => pattern.test(one));

/**
 * Documented differences. Sources: sources of Karapace (3bbc1f8) and Redpanda (1c6cff3) and their issues named here; Apicurio
 * Registry 3.3.3, held against these rules over 2,938 cases of which all about Avro agree; Confluent's releases from 6.2 to 8.3
 * held against each other.
 */
const RULES: readonly VendorRule[] = [
  {
    registry: 'Confluent',
    is: 'looser',
    says: 'Releases up to 8.3 and later ones judge this change of oneofs differently.',
    applies: ({ releasesDiffer }) => releasesDiffer,
  },
  {
    registry: 'Confluent',
    is: 'looser',
    says: 'With compatibilityPolicy LENIENT (8.1.1 or later) this is compatible.',
    applies: ({ lenientPasses }) => lenientPasses,
  },
  {
    registry: 'Confluent',
    is: 'looser',
    says: 'Releases before 7.4.5, 7.5.4 and 7.6.1 let a changed package pass.',
    applies: ({ rules }) => rules.has('PACKAGE_CHANGED'),
  },
  {
    registry: 'Confluent',
    is: 'looser',
    says: 'Releases before 7.9 compare enum, const and combined schemas in part by other rules.',
    applies: ({ rules }) => has(rules, /^(?:ENUM_ARRAY|COMBINED_TYPE|SUM_TYPE|PRODUCT_TYPE)/),
  },
  {
    registry: 'Karapace',
    is: 'looser',
    says: 'Lets a changed package pass.',
    applies: ({ rules }) => rules.has('PACKAGE_CHANGED'),
  },
  {
    registry: 'Karapace',
    is: 'stricter',
    says: 'Refuses a field that keeps its name and changes its number.',
    applies: ({ risks }) => risks.has('PROTOBUF-FIELD-RENUMBERED'),
  },
  {
    registry: 'Karapace',
    is: 'stricter',
    says: 'Compares drafts 2019-09 and 2020-12 only since July 2026, and refuses what it does not know.',
    applies: ({ type, text }) => type === 'JSON' && /draft\/20(?:19-09|20-12)/.test(text),
  },
  {
    registry: 'Apicurio',
    is: 'stricter',
    says: 'Has Protobuf rules of its own: it refuses another type or label of a field (`optional` too), other names, numbers and enum values, what is given up without `reserved`, and changed services; under FORWARD and FULL also what is added.',
    applies: ({ type }) => type === 'PROTOBUF',
  },
  {
    registry: 'Apicurio',
    is: 'looser',
    says: 'Lets a changed package pass, and fields that move into a oneof or leave one.',
    applies: ({ rules }) => has(rules, /^PACKAGE_CHANGED$|ONEOF/),
  },
  {
    registry: 'Apicurio',
    is: 'stricter',
    says: 'Has JSON Schema rules of its own: it also compares format, content keywords, patternProperties, propertyNames and conditions, and refuses some widenings, such as a type that becomes a list, and required properties with a default.',
    applies: ({ type }) => type === 'JSON',
  },
  {
    registry: 'Apicurio',
    is: 'looser',
    says: 'Lets a const become an enum that holds it, and does not hold properties against the patterns that cover them.',
    applies: ({ rules, risks }) => has(rules, /_NOT_COVERED_BY_/) || risks.has('JSON-CONST-AGAINST-ENUM'),
  },
  {
    registry: 'Redpanda',
    is: 'stricter',
    says: 'Does not know aliases of records, and refuses a default for a field of type null.',
    applies: ({ type, text }) => type === 'AVRO' && (text.includes('"aliases"') || /"type"\s*:\s*"null"/.test(text)),
  },
  {
    registry: 'Redpanda',
    is: 'looser',
    says: 'Lets a required property that is added to a closed model pass (issue 30398), and takes minLength 0 for no limit.',
    applies: ({ rules, risks }) =>
      rules.has('REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL') || risks.has('JSON-ZERO-MINIMUM-REFUSED'),
  },
];

export const vendorNotes = (facts: VendorFacts): VendorNote[] =>
  RULES.filter((rule) => rule.applies(facts)).map(({ registry, says }) => ({ registry, says }));

/** Why a registry may have answered otherwise than the rules say; null where nothing is documented. */
export function likelyReason(
  facts: VendorFacts,
  registryIs: 'stricter' | 'looser',
  registry: string | null,
): string | null {
  const rule = RULES.find(
    (one) => one.is === registryIs && one.registry === (registry ?? one.registry) && one.applies(facts),
  );
  return rule === undefined ? null : `${rule.registry}: ${rule.says}`;
}
