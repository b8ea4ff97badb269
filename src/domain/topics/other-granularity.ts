import { KnownFailure } from '../../failure.ts';
import type { ConfigCatalog } from '../configs/catalog.ts';
import { createAssumptions } from './assumptions.ts';
import { type Cut, cutIntoTopics, draftsOf } from './cutting.ts';
import { sharingOf } from './groups.ts';
import type { Premises } from './premises.ts';
import { type Topic, topicsOf } from './topic.ts';

/** The same business, cut the other way. */
export interface Otherwise {
  readonly cuts: readonly Cut[];
  readonly topics: readonly Topic[];
}

/** Designed as a wish for the other granularity would be, so that its numbers are those. null: no cluster carries it so. */
export function otherwise(premises: Premises, catalog: ConfigCatalog): Otherwise | null {
  const granularity = premises.granularity === 'per_entity' ? 'per_event' : 'per_entity';
  // What it assumes is not assumed by the design.
  const other: Premises = { ...premises, granularity, assumptions: createAssumptions() };
  try {
    const cuts = cutIntoTopics(other);
    const drafts = draftsOf(cuts);
    return { cuts, topics: topicsOf(drafts, other, sharingOf(drafts, other, catalog)) };
  } catch (error) {
    if (error instanceof KnownFailure) return null;
    throw error;
  }
}
