import { describe, expect, it } from 'vitest';
import { inventoryAfter, notificationFor, orderEvent, paymentFor } from '../../sandbox/shop/events.ts';
import { shopSchemas } from '../../sandbox/shop/schemas.ts';
import { shopTopics } from '../../sandbox/shop/topics.ts';

const events = Array.from({ length: 400 }, (_, number) => orderEvent(number, 1_000 + number));

describe('order events', () => {
  it('are the same for the same number, and each has its own id', () => {
    expect(orderEvent(123, 5)).toEqual(orderEvent(123, 5));
    expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(events.length);
  });

  it('take every order through its four states in order', () => {
    const orders = new Set(events.map(({ order_id }) => order_id));
    expect(orders.size).toBe(100);
    for (const order of orders) {
      const states = events.filter(({ order_id }) => order_id === order).map(({ status }) => status);
      expect(states).toEqual(['created', 'paid', 'shipped', 'completed']);
    }
  });

  it('lead to one payment and one stock change an order, and a mail each', () => {
    expect(events.map(paymentFor).filter((payment) => payment !== null)).toHaveLength(100);
    expect(events.map(inventoryAfter).filter((state) => state !== null)).toHaveLength(100);
    expect(new Set(events.map((event) => notificationFor(event).notification_id)).size).toBe(400);
  });
});

interface AvroRecord {
  readonly fields: readonly { readonly name: string; readonly default?: unknown }[];
}

function fieldsOf(subject: string): AvroRecord['fields'][] {
  return shopSchemas
    .filter((entry) => entry.subject === subject)
    .map(({ schema }): AvroRecord => JSON.parse(JSON.stringify(schema)))
    .map(({ fields }) => fields);
}

describe('schemas', () => {
  const event = orderEvent(10, 1);
  it.each([
    ['shop.orders-value', event],
    ['shop.payments-value', paymentFor(event)],
    ['shop.inventory-value', inventoryAfter(orderEvent(0, 1))],
    ['shop.notifications-value', notificationFor(event)],
  ])('%s has the fields of the events', (subject, value) => {
    const newest = fieldsOf(subject)
      .at(-1)
      ?.map(({ name }) => name);
    expect(newest).toEqual(Object.keys(value ?? {}));
  });

  it('change an order event only by a field with a default', () => {
    const [first = [], second = []] = fieldsOf('shop.orders-value');
    const added = second.filter(({ name }) => !first.some((field) => field.name === name));
    expect(added).toEqual([expect.objectContaining({ name: 'sales_channel', default: 'web' })]);
    expect(second).toHaveLength(first.length + 1);
  });
});

it.each([
  [1, '1'],
  [3, '2'],
])('topics with %i replicas want %s in sync', (replicas, inSync) => {
  for (const topic of shopTopics(replicas)) {
    expect(topic.replicationFactor).toBe(replicas);
    expect(topic.configEntries).toContainEqual({ name: 'min.insync.replicas', value: inSync });
  }
});
