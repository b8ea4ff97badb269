import { describe, expect, it } from 'vitest';
import type { ConsumerClient } from '../../../src/domain/consumers/request.ts';
import { designTopics } from '../../../src/domain/topics/design.ts';
import type { EventRequest } from '../../../src/domain/topics/request.ts';
import { configs } from '../../support/fake-ports.ts';

const catalog = await configs();
const event = (name: string, given: Partial<EventRequest> = {}): EventRequest => ({
  name,
  producer: 'web',
  consumers: ['view'],
  ...given,
});
const design = (events: readonly EventRequest[], client: ConsumerClient = 'java', producer: ConsumerClient = 'java') =>
  designTopics(
    {
      services: [
        { name: 'web', client: producer },
        { name: 'view', client, instances: 6 },
      ],
      events,
    },
    catalog,
  );
const asked = (...given: Parameters<typeof design>) => design(...given).open_questions.join('\n');

describe('what is asked about entities', () => {
  it('keeps a life together that names tell apart', () => {
    const { topics } = design(['UserRegistered', 'UserLoggedIn', 'user.signed-up'].map((name) => event(name)));
    expect(topics.map(({ name, key }) => [name, key])).toEqual([['web.user-events.v1', 'user_id']]);
  });

  it('keeps a life together that namespaces, prefixes and suffixes tell apart', () => {
    const names = [
      'OrderPlaced',
      'com.acme.shop.OrderCreatedEvent',
      'shop.order.shipped',
      'orders.order.sent',
      'OnOrderRefunded',
    ];
    const rows = ['evt-order-closed-v3', 'orders_row_inserted', 'shop/order/1.0/opened'];
    const { topics } = design([...names, ...rows].map((name) => event(name)));
    expect(topics.map(({ name, key }) => [name, key])).toEqual([['web.order-events.v1', 'order_id']]);
  });

  it('asks where a name may mean another, and where a part may belong to the whole', () => {
    expect(asked([event('FraudAlert')])).toContain('entity of FraudAlert (fraud): read from its name');
    expect(asked([event('OrderPlaced'), event('OrderItemAdded')])).toContain(
      'entity of OrderItemAdded (order-item): read from its name, apart from order.',
    );
    expect(asked([event('OrderPlaced'), event('com.acme.orders.payment.failed')])).toContain(
      'entity of com.acme.orders.payment.failed (payment): read from its name, apart from order.',
    );
    expect(asked([event('OrderPlaced'), event('ShopOrderShipped')])).toContain(
      'entity of ShopOrderShipped (shop-order): read from its name, apart from order.',
    );
    expect(asked([event('OrderPlaced'), event('retail.order.shipped')])).toContain(
      'entity of retail.order.shipped (order)',
    );
    expect(asked([event('OrderPlaced'), event('com.acme.shop.order.shipped.v1')])).not.toContain('entity of');
    expect(asked([event('OrderPlaced'), event('OrderItemAdded', { entity: 'order-item' })])).not.toContain('entity of');
    expect(asked([event('OrderPlaced'), event('OrderPaid')])).not.toContain('entity of');
  });
});

describe('what is asked about a name that asks', () => {
  it('is whether the sender waits', () => {
    expect(asked([event('RefundRequest'), event('OrderPaid')])).toContain('kind of RefundRequest: read as request');
    expect(asked([event('RefundRequest', { kind: 'request' }), event('OrderPaid')])).not.toContain('read as request');
  });
});

describe('what is asked about people', () => {
  it.each([
    ['user.signed-up', {}, true],
    ['CustomerMoved', {}, true],
    ['user.signed-up', { personal_data: false }, false],
    ['OrderPlaced', {}, false],
  ])('%s %j: %s', (name, given, expected) => {
    expect(asked([event(name, given)]).includes(`personal_data of ${name}`)).toBe(expected);
  });
});

describe('what is asked about state', () => {
  const state = event('PriceChanged', { entity: 'article', kind: 'state' });
  it.each([
    ['java', true],
    ['kafkajs', true],
    ['librdkafka', true],
    ['streams', false],
    ['connect', false],
  ] as const)('of %s: %s', (client, expected) => {
    expect(/Where does view keep .*web\.article-state\.v1/.test(asked([state], client))).toBe(expected);
  });
  it('not of events', () => {
    expect(asked([event('OrderPlaced')])).not.toContain('Where does');
  });
});

describe('what is asked about databases', () => {
  it('is not asked of a connector', () => {
    expect(asked([event('OrderPlaced')], 'java', 'connect')).not.toContain('database of web');
    expect(asked([event('OrderPlaced')])).toContain('database of web');
  });
});

describe('types', () => {
  it.each([
    ['PaymentBooked', 'account', 'PaymentBooked'],
    ['SMSSent', 'message', 'SMSSent'],
    ['payment booked', 'account', 'PaymentBooked'],
    ['paid', 'order', 'OrderPaid'],
  ])('%s of %s is %s', (name, entity, type) => {
    const { topics, assumptions } = design([event(name, { entity })]);
    expect(topics[0]?.subjects[0]).toMatch(new RegExp(`[.]${type}$`));
    expect(assumptions.some((assumption) => assumption.startsWith(`type = ${type} (${name})`))).toBe(name === 'paid');
  });
});
