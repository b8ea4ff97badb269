import type { CompatibilityObservation } from './observation.ts';

/** A registered version that the new schema was held against. */
export interface ComparedVersion {
  readonly version: number;
  /** null when the registry gave no answer for that version alone. */
  readonly compatible: boolean | null;
}

/** The versions that the registry was asked about, newest first. */
export function comparedVersions({ subject, whole, checks }: CompatibilityObservation): ComparedVersion[] {
  const single = new Map(checks.map(({ version, answer }) => [version, answer?.compatible ?? null]));
  if (whole === null) return checks.map(({ version }) => ({ version, compatible: single.get(version) ?? null }));
  return [...subject.versions]
    .reverse()
    .map((version) => ({ version, compatible: whole.compatible ? true : (single.get(version) ?? null) }));
}
