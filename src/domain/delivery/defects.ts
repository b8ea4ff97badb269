import type { Release } from '../configs/catalog.ts';

/** Patch releases with a defect in transactions or idempotence: what, and mended in which. Source: upgrade notes 3.9 and 4.4. */
export const defects: Readonly<Record<string, readonly [what: string, use: string]>> = {
  '3.0.0': ['enable.idempotence is not on by default, against its documentation (KAFKA-13598)', '3.0.1'],
  '3.1.0': ['enable.idempotence is not on by default, against its documentation (KAFKA-13598)', '3.1.1'],
  '3.6.0': ['verification of transactional writes fails for compressed batches (InvalidRecord)', '3.6.1'],
  '4.2.0': ['transactional producers can fail during a rolling upgrade (KAFKA-20322)', '4.2.1'],
};

/** What has to be assumed of a release that was given without its patch number; null: nothing. */
export function patchAssumption(release: Release, patch: string | null): string | null {
  const defect = defects[`${release}.0`];
  if (patch !== null || defect === undefined) return null;
  const [what, use] = defect;
  return `kafka_version = ${release}: taken for ${use} or later; in ${release}.0 ${what}`;
}
