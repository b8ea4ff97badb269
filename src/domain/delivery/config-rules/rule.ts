import type { Finding } from '../../finding.ts';
import type { Premises } from '../premises.ts';
import type { InUse } from './given.ts';

/** Looks at the configuration in use and says at most one thing about it. */
export type ConfigRule = (config: InUse, premises: Premises) => Finding | null;
