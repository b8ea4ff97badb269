import type { ConfigCatalog } from '../configs/catalog.ts';
import { checkGivenConfig, type GivenEntry } from '../configs/given.ts';
import type { Finding, Severity } from '../finding.ts';
import { named } from '../named.ts';
import { count } from '../words.ts';
import { OLD_GUARANTEES } from './config-rules/old-exactly-once.ts';
import { familyOf } from './given-config.ts';
import type { Premises } from './premises.ts';
import { GUIDELINE } from './words.ts';

/** What the release itself says of a line, which is worth a finding. */
const WORTH_SAYING = {
  refused: {
    severity: 'high',
    says: 'not accepted by this release',
    remedy: 'Take a value that is accepted, as listed in the evidence.',
  },
  'other-release': { severity: 'medium', says: 'not in this release', remedy: 'Delete it, or upgrade the client.' },
  'other-family': {
    severity: 'medium',
    says: 'for another kind of component',
    remedy: 'Move it to where it belongs, or delete it.',
  },
  misspelt: { severity: 'medium', says: 'probably misspelt', remedy: 'Correct the name.' },
} as const satisfies Record<string, { severity: Severity; says: string; remedy: string }>;

/** What oldExactlyOnce says better. */
const hasItsOwnRule = ({ name, value }: GivenEntry): boolean =>
  name === 'processing.guarantee' && OLD_GUARANTEES.includes(value ?? '');

/** One finding for each way in which lines of the configuration are wrong for the release. No value is repeated. */
export function configFindings(premises: Premises, catalog: ConfigCatalog): Finding[] {
  const { config, client, clientRelease } = premises;
  if (config === null) return [];
  const entries = checkGivenConfig(catalog, [familyOf[client]], clientRelease, Object.fromEntries(config));
  return Object.entries(WORTH_SAYING).flatMap(([verdict, { severity, says, remedy }]) => {
    const wrong = entries.filter((entry) => entry.verdict === verdict && !hasItsOwnRule(entry));
    if (wrong.length === 0) return [];
    return [
      {
        rule: `CONSUMERS-CONFIG-${verdict.toUpperCase()}`,
        severity,
        says: `${count(wrong.length, 'setting')} of the configuration ${wrong.length === 1 ? 'is' : 'are'} ${says}: ${wrong.map(({ name }) => named(name)).join(', ')}.`,
        evidence: wrong.map(({ name, because }) => `${named(name)}: ${because ?? says}`),
        remedy,
        guideline: GUIDELINE.clients,
        confidence: 'high' as const,
      },
    ];
  });
}
