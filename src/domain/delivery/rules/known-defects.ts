import { defectOf } from '../defects.ts';
import { guideline } from '../words.ts';
import type { EosRule } from './rule.ts';

export const knownDefects: EosRule = ({ premises }) => {
  const { patch } = premises;
  const defect = patch === null ? null : defectOf(patch, premises);
  if (defect === null) return null;
  const { what, use } = defect;
  return {
    rule: 'EOS-KNOWN-DEFECT',
    severity: 'high',
    says: `Kafka ${patch} has a defect that concerns this: ${what}.`,
    evidence: [`kafka_version ${patch}`, `mended in ${use}`],
    remedy: `Use ${use} or later, brokers and Java clients.`,
    guideline: guideline('transactions-version-2'),
    confidence: 'high',
  };
};
