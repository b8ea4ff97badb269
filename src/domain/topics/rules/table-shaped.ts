import { VALUES } from '../name-words.ts';
import type { BusinessEvent } from '../premises.ts';
import type { DesignRule } from '../rule.ts';
import { pluralOf } from '../slug.ts';
import { GUIDELINE, listed } from '../words.ts';

/** A table or a row, and what happens to it. A table that was reserved is none of these. */
const TABLE =
  /(^|-)(table|row|rows|tbl)(-(inserted|upserted|updated|deleted|changed|modified|event|v\d+))*$|^tbl-|-upserted$/;
const CHANGE = /-(changed|updated|modified)$/;

export const tableShaped: DesignRule = ({ premises: { events } }) => {
  // State is the row, and is named after it.
  const facts = events.filter(({ kind }) => kind === 'event');
  const names = facts.filter((event) => TABLE.test(event.slug) || changesAll(event, facts)).map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    {
      rule: 'DESIGN-TABLE-SHAPED',
      severity: 'low',
      says: `${listed(names)}: named after a row that changed, not after what happened.`,
      evidence: ['the name does not say what happened: readers must compare values to learn it'],
      remedy:
        'Say the fact: OrderAddressCorrected, OrderCancelled. If readers want the latest values only, make it kind state.',
      guideline: GUIDELINE.eventsNotTables,
      confidence: 'medium',
    },
  ];
};

/** `OrderChanged`, where order is known to be a thing that lives through more. What has one value, such as a salary, only changes. */
function changesAll({ slug, entity, entityGiven }: BusinessEvent, facts: readonly BusinessEvent[]): boolean {
  if (!CHANGE.test(slug)) return false;
  const changed = slug.replace(CHANGE, '');
  if (changed !== entity && changed !== pluralOf(entity)) return false;
  if (VALUES.has(entity.split('-').at(-1) ?? '')) return false;
  // `customers_updated`: tables are named in the plural.
  if (changed !== entity) return true;
  return entityGiven || facts.some((other) => other.entity === entity && !CHANGE.test(other.slug));
}
