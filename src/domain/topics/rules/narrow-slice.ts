import { percent, show } from '../../words.ts';
import { noiseFor } from '../granularity.ts';
import type { DesignRule } from '../rule.ts';
import { GUIDELINE, listed } from '../words.ts';

/** Filters are cheap up to some ten times noise; two readers above that pay for a topic of their own. */
const NOISE = 0.9;
const SEVERAL = 2;

export const narrowSlice: DesignRule = ({ topics }) =>
  topics.flatMap(({ name, events, readers }) => {
    const noisy = readers
      .map((reader) => ({ reader, ...noiseFor(events, reader) }))
      .filter(({ share }) => share > NOISE);
    if (noisy.length < SEVERAL) return [];
    const wasted = noisy.reduce((sum, { mbPerS }) => sum + (mbPerS ?? 0), 0);
    const least = Math.min(...noisy.map(({ share }) => share));
    return [
      {
        rule: 'DESIGN-NARROW-SLICE',
        severity: 'medium' as const,
        says: `${noisy.length} readers of ${name} throw away more than ${percent(NOISE)} of what they read.`,
        evidence: [
          `${listed(noisy.map(({ reader }) => reader))}: at least ${percent(least)} each${wasted === 0 ? '' : `, ${show(wasted)} MB/s together`}`,
        ],
        remedy:
          'If they do not need the order between its types, give their types a topic of their own; else filter by header before decoding.',
        guideline: GUIDELINE.granularity,
        confidence: 'medium' as const,
      },
    ];
  });
