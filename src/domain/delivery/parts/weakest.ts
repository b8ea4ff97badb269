import type { Guarantee, PartVerdict } from '../plan-types.ts';

/** From the weakest. Not knowing is better than knowing that records come twice, and worse than any promise. */
const order: readonly Guarantee[] = ['at_least_once', 'unknown', 'effectively_once', 'exactly_once'];

/** The parts that hold the whole back, in the order of the flow. */
export function weakestOf(parts: readonly PartVerdict[]): readonly PartVerdict[] {
  const lowest = Math.min(...parts.map(({ guarantee }) => order.indexOf(guarantee)));
  return parts.filter(({ guarantee }) => order.indexOf(guarantee) === lowest);
}
