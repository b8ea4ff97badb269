import type { PartVerdict } from '../plan-types.ts';
import type { Premises } from '../premises.ts';
import { processingVerdict } from './processing.ts';
import { sinkVerdict } from './sinks.ts';
import { sourceVerdict } from './sources.ts';

/** A verdict for each source, for the processing, and for each sink. */
export const partsOf = (premises: Premises): readonly PartVerdict[] => [
  ...premises.sources.map((kind) => sourceVerdict(kind, premises)),
  processingVerdict(premises),
  ...premises.sinks.map((kind) => sinkVerdict(kind, premises)),
];
