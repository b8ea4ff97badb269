import { named } from '../named.ts';
import type { BusinessEvent } from './premises.ts';
import { singularOf } from './slug.ts';
import { listed, sorted } from './words.ts';

/** What to ask about entities that were read from names: key and order hang on them. */
export function entityQuestions(events: readonly BusinessEvent[]): string[] {
  const read = events.filter(({ entityGiven }) => !entityGiven);
  const lives = sorted(events.filter(({ kind }) => kind === 'event').map(({ entity }) => entity));
  const wholeOf = (event: BusinessEvent) => lives.find((life) => mayBelongTo(life, event));
  const doubtful = read.filter(({ entityDoubtful }) => entityDoubtful);
  const parts = read.filter((event) => !event.entityDoubtful && event.kind === 'event' && wholeOf(event) !== undefined);
  const wholes = sorted(parts.flatMap((part) => wholeOf(part) ?? []));
  return [
    ...(doubtful.length === 0
      ? []
      : [`entity of ${readings(doubtful)}, which may mean another. Key and order hang on it.`]),
    ...(parts.length === 0
      ? []
      : [
          `entity of ${readings(parts)}, apart from ${listed(wholes)}. Where one belongs to that life, give that entity, or its order among the others is lost.`,
        ]),
  ];
}

/** `order-item` to order; `shop-order` too, where shop is a namespace; and the payment of `com.acme.orders.payment.failed`. */
function mayBelongTo(life: string, { entity, givenSlug }: BusinessEvent): boolean {
  if (entity === life) return false;
  if (entity.startsWith(`${life}-`) || entity.endsWith(`-${life}`)) return true;
  const before = givenSlug.slice(0, Math.max(0, givenSlug.indexOf(`-${entity}`)));
  return `-${before.split('-').map(singularOf).join('-')}-`.includes(`-${life}-`);
}

const MOST_SHOWN = 4;

/** `FraudAlert (fraud): read from its name`. */
function readings(events: readonly BusinessEvent[]): string {
  const shown = events.slice(0, MOST_SHOWN).map(({ name, entity }) => `${named(name)} (${entity})`);
  const more = events.length > MOST_SHOWN ? ` and ${events.length - MOST_SHOWN} more` : '';
  return `${shown.join(', ')}${more}: read from ${events.length === 1 ? 'its name' : 'their names'}`;
}
