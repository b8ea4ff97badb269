import { show } from '../words.ts';
import type { Computed } from './computed.ts';

/** Time until a lag is worked off: `lag ÷ (consumed − produced)`, s. null: consumers are not faster than producers, so never. Source: derived. */
export function catchUpSeconds({
  lag,
  producedPerS,
  consumedPerS,
}: {
  readonly lag: number;
  readonly producedPerS: number;
  readonly consumedPerS: number;
}): Computed | null {
  const net = consumedPerS - producedPerS;
  if (net <= 0) return null;
  return {
    value: lag / net,
    formula: `${show(lag)} ÷ (${show(consumedPerS)} − ${show(producedPerS)} messages/s)`,
    source: 'derived: lag ÷ net rate',
  };
}
