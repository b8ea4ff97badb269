import type { Premises } from './premises.ts';

interface Defect {
  readonly what: string;
  readonly use: string;
  /** It concerns nobody without transactions. */
  readonly ofTransactions: boolean;
}

const NO_IDEMPOTENCE = 'enable.idempotence is not on by default, against its documentation (KAFKA-13598)';

/** Patch releases with a defect in transactions or idempotence: what, and mended in which. Source: upgrade notes 3.9 and 4.4. */
const defects: Readonly<Record<string, Defect>> = {
  '3.0.0': { what: NO_IDEMPOTENCE, use: '3.0.1', ofTransactions: false },
  '3.1.0': { what: NO_IDEMPOTENCE, use: '3.1.1', ofTransactions: false },
  '3.6.0': {
    what: 'verification of transactional writes fails for compressed batches (InvalidRecord)',
    use: '3.6.1',
    ofTransactions: true,
  },
  '4.2.0': {
    what: 'transactional producers can fail during a rolling upgrade (KAFKA-20322)',
    use: '4.2.1',
    ofTransactions: true,
  },
};

/** null: none that is known, or none that concerns the pipeline. */
export function defectOf(patch: string, { transactional, sinks, told }: Premises): Defect | null {
  const defect = defects[patch];
  if (defect === undefined) return null;
  if (defect.what === NO_IDEMPOTENCE && told.idempotence !== null) return null;
  return transactional || (!defect.ofTransactions && sinks.includes('kafka')) ? defect : null;
}

/** What has to be assumed of a release that was given without its patch number; null: nothing. */
export function patchAssumption(premises: Premises): string | null {
  const { release, patch } = premises;
  const defect = patch === null ? defectOf(`${release}.0`, premises) : null;
  if (defect === null) return null;
  const { what, use } = defect;
  return `kafka_version = ${release}: taken for ${use} or later; in ${release}.0 ${what}`;
}
