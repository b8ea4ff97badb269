import type { EventKind, EventRequest } from './request.ts';
import { singularOf, slugOf } from './slug.ts';

type Note = (assumed: string, why: string) => void;

/** First words of a question; nobody publishes a fact that begins so. */
const ASKS = /^(get|find|fetch|query|lookup|look-up|search|list|check|request)-/;
const ASKED = /-(request|query|lookup)$/;

/** What was given; a name that asks for something is a request. */
export function kindOf(event: EventRequest, note: Note): EventKind {
  if (event.kind !== undefined) return event.kind;
  const slug = slugOf(event.name);
  if (!ASKS.test(slug) && !ASKED.test(slug)) return 'event';
  note('kind = request', 'the name asks for an answer');
  return 'request';
}

const FILLERS = new Set(['event', 'events', 'command', 'message', 'state', 'snapshot', 'table']);

/** What was given; else what the name is about: `order` of OrderPlaced, `stock` of the command ReserveStock. */
export function entityOf(event: EventRequest, kind: EventKind, note: Note): string {
  if (event.entity !== undefined && event.entity.trim() !== '') return slugOf(event.entity);
  const words = slugOf(event.name)
    .split('-')
    .filter((word) => !FILLERS.has(word));
  const about = kind === 'command' ? words.slice(1) : kind === 'state' ? words : words.slice(0, -1);
  const entity =
    about.length === 0
      ? singularOf(contextOf(slugOf(event.producer)))
      : [...about.slice(0, -1), singularOf(about.at(-1) ?? '')].join('-');
  note(
    'entity read from a name',
    about.length === 0 ? 'not given; the name of its producer' : 'not given; the name of the event',
  );
  return entity;
}

/** The field that is the key; null: none. Without an order to keep, no key is needed. */
export function keyOf({ key, order }: EventRequest, kind: EventKind, entityField: string): string | null {
  if (key !== undefined) return key.trim() === '' ? null : key.trim();
  if (order === 'none' && kind !== 'state') return null;
  return entityField.endsWith('_id') ? entityField : `${entityField}_id`;
}

/** `order` of `order-service`. */
export const contextOf = (serviceSlug: string): string => {
  const context = serviceSlug.replace(/-(service|svc|api|app|server|worker)$/, '');
  return context === '' ? serviceSlug : context;
};
