import type { Finding } from '../finding.ts';
import type { Group } from './groups.ts';
import type { Premises } from './premises.ts';
import type { Topic } from './topic.ts';
import type { Writer } from './writers.ts';

/** All that the rules may look at. */
interface WeighedDesign {
  readonly premises: Premises;
  readonly topics: readonly Topic[];
  readonly groups: readonly Group[];
  readonly writers: readonly Writer[];
}

/** Looks at a design and says what it found. */
export type DesignRule = (design: WeighedDesign) => readonly Finding[];
