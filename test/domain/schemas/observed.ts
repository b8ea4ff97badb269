import type { CompatibilityObservation, VersionCheck } from '../../../src/domain/schemas/compatibility-observation.ts';

/** A subject with three versions under BACKWARD, of which a registry has said nothing yet. */
export const seen = (more: Partial<CompatibilityObservation> = {}): CompatibilityObservation => ({
  subject: { name: 'o-value', known: true, versions: [1, 2, 3], latestType: 'AVRO', knownSubjects: [] },
  level: { name: 'BACKWARD', source: 'subject', group: null, lenient: false },
  vendor: null,
  type: 'AVRO',
  candidate: { text: '"int"', references: [] },
  history: [],
  dependents: [],
  refusal: null,
  missingReferences: [],
  whole: null,
  checks: [],
  gaps: [],
  ...more,
});
export const subject = (more: Partial<CompatibilityObservation['subject']>) => ({ ...seen().subject, ...more });
export const level = (name: string | null) => ({ name, source: null, group: null, lenient: false });
export const fits = (version: number): VersionCheck => ({ version, answer: { compatible: true, messages: [] } });
export const breaks = (version: number, ...messages: string[]): VersionCheck => ({
  version,
  answer: { compatible: false, messages },
});
export const silent = (version: number): VersionCheck => ({ version, answer: null });
