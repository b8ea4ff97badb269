import { show } from '../../words.ts';
import { guideline } from '../words.ts';
import type { EosRule } from './rule.ts';

/** Markers are small, but each is an append on a leader and its followers. [rule of thumb] */
const MOST_MARKERS_PER_S = 10_000;

/** Every commit writes a marker into each partition that it touched, whatever the rate of messages. Source: KIP-98. */
export const markerFlood: EosRule = ({ premises: { outputPartitions, committing }, costs: { figures } }) => {
  if (outputPartitions.assumed || committing.assumed) return null;
  const markers = figures.find(({ name }) => name === 'control_records_per_s');
  if (markers === undefined || markers.value <= MOST_MARKERS_PER_S) return null;
  const state = figures.find(({ name }) => name === 'transaction_state_records_per_s');
  return {
    rule: 'EOS-MARKER-FLOOD',
    severity: 'high',
    says: `${show(markers.value)} transaction markers a second, each an append on a leader and on its followers, are too much bookkeeping.`,
    evidence: [
      `control_records_per_s = ${markers.formula}`,
      ...(state === undefined ? [] : [`and ${show(state.value)} records/s in __transaction_state: ${state.formula}`]),
    ],
    remedy: 'Commit less often, write to fewer partitions in one transaction, or run fewer instances; each divides it.',
    guideline: guideline('transactions'),
    confidence: 'medium',
  };
};
