import { show } from '../../words.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** What was given is not what the live topic shows: a count that differs at all, or a rate that is far off. */
export const measuredDiffers: PartitionRule = ({ measured }) => {
  const differences = measured?.demand.differences ?? [];
  if (differences.length === 0) return null;
  const corrected = differences.filter(({ counts }) => counts === 'measured');
  const kept = differences.filter(({ counts }) => counts === 'given');
  return {
    rule: 'PARTITIONS-MEASURED-DIFFERS',
    severity: 'medium',
    says: [
      ...corrected.map(
        ({ field, given, measured: seen }) =>
          `The live topic has ${field} = ${show(seen)}, not ${show(given)}: the plan counts with ${show(seen)}.`,
      ),
      ...(kept.length === 0
        ? []
        : [
            `The plan counts with ${kept.map(({ field, given, measured: seen }) => `${field} = ${show(given)} (measured ${show(seen)})`).join(', ')}.`,
          ]),
    ].join(' '),
    evidence: differences.map(
      ({ field, given, measured: seen }) => `${field}: given ${show(given)}, measured ${show(seen)}`,
    ),
    remedy:
      kept.length === 0
        ? 'Is it the right topic, on the right cluster? Then leave the field out.'
        : 'Right if that is about to change; else leave the field out, and the measured value is used. A peak may lie outside of the hours that were measured.',
    guideline: GUIDELINE.formulas,
    confidence: 'medium',
  };
};
