import type { DesignRule } from '../rule.ts';
import { GUIDELINE, listed } from '../words.ts';

/** Several services write to one topic: it has one owner, and they need one agreement. */
export const severalWriters: DesignRule = ({ topics }) =>
  topics
    .filter(({ kind, writers }) => kind !== 'command' && writers.length > 1)
    .map(({ name, writers, owner, entity }) => ({
      rule: 'DESIGN-SEVERAL-WRITERS',
      severity: 'medium',
      says: `${listed(writers)} write to ${name}: one of them must own what ${entity} means.`,
      evidence: [`${writers.length} writers of one topic; ${owner} is taken to be the owner`],
      remedy: `Make ${owner} the owner: the others need its key bytes, partitioner and schemas. Their order is the order of arrival, so let each write only after it has read what it answers to. Or give each an entity of its own.`,
      guideline: GUIDELINE.ownership,
      confidence: 'medium',
    }));
