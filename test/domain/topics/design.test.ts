import { describe, expect, it } from 'vitest';
import { consumerClients } from '../../../src/domain/consumers/request.ts';
import { designTopics } from '../../../src/domain/topics/design.ts';
import { type EventRequest, eventKinds, orderNeeds, type TopicsRequest } from '../../../src/domain/topics/request.ts';
import { configs } from '../../support/fake-ports.ts';
import { shop } from './shop.ts';

const catalog = await configs();
const design = (request: TopicsRequest) => designTopics(request, catalog);
const theShop = design(shop);

describe('the shop of the README', () => {
  it('has one topic keyed by order_id, sized by the slowest handler', () => {
    expect(theShop.topics).toMatchObject([
      {
        name: 'shop.orders.order-events.v1',
        key: 'order_id',
        partitions: 30,
        replication_factor: 3,
        min_insync_replicas: 2,
        cleanup_policy: 'delete',
        retention_ms: 604_800_000,
        compatibility: 'FULL_TRANSITIVE',
        disk_gb: 4354.56,
      },
    ]);
    const [topic] = theShop.topics;
    expect(topic?.binding_constraint).toContain('⌈2,000 messages/s × 10 ms ÷ 0.7 utilisation⌉ = 29');
    expect(topic?.order).toContain('All events of one order');
  });

  it('says what four topics would cost', () => {
    expect(theShop.granularity).toMatchObject([{ entity: 'order', chosen: 'per_entity' }]);
    expect(theShop.granularity[0]?.alternative).toContain(
      '4 topics, 96 partitions, 288 replicas; order between the 4 types of one order is lost',
    );
  });

  it('gives each service its group, its dead letters and no more rights than it needs', () => {
    const groups = ['inventory-service', 'notification-service', 'payment-service'];
    expect(theShop.groups.map(({ group }) => group)).toEqual(groups);
    for (const { instances, threads_per_instance } of theShop.groups)
      expect(instances * threads_per_instance).toBeLessThanOrEqual(32);
    expect(theShop.failure_topics.map(({ name }) => name)).toEqual(
      groups.map((group) => `shop.orders.order-events.v1.${group}.dlq`),
    );
    expect(theShop.acls.filter(({ principal }) => principal === 'User:payment-service')).toEqual([
      acl(['READ'], 'group', ['payment-service']),
      acl(['READ'], 'topic', ['shop.orders.order-events.v1']),
      acl(['WRITE'], 'topic', ['shop.orders.order-events.v1.payment-service.dlq']),
    ]);
    expect(theShop.acls.some(({ principal }) => principal === 'User:order-service')).toBe(false);
    expect(theShop.outbox).toMatchObject([{ services: ['order-service'], routes_to: ['shop.orders.order-events.v1'] }]);
  });

  it('has four topics with one key and one count when they are asked for', () => {
    const { topics, granularity } = design({
      ...shop,
      preferences: { ...shop.preferences, granularity: 'per_event' },
    });
    expect(topics.map(({ name, key, partitions }) => [name, key, partitions])).toEqual(
      [
        ['shop.orders.order-completed.v1', 'order_id', 9],
        ['shop.orders.order-created.v1', 'order_id', 9],
        ['shop.orders.order-paid.v1', 'order_id', 9],
        ['shop.orders.order-shipped.v1', 'order_id', 9],
      ].map(([name, key]) => [name, key, topics[0]?.partitions]),
    );
    expect(granularity[0]?.gives_up).toContain('Order between the 4 types of one order is lost');
  });
});

const acl = (operations: readonly string[], resource_type: 'group' | 'topic', names: readonly string[]) => ({
  principal: 'User:payment-service',
  operations,
  resource_type,
  pattern: 'literal',
  names,
});

const base: EventRequest = { name: 'OrderCreated', entity: 'order', producer: 'orders', consumers: ['mail'] };
const event = (name: string, given: Partial<EventRequest>): EventRequest => ({ ...base, name, ...given });
const small = (events: readonly EventRequest[], environment?: TopicsRequest['environment']) =>
  design({ services: [{ name: 'orders' }, { name: 'mail' }, { name: 'audit' }], events, environment });
const names = (events: readonly EventRequest[]) => small(events).topics.map(({ name }) => name);

describe('how events are cut into topics', () => {
  const cases: readonly (readonly [string, readonly EventRequest[], readonly string[]])[] = [
    ['one topic for a life', [base, event('OrderPaid', {})], ['orders.order-events.v1']],
    [
      'a flood apart from a lifecycle, for those who want the lifecycle only',
      [
        event('OrderCreated', { peak_per_s: 10 }),
        event('OrderPaid', { peak_per_s: 10 }),
        event('OrderViewed', { peak_per_s: 5_000, consumers: ['audit'] }),
      ],
      ['orders.order-events.v1', 'orders.order-viewed.v1'],
    ],
    [
      'no flood of a few kilobytes',
      [
        event('OrderCreated', { peak_per_s: 0.2, bytes: 1_500 }),
        event('OrderViewed', { peak_per_s: 5, bytes: 600, consumers: ['audit'] }),
      ],
      ['orders.order-events.v1'],
    ],
    [
      'no flood out of an order that was asked for',
      [
        event('OrderCreated', { peak_per_s: 10, order: 'per_entity' }),
        event('OrderTracked', { peak_per_s: 5_000, order: 'per_entity', consumers: ['audit'] }),
      ],
      ['orders.order-events.v1'],
    ],
    [
      'a flood that everybody wants stays',
      [event('OrderCreated', { peak_per_s: 10 }), event('OrderTracked', { peak_per_s: 5_000 })],
      ['orders.order-events.v1'],
    ],
    [
      'personal data apart from those who must not see it',
      [
        event('OrderCreated', { personal_data: true }),
        event('OrderPaid', {}),
        event('OrderShipped', { consumers: ['audit'] }),
      ],
      ['orders.order-created.v1', 'orders.order-events.v1'],
    ],
    [
      'no order, so a topic of its own',
      [base, event('OrderPaid', {}), event('OrderViewed', { order: 'none' })],
      ['orders.order-events.v1', 'orders.order-viewed.v1'],
    ],
    [
      'another retention',
      [
        event('OrderCreated', { retention_days: 7 }),
        event('OrderPaid', {}),
        event('OrderShipped', { retention_days: 1 }),
      ],
      ['orders.order-events.v1', 'orders.order-shipped.v1'],
    ],
    [
      'commands to their receiver and state by itself',
      [event('SendMail', { entity: 'mail', kind: 'command' }), event('OrderState', { kind: 'state' })],
      ['mail.mail-commands.v1', 'orders.order-state.v1'],
    ],
    ['nothing for a question', [event('GetOrder', {}), event('OrderPaid', { kind: 'request' })], []],
    [
      'names in any spelling',
      [event('commande réglée', { entity: 'Commande_Spéciale' })],
      ['orders.commande-speciale-events.v1'],
    ],
  ];
  it.each(cases)('%s', (_what, events, expected) => {
    expect(names(events)).toEqual(expected);
  });

  it('keeps long names apart and short enough', () => {
    const long = 'VeryLong'.repeat(12);
    const [one, two] = names([
      event('OneHappened', { entity: `${long}A` }),
      event('TwoHappened', { entity: `${long}B` }),
    ]);
    expect(one).not.toBe(two);
    expect((one ?? '').length).toBeLessThan(130);
  });
});

describe('what stands before the label of a topic', () => {
  const cases: readonly (readonly [
    string,
    string | undefined,
    readonly (readonly [string, string])[],
    readonly string[],
  ])[] = [
    [
      'one context for each service',
      undefined,
      [
        ['order-service', 'order'],
        ['order-service', 'customer'],
      ],
      ['orders.customer-events.v1', 'orders.order-events.v1'],
    ],
    ['a domain that is the service, once', 'crm', [['crm', 'customer']], ['crm.customer-events.v1']],
    ['the last part of a domain, once', 'acme.crm', [['crm-service', 'customer']], ['acme.crm.customer-events.v1']],
    ['a service by its own name', undefined, [['x', 'x']], ['x.x-events.v1']],
    ['a service in the plural', 'shop', [['orders', 'order']], ['shop.orders.order-events.v1']],
  ];
  it.each(cases)('%s', (_what, domain, made, expected) => {
    const { topics } = design({
      services: [...new Set(['mail', ...made.map(([producer]) => producer)])].map((name) => ({ name })),
      events: made.map(([producer, entity]) => event(`${entity} changed`, { producer, entity })),
      ...(domain === undefined ? {} : { preferences: { domain } }),
    });
    expect(topics.map(({ name }) => name)).toEqual(expected);
  });
});

describe('what a topic keeps, and for whom', () => {
  const one = (given: Partial<EventRequest>, environment?: TopicsRequest['environment']) => {
    const { topics, settings, assumptions } = small([event('OrderCreated', given)], environment);
    const [topic] = topics;
    if (topic === undefined) throw new Error('no topic');
    const set = Object.fromEntries(
      settings
        .filter(({ family, applies_to }) => family === 'topic' && applies_to.includes(topic.name))
        .flatMap((group) => group.settings.map(({ name, value }) => [name, value])),
    );
    return { topic, set, assumptions: assumptions.join('\n') };
  };
  const DAY = 86_400_000;

  it.each([
    ['seven days when nobody says', {}, 7 * DAY, DAY],
    ['what is given', { retention_days: 14 }, 14 * DAY, 2 * DAY],
    ['personal data so that it is gone in time', { retention_days: 30, personal_data: true }, 21 * DAY, 3 * DAY],
    ['an hour at least for a segment', { retention_days: 0.1 }, 8_640_000, 3_600_000],
  ])('keeps %s', (_what, given, retention, segment) => {
    const { topic, set } = one(given);
    expect([topic.retention_ms, set['retention.ms'], set['segment.ms']]).toEqual([
      retention,
      String(retention),
      String(segment),
    ]);
  });

  it('keeps what is replayed for ever, at a level that old versions pass', () => {
    const { topic, set } = one({ replay: true });
    expect([topic.retention_ms, set['retention.ms'], set['segment.ms'], topic.compatibility]).toEqual([
      null,
      '-1',
      undefined,
      'BACKWARD_TRANSITIVE',
    ]);
  });

  it('compacts state, and counts its disk by keys', () => {
    const { topic, set } = one({ kind: 'state', distinct_keys: 1_000_000, bytes: 500 });
    expect(topic).toMatchObject({ cleanup_policy: 'compact', key: 'order_id', retention_ms: null, disk_gb: 3 });
    expect(set).toMatchObject({
      'cleanup.policy': 'compact',
      'max.compaction.lag.ms': String(7 * DAY),
      'delete.retention.ms': String(7 * DAY),
    });
    expect(one({ kind: 'state', retention_days: 30 }).topic.cleanup_policy).toBe('compact,delete');
  });

  it.each<readonly [string, Partial<EventRequest>, number, number]>([
    // 9,000,000 keys, as many again, an hour at 3,000/s; × 400 bytes × RF 3.
    ['of a large state', { distinct_keys: 9_000_000, peak_per_s: 3_000, bytes: 400 }, 3_600_000, 34.56],
    ['of many writes to few keys', { distinct_keys: 400, peak_per_s: 5, bytes: 1_000 }, 3_600_000, 0.056],
    ['of a state that is written slowly', { distinct_keys: 1_000_000, peak_per_s: 1, bytes: 1_000 }, DAY, 5.074],
    [
      'by the mean, where it is given',
      { distinct_keys: 400, peak_per_s: 500, average_per_s: 5, bytes: 1_000 },
      3_600_000,
      0.056,
    ],
  ])('counts the active segments %s', (_what, given, segment, gb) => {
    const { topic, set } = one({ kind: 'state', ...given });
    expect([set['segment.ms'], topic.disk_gb]).toEqual([String(segment), gb]);
  });

  it('tells one story of state that is compacted and deleted', () => {
    const { findings, settings } = small([
      event('OrderState', { kind: 'state', retention_days: 10, personal_data: true, peak_per_s: 5, distinct_keys: 9 }),
    ]);
    const kept = findings.find(({ rule }) => rule === 'DESIGN-PERSONAL-DATA-KEPT');
    expect(kept?.says).toContain('until a tombstone comes; its retention of 10 d is no bound');
    expect(kept?.evidence.join()).toContain('compaction merges segments');
    const whys = settings.flatMap(({ settings: own }) => own.map(({ why }) => why)).join('\n');
    expect(whys).toContain('KIP-354');
    expect(whys).not.toContain('no longer than the retention');
  });

  it('gives order over everything one partition, with its ceiling', () => {
    const { topic } = one({ order: 'total', peak_per_s: 300, bytes: 1_000 });
    expect([topic.partitions, topic.binding_constraint]).toEqual([
      1,
      'order over all records needs one partition: at most 10,000 messages/s (10 MB/s ÷ 1,000 bytes), it needs 300',
    ]);
  });

  it('needs no key where there is no order, and says who could read it', () => {
    const { topic } = one({ order: 'none' });
    expect([topic.key, topic.order]).toEqual([null, expect.stringContaining('share group')]);
  });

  const rates = (events: readonly EventRequest[]) =>
    design({
      services: [{ name: 'orders' }, { name: 'mail', processing_ms_per_event: 40 }],
      events,
      preferences: { growth_factor: 1 },
    });

  it.each([
    ['its cause', [event('ChargeCard', { kind: 'command', entity: 'card', caused_by: 'OrderCreated' })]],
    [
      'the cause of its cause',
      [
        event('CardPicked', { entity: 'pick', caused_by: 'OrderCreated', consumers: [] }),
        event('ChargeCard', { kind: 'command', entity: 'card', caused_by: 'card picked' }),
      ],
    ],
  ])('takes a peak from %s', (_what, caused) => {
    const { topics, assumptions } = rates([event('OrderCreated', { peak_per_s: 2_000, consumers: [] }), ...caused]);
    expect(topics.find(({ kind, name }) => kind === 'command' && name.includes('card'))?.binding_constraint).toContain(
      '2,000 messages/s × 40 ms',
    );
    expect(assumptions.join('\n')).toMatch(/peak_per_s = that of its cause \(.*ChargeCard/);
  });

  it('takes a given peak before that of its cause', () => {
    const { topics } = rates([
      event('OrderCreated', { peak_per_s: 2_000, consumers: [] }),
      event('ChargeCard', { kind: 'command', entity: 'card', caused_by: 'OrderCreated', peak_per_s: 100 }),
    ]);
    expect(topics.find(({ kind }) => kind === 'command')?.binding_constraint).toContain('100 messages/s × 40 ms');
  });

  it('makes up a peak, never a rate out of nothing', () => {
    expect(one({ average_per_s: 10 }).assumptions).toContain('peak_per_s = 3 × average_per_s');
    expect(one({}).topic.disk_gb).toBeNull();
  });

  it.each([
    [1, 1, 1],
    [2, 2, 1],
    [3, 3, 2],
    [12, 3, 2],
  ])('keeps on %i brokers %i copies, %i of them acknowledged', (brokers, copies, acknowledged) => {
    const { topic } = one({}, { brokers });
    expect([topic.replication_factor, topic.min_insync_replicas]).toEqual([copies, acknowledged]);
  });
});

describe('who writes and reads', () => {
  const mixed = design({
    services: [
      { name: 'orders', client: 'librdkafka' },
      { name: 'payments', client: 'java', database: true },
      { name: 'view', client: 'streams' },
      { name: 'search', client: 'connect' },
      { name: 'mail', client: 'kafkajs' },
    ],
    events: [
      { name: 'OrderPlaced', producer: 'orders', consumers: ['view', 'search', 'mail'], entity: 'order' },
      { name: 'OrderLost', producer: 'orders', consumers: ['search'], entity: 'order', key: 'tenant_id' },
      { name: 'PaymentTaken', producer: 'payments', consumers: ['view', 'mail'], key: 'order_id', entity: 'payment' },
    ],
    environment: { brokers: 3 },
  });
  const of = (family: string) =>
    Object.fromEntries(
      mixed.settings
        .filter((group) => group.family === family)
        .flatMap((group) => group.settings.map(({ name, value }) => [name, value])),
    );

  it('compresses with what each reader decodes', () => {
    expect([of('librdkafka')['compression.type'], of('connect-source')['producer.override.compression.type']]).toEqual([
      'gzip',
      'gzip',
    ]);
    const why = mixed.settings
      .flatMap(({ settings }) => settings)
      .find(({ name, value }) => name === 'compression.type' && value === 'gzip')?.why;
    expect(why).toMatch(/^mail on KafkaJS decodes no other codec/);
    expect(theShop.settings.flatMap(({ settings }) => settings).filter(({ value }) => value === 'gzip')).toEqual([]);
  });

  it('needs nobody by a handler time that nobody gave', () => {
    const sink = (processing_ms_per_event?: number) =>
      design({
        services: [{ name: 'orders' }, { name: 'lake', client: 'connect', instances: 3, processing_ms_per_event }],
        events: [event('OrderCreated', { peak_per_s: 500_000, bytes: 2_000, consumers: ['lake'] })],
      });
    const [unknown, known] = [sink(), sink(0.001)];
    const named = (figures: typeof unknown.figures) => figures.map(({ name }) => name);
    expect(unknown.assumptions.join('\n')).not.toContain('processing_ms_per_event = 10');
    expect(named(unknown.figures)).not.toContain('consumers_needed');
    expect(named(known.figures)).toContain('consumers_needed');
    expect(unknown.findings.find(({ rule }) => rule === 'DESIGN-HEAVY-MEMBERS')).toMatchObject({
      says: 'connect-lake: 3 members would carry 333.3 MB/s each at peak; 5 MB/s is what one is planned with until it is measured.',
      remedy: 'Measure what one member carries. At 5 MB/s it takes 200 of them: more tasks (tasks.max).',
    });
    expect(known.findings.map(({ rule }) => rule)).not.toContain('DESIGN-HEAVY-MEMBERS');
  });

  it('counts one of everything in the singular, and claims no linger of a client that has none', () => {
    const alone = design({
      services: [
        { name: 'orders', client: 'kafkajs' },
        { name: 'mail', client: 'connect', instances: 1 },
      ],
      events: [event('OrderCreated', { order: 'total', peak_per_s: 90_000 }), event('GetOrder', { kind: 'request' })],
      environment: { brokers: 1, kafka_version: '3.6', existing_replicas: 9_000 },
    });
    const { settings: _, ...own } = alone;
    expect(JSON.stringify(own)).not.toMatch(
      /\b1 (partitions|brokers|followers|consumers|instances|members|copies|groups)\b/,
    );
    expect(JSON.stringify(own)).not.toMatch(/5 ms|linger\.ms/);
    expect(alone.findings.map(({ rule }) => rule)).toContain('DESIGN-TOO-MANY-REPLICAS');
    expect(alone.findings.map(({ rule }) => rule)).not.toContain('DESIGN-HEAVY-MEMBERS');
  });

  it('says which handler time its timeouts rest on', () => {
    expect(mixed.assumptions.join('\n')).toMatch(
      /processing_ms_per_event = 10, p99 50 \(mail, view\): not given; settings of polling and timeouts rest on it, no count does/,
    );
  });

  it('names a handler as the reason also where consumers ask for more', () => {
    const { findings } = design({
      services: [{ name: 'orders' }, { name: 'bill', instances: 120, processing_ms_per_event: 100 }],
      events: [event('OrderCreated', { peak_per_s: 300, consumers: ['bill'] })],
    });
    expect(findings.find(({ rule }) => rule === 'ANTI-OVER-50-PARTITIONS')?.says).toContain(
      'the handler of bill, 100 ms at 300 messages/s, the rest gives each consumer a partition.',
    );
  });

  it.each([
    ['java', 5],
    ['streams', 30],
    ['connect', 60],
  ] as const)('says what %s reads again, by how often it commits', (client, s) => {
    const { findings } = design({
      services: [{ name: 'orders' }, { name: 'agg', client, instances: 2 }],
      events: [event('OrderCreated', { peak_per_s: 1_000, consumers: ['agg'] })],
    });
    expect(findings.find(({ rule }) => rule === 'DESIGN-DELIVERED-TWICE')?.evidence[0]).toMatch(
      new RegExp(`reads up to ${(500 * s).toLocaleString('en-US')} events again: .*${s}(,000 m)?`),
    );
  });

  it('makes librdkafka hash like the others', () => {
    expect(of('librdkafka').partitioner).toBe('murmur2_random');
  });

  it('gives topics that are read together under one key one count', () => {
    const together = mixed.topics.filter(({ key }) => key === 'order_id');
    expect(together.map(({ name }) => name)).toEqual(['orders.order-events.v1', 'payments.payment-events.v1']);
    expect(new Set(together.map(({ partitions }) => partitions)).size).toBe(1);
    for (const { order } of together) expect(order).toContain('they can be joined');
  });

  it('lets a sink read all of its topics and keep its bad records in one place', () => {
    expect(of('connect-sink').topics).toBe('orders.order-events.v1,orders.order-lost.v1');
    expect(mixed.failure_topics.filter(({ group }) => group === 'connect-search').length).toBe(1);
  });

  it('lets the connector write in place of the service, and Streams make its own topics', () => {
    const written = mixed.acls.filter(({ operations }) => operations.includes('WRITE'));
    expect(written.map(({ principal }) => principal)).toContain('User:payments-outbox');
    expect(written.find(({ names: [name] }) => name === 'view-')?.pattern).toBe('prefixed');
  });

  it('puts settings of producers where Connect passes them on, and lets it never give a record up', () => {
    expect(of('connect-source')).toMatchObject({ 'producer.override.enable.idempotence': 'true' });
    expect(of('connect-source')).not.toHaveProperty('producer.override.delivery.timeout.ms');
  });
});

describe('every release and client', () => {
  const services = consumerClients.flatMap((client) => [
    { name: `${client}-plain`, client, processing_ms_per_event: 5 },
    { name: `${client}-stored`, client, database: true, instances: 3 },
  ]);
  const everybody = services.map(({ name }) => name);
  const events = services.flatMap(({ name: producer }) =>
    eventKinds.flatMap((kind) =>
      orderNeeds.map((order) => ({
        name: `${producer} ${kind} ${order} happened`,
        entity: `${kind} ${order}`,
        producer,
        consumers: everybody,
        kind,
        order,
        peak_per_s: 4_000,
        bytes: 2_000,
      })),
    ),
  );

  it.each(catalog.releases)('takes every setting that is proposed for %s', (kafka_version) => {
    const { findings, settings } = design({ services, events, environment: { kafka_version, brokers: 6 } });
    expect(findings.filter(({ rule }) => rule.endsWith('REFUSED'))).toEqual([]);
    expect(new Set(settings.map(({ family }) => family)).size).toBeGreaterThanOrEqual(7);
  });
});

describe('failures of a group in short', () => {
  const failures = (client: 'java' | 'connect' | 'streams', event: Partial<TopicsRequest['events'][number]>) =>
    designTopics(
      {
        services: [{ name: 'a' }, { name: 'b', client }],
        events: [{ name: 'StockCounted', entity: 'stock', producer: 'a', consumers: ['b'], ...event }],
        environment: { brokers: 3, kafka_version: '4.1' },
      },
      catalog,
    );

  it.each([
    ['java', {}, /^retry in place.*park later records of its key$/],
    ['java', { key: '' }, /^retry in place, then dead letter$/],
    ['connect', {}, /^retried by the worker.*stop the task$/],
    ['streams', {}, /^skipped/],
  ] as const)('%s %j', (client, event, said) => {
    expect(failures(client, event).groups[0]?.failures).toMatch(said);
  });

  it('never sends a value of a state topic round by a retry topic', () => {
    const { failure_topics } = failures('java', { kind: 'state', order: 'none' });
    expect(failure_topics.map(({ kind }) => kind)).toEqual(['dead_letter']);
  });
});
