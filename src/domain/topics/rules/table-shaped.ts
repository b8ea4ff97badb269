import type { DesignRule } from '../rule.ts';
import { GUIDELINE, listed } from '../words.ts';

/** A table or a row, or what happens to a row; a business says something more precise. A table that was reserved is none of these. */
const TABLE = /(^|-)(table|row|rows|tbl)$/;
const ROW_CHANGE = /-(changed|updated|inserted|upserted|modified)$/;

export const tableShaped: DesignRule = ({ premises }) => {
  const names = premises.events
    // State is the row, and is named after it.
    .filter(({ slug, kind }) => kind === 'event' && (TABLE.test(slug) || ROW_CHANGE.test(slug)))
    .map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    {
      rule: 'DESIGN-TABLE-SHAPED',
      severity: 'low',
      says: `${listed(names)}: named after a row that changed, not after what happened.`,
      evidence: ['readers of such events must compare columns to learn why, and are coupled to a table'],
      remedy:
        'Say the fact: OrderAddressCorrected, OrderCancelled. If readers want the latest values only, make it kind state.',
      guideline: GUIDELINE.eventsNotTables,
      confidence: 'medium',
    },
  ];
};
