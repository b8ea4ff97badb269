import type { Premises } from './premises.ts';

/** Retries in place that are worth planning, and the first try: rule of thumb. */
const MOST_IN_PLACE = 6;
/** Deliveries of a record in a share group before it is archived. Source: Apache Kafka 4.3 GroupCoordinatorConfig. */
export const SHARE_DELIVERIES = 5;

/** The most tries that the group itself gives a record. Elsewhere another topic, or nobody, tries it again. */
export function mostAttempts({ ordered, client, delivery }: Premises, shared: boolean): number {
  if (shared) return SHARE_DELIVERIES;
  return client === 'streams' || client === 'connect' || delivery === 'at_most_once' || !ordered ? 1 : MOST_IN_PLACE;
}

/** `(1 − pⁿ) ÷ (1 − p)`: tries of a message on average, `p` below 1. Source: derived, attempts that fail independently. */
export const repeatsOf = (failureShare: number, attempts: number): number =>
  (1 - failureShare ** attempts) / (1 - failureShare);
