import { describe, expect, it } from 'vitest';
import { designTopics } from '../../../src/domain/topics/design.ts';
import type { EventRequest, TopicsRequest } from '../../../src/domain/topics/request.ts';
import { KnownFailure } from '../../../src/failure.ts';
import { configs } from '../../support/fake-ports.ts';

const catalog = await configs();
const services = [{ name: 'order-service' }, { name: 'payment-service' }];
const placed: EventRequest = { name: 'OrderPlaced', producer: 'order-service', consumers: ['payment-service'] };
const withEvent = (event: Partial<EventRequest>): TopicsRequest => ({ services, events: [{ ...placed, ...event }] });
const events = (count: number): TopicsRequest => ({
  services,
  events: Array.from({ length: count }, (_, index) => ({ ...placed, name: `Fact${index}Happened` })),
});
const circle: TopicsRequest = {
  services,
  events: [
    { ...placed, caused_by: 'OrderPaid' },
    { ...placed, name: 'OrderPaid', caused_by: 'OrderChecked' },
    { ...placed, name: 'OrderChecked', caused_by: 'OrderPlaced' },
  ],
};

const refused: readonly (readonly [string, TopicsRequest, string])[] = [
  ['no services', { services: [], events: [placed] }, '`services`'],
  ['no events', { services, events: [] }, '`events`'],
  ['201 events', events(201), '`events` has 201 entries'],
  ['500 events', events(500), '`events` has 500 entries'],
  [
    '61 services',
    { services: Array.from({ length: 61 }, (_, index) => ({ name: `s${index}` })), events: [placed] },
    '`services` has 61 entries',
  ],
  ['a negative rate', withEvent({ peak_per_s: -5 }), '`events[0].peak_per_s`'],
  ['no rate at all', withEvent({ average_per_s: 0 }), '`events[0].average_per_s`'],
  ['a share in percent', withEvent({ hottest_key_share: 20 }), '`events[0].hottest_key_share`'],
  ['a number that is none', withEvent({ bytes: Number.NaN }), '`events[0].bytes`'],
  ['half an instance', { services: [{ name: 'a', instances: 1.5 }], events: [placed] }, '`services[0].instances`'],
  ['no broker', { ...withEvent({}), environment: { brokers: 0 } }, '`environment.brokers`'],
  ['shrinking growth', { ...withEvent({}), preferences: { growth_factor: 0.5 } }, '`preferences.growth_factor`'],
  [
    'a release from nowhere',
    { ...withEvent({}), environment: { kafka_version: '9.9' } },
    '`environment.kafka_version`',
  ],
  ['an empty name', withEvent({ name: ' ' }), '`events[0].name`'],
  ['a name of 101 characters', withEvent({ name: 'x'.repeat(101) }), '`events[0].name`'],
  ['an unknown producer', withEvent({ producer: 'oder-service' }), '`events[0].producer`'],
  ['an unknown consumer', withEvent({ consumers: ['payment-servce'] }), 'Nearest: payment-service'],
  ['an unknown cause', withEvent({ caused_by: 'OrderPlacd' }), '`events[0].caused_by`'],
  ['the same event twice', { services, events: [placed, { ...placed, name: 'order placed' }] }, '`events[1].name`'],
  [
    'the same type twice',
    { services, events: [placed, { ...placed, name: 'placed', entity: 'order' }] },
    'OrderPlaced',
  ],
  [
    'the same service twice',
    { services: [...services, { name: 'OrderService' }], events: [placed] },
    '`services[2].name`',
  ],
  [
    'a circle of causes',
    circle,
    '`events[0].caused_by` closes a circle: OrderPlaced ← OrderPaid ← OrderChecked ← OrderPlaced',
  ],
  ['an event that causes itself', withEvent({ caused_by: 'OrderPlaced' }), '`events[0].caused_by`'],
  ['an average above the peak', withEvent({ average_per_s: 10, peak_per_s: 5 }), '`events[0].average_per_s`'],
  [
    'a hottest key below the average',
    withEvent({ distinct_keys: 4, hottest_key_share: 0.1 }),
    '`events[0].hottest_key_share`',
  ],
  [
    'a tail below the mean',
    {
      services: [{ name: 'order-service', processing_ms_per_event: 9, processing_p99_ms: 5 }, ...services.slice(1)],
      events: [placed],
    },
    '`services[0].processing_p99_ms`',
  ],
  [
    'a tail that makes the mean longer than it is',
    {
      services: [
        ...services.slice(0, 1),
        { name: 'payment-service', processing_ms_per_event: 10, processing_p99_ms: 60_000 },
      ],
      events: [placed],
    },
    '`services[1].processing_p99_ms` 60000 is more than 100 × `processing_ms_per_event` 10',
  ],
  ['state without a key', withEvent({ kind: 'state', key: '' }), '`events[0].key`'],
  [
    'a load that no cluster bears',
    { ...withEvent({ peak_per_s: 5e6, bytes: 1e6 }), preferences: { growth_factor: 5 } },
    '`events` OrderPlaced',
  ],
];

describe('a design that cannot be', () => {
  it.each(refused)('%s is refused by name', (_what, request, says) => {
    const refusal = () => designTopics(request, catalog);
    expect(refusal).toThrow(KnownFailure);
    expect(refusal).toThrow(says);
  });

  it('takes a tail of just a hundred times the mean', () => {
    const slow = { name: 'payment-service', processing_ms_per_event: 10, processing_p99_ms: 1_000 };
    expect(() => designTopics({ services: [...services.slice(0, 1), slow], events: [placed] }, catalog)).not.toThrow();
  });

  it('takes the largest that it takes', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ name: `area${index}-service` }));
    const { topics } = designTopics(
      {
        services: many,
        events: events(200).events.map((event, index) => ({
          ...event,
          producer: `area${index % 60}-service`,
          consumers: many.map(({ name }) => name),
        })),
      },
      catalog,
    );
    expect(topics.length).toBe(200);
  });
});
