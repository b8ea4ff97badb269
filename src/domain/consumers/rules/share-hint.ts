import type { Premises } from '../premises.ts';

/**
 * A share group would free the number of members from the partitions: Java only (librdkafka 2.15 has a preview), without
 * order and without transactions. Source: KIP-932.
 */
export const shareGroupWouldDo = ({ client, ordered, delivery }: Premises): boolean =>
  client === 'java' && !ordered && delivery === 'at_least_once';
