import { show } from '../../words.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** What was given is far from what the topic shows. */
export const measuredDiffers: PartitionRule = ({ measured }) => {
  const differences = measured?.demand.differences ?? [];
  const [first] = differences;
  if (first === undefined) return null;
  return {
    rule: 'PARTITIONS-MEASURED-DIFFERS',
    severity: 'medium',
    says: `The plan counts with ${differences.map(({ field, given }) => `${field} = ${show(given)}`).join(', ')}, and the live topic shows less than half or more than twice of that.`,
    evidence: differences.map(
      ({ field, given, measured: seen }) => `${field}: given ${show(given)}, measured ${show(seen)}`,
    ),
    remedy:
      'Right if the topic is about to change; else leave the field out, and the measured value is used. A peak may lie outside of the hours that were measured.',
    guideline: GUIDELINE.formulas,
    confidence: 'medium',
  };
};
