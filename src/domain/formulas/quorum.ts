import { count } from '../words.ts';
import type { Computed } from './computed.ts';

/** Controllers that a KRaft quorum needs to survive so many failures: `2N + 1`. Source: Apache Kafka documentation, KRaft. */
export const controllersFor = ({ failures }: { readonly failures: number }): Computed => ({
  value: 2 * failures + 1,
  formula: `2 × ${count(failures, 'failure')} + 1`,
  source: 'Apache Kafka documentation, KRaft: a majority must be alive',
});
