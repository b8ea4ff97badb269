import type { Finding } from '../finding.ts';
import type { StreamFacts } from './facts.ts';

/** Looks at a stream and says what its anti-pattern costs here, or null. */
export type AntiPattern = (facts: StreamFacts) => Finding | null;
