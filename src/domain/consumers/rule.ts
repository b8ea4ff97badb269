import type { Finding } from '../finding.ts';
import type { Design } from './design.ts';
import type { GivenConfig } from './given-config.ts';

/** Looks at a design and says at most one thing about it. */
export type DesignRule = (design: Design) => Finding | null;

/** Looks at a configuration that is in use, in the light of the design, and says at most one thing about it. */
export type ConfigRule = (config: GivenConfig, design: Design) => Finding | null;
