import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { designTopics } from '../../../src/domain/topics/design.ts';
import type { EventRequest, ServiceRequest, TopicsRequest } from '../../../src/domain/topics/request.ts';
import { GUIDELINE } from '../../../src/domain/topics/words.ts';
import { packageRoot } from '../../../src/package-root.ts';
import { configs } from '../../support/fake-ports.ts';

const catalog = await configs();

const services: readonly ServiceRequest[] = [
  { name: 'order-service', client: 'java', instances: 2, processing_ms_per_event: 1 },
  { name: 'payment-service', client: 'java', instances: 2, processing_ms_per_event: 1 },
  { name: 'mail-service', client: 'java', instances: 2, processing_ms_per_event: 1 },
];
const placed: EventRequest = {
  name: 'OrderPlaced',
  entity: 'order',
  producer: 'order-service',
  consumers: ['payment-service'],
  peak_per_s: 100,
  average_per_s: 20,
  bytes: 1_000,
  order: 'per_entity',
  distinct_keys: 1_000_000,
};
const quiet: TopicsRequest = {
  services,
  events: [placed],
  environment: { brokers: 3, kafka_version: '4.3' },
  preferences: { domain: 'shop', lag_alerts: true, growth_factor: 1 },
};
const event = (name: string, given: Partial<EventRequest> = {}): EventRequest => ({ ...placed, name, ...given });
const withEvents = (...events: readonly EventRequest[]): TopicsRequest => ({ ...quiet, events });
const withService = (given: Partial<ServiceRequest>, request = quiet): TopicsRequest => ({
  ...request,
  services: services.map((service) => (service.name === 'payment-service' ? { ...service, ...given } : service)),
});
/** 44 partitions for the hottest key, and eight consumers for them. */
const crowded: TopicsRequest = {
  ...withService(
    { instances: 8, processing_ms_per_event: 10 },
    withEvents(event('OrderPlaced', { peak_per_s: 500, average_per_s: 80, hottest_key_share: 0.12 })),
  ),
  environment: { brokers: 4, kafka_version: '4.1' },
};
const chain = ['A', 'B', 'C', 'D', 'E', 'F'].map((letter, index, all) =>
  event(`Order${letter}Done`, index === 0 ? {} : { caused_by: `Order${all[index - 1]}Done` }),
);

const found: readonly (readonly [string, TopicsRequest, RegExp])[] = [
  ['ANTI-REQUEST-REPLY', withEvents(placed, event('GetPrice', { kind: 'request' })), /waits/],
  ['ANTI-LARGE-PAYLOAD', withEvents(event('OrderPlaced', { bytes: 3_000_000 })), /3 MB/],
  ['ANTI-NO-KEY', withEvents(event('OrderPlaced', { key: '' })), /no key/],
  ['ANTI-NO-COMMIT', withService({ commits: false }), /payment-service/],
  ['ANTI-LAG-UNWATCHED', { ...quiet, preferences: { ...quiet.preferences, lag_alerts: false } }, /Nobody is told/],
  ['ANTI-OVER-50-PARTITIONS', withService({ processing_ms_per_event: 500 }), /72 partitions|75 partitions/],
  [
    'DESIGN-TOO-MANY-REPLICAS',
    { ...quiet, environment: { brokers: 3, existing_replicas: 20_000 } },
    /each of 3 brokers/,
  ],
  ['DESIGN-REPLICATION-BELOW-3', { ...quiet, environment: { brokers: 2 } }, /Two brokers/],
  ['DESIGN-NOBODY-CONSUMES', withEvents(placed, event('OrderArchived', { consumers: [] })), /OrderArchived/],
  ['DESIGN-OWN-EVENT', withEvents(event('OrderPlaced', { consumers: ['order-service'] })), /its own OrderPlaced/],
  ['DESIGN-TABLE-SHAPED', withEvents(event('orders_table'), event('OrderChanged')), /OrderChanged, orders_table/],
  [
    'DESIGN-SEVERAL-WRITERS',
    withEvents(placed, event('OrderPaid', { producer: 'payment-service', consumers: ['mail-service'] })),
    /own what order means/,
  ],
  [
    'DESIGN-COMMAND-TO-MANY',
    withEvents(event('ShipOrder', { kind: 'command', consumers: ['payment-service', 'mail-service'] })),
    /2 receivers/,
  ],
  [
    'DESIGN-SERVICE-CYCLE',
    withEvents(
      event('OrderChanged'),
      event('OrderUpdated', { producer: 'payment-service', consumers: ['order-service'] }),
    ),
    /one order can go round without end: order-service → OrderChanged → payment-service → OrderUpdated → order-service/,
  ],
  ['DESIGN-LONG-SAGA', withEvents(...chain), /5 steps/],
  [
    'DESIGN-NARROW-SLICE',
    withEvents(
      placed,
      event('OrderPaid', { consumers: ['mail-service'] }),
      event('OrderTracked', { peak_per_s: 1_900, consumers: ['order-service'] }),
    ),
    /2 readers/,
  ],
  [
    'DESIGN-MIXED-HASHING',
    {
      ...quiet,
      services: [
        ...services.filter(({ name }) => name === 'order-service'),
        { name: 'payment-service', client: 'librdkafka' },
        { name: 'mail-service', client: 'streams' },
      ],
      events: [
        event('OrderPlaced', { consumers: ['mail-service'] }),
        event('PaymentTaken', {
          entity: 'payment',
          key: 'order_id',
          producer: 'payment-service',
          consumers: ['mail-service'],
        }),
      ],
    },
    /payment-service \(librdkafka, CRC32\) and order-service/,
  ],
  [
    'DESIGN-NOT-CO-PARTITIONED',
    withEvents(placed, event('LedgerPosted', { entity: 'ledger', key: 'order_id', order: 'total' })),
    /same key and not the same count/,
  ],
  [
    'DESIGN-TOTAL-ORDER-CEILING',
    withService({ processing_ms_per_event: 20 }, withEvents(event('OrderPlaced', { order: 'total' }))),
    /35 of 100 messages/,
  ],
  [
    'PARTITIONS-HOT-KEY-MEMBER',
    crowded,
    /shop\.orders\.order-events\.v1, group payment-service: With 8 .* 110–120 % busy/,
  ],
  ['PARTITIONS-HOT-KEY-RAISES-COUNT', crowded, /from 24 to 44/],
  ['DESIGN-HOT-KEY', withEvents(event('OrderPlaced', { peak_per_s: 1_000, hottest_key_share: 0.6975 })), /hottest key/],
  ['DESIGN-PERSONAL-DATA-KEPT', withEvents(event('OrderPlaced', { personal_data: true, replay: true })), /for ever/],
  ['DESIGN-PERSONAL-DATA-KEPT', withEvents(event('OrderPlaced', { personal_data: true, kind: 'state' })), /tombstone/],
  ['DESIGN-PERSONAL-DATA-COPIES', withEvents(event('OrderPlaced', { personal_data: true })), /dead-letter/],
  ['DESIGN-PERSONAL-KEY', withEvents(event('OrderPlaced', { key: 'customer_email' })), /customer_email/],
  ['DESIGN-SHORT-RETENTION', withEvents(event('OrderPlaced', { retention_days: 1 })), /Friday/],
  ['DESIGN-LONG-RETENTION', withEvents(event('OrderPlaced', { replay: true })), /for ever/],
  ['DESIGN-DELIVERED-TWICE', quiet, /twice/],
  ['DESIGN-REPLICATION-BELOW-3', { ...quiet, environment: { brokers: 1 } }, /One broker keeps one copy/],
  [
    'DESIGN-DISK-PER-BROKER',
    withEvents(event('OrderPlaced', { peak_per_s: 100_000, average_per_s: 50_000 })),
    /Each of 3 brokers would keep 30,240 GB; one is planned with 12,000 GB/,
  ],
  [
    'DESIGN-DISK-PER-BROKER',
    withEvents(event('OrderPlaced', { peak_per_s: 500_000, average_per_s: undefined })),
    /would keep 302,400 GB \(100,800 GB at a third of the peak\)/,
  ],
  [
    'DESIGN-NETWORK-PER-BROKER',
    withEvents(event('OrderPlaced', { peak_per_s: 1_500_000, average_per_s: 1 })),
    /Each broker would take in 1,500 MB\/s at peak, before compression; a card of 10 Gbit\/s, assumed, carries 1,250 MB\/s/,
  ],
  [
    'DESIGN-MANY-SEGMENTS',
    withEvents(event('OrderPlaced', { peak_per_s: 100_000, average_per_s: 90_000 })),
    /Each of 3 brokers would hold at least 5\d,\d{3} segments/,
  ],
  [
    'DESIGN-CROWDED-INSTANCES',
    withService(
      { client: 'librdkafka', processing_ms_per_event: 50 },
      withEvents(event('OrderPlaced', { peak_per_s: 3_000 })),
    ),
    /108 librdkafka consumers in each of 2 instances; 215 are needed at peak, and without one instance 108 are left/,
  ],
  [
    'DESIGN-NEAR-PAYLOAD-LIMIT',
    withEvents(event('OrderPlaced', { bytes: 950_000 })),
    /1\.05 times the mean are refused/,
  ],
];

/** Below the limit, or above it by what nobody gave. */
const silent: readonly (readonly [string, TopicsRequest])[] = [
  ['DESIGN-DISK-PER-BROKER', withEvents(event('OrderPlaced', { peak_per_s: 41_000, average_per_s: undefined }))],
  ['DESIGN-DISK-PER-BROKER', withEvents(event('OrderPlaced', { peak_per_s: 100_000, bytes: undefined }))],
  [
    'DESIGN-DISK-PER-BROKER',
    { ...withEvents(event('OrderPlaced', { peak_per_s: 500_000 })), environment: { kafka_version: '4.3' } },
  ],
  ['DESIGN-NETWORK-PER-BROKER', withEvents(event('OrderPlaced', { peak_per_s: 1_200_000, average_per_s: 1 }))],
  ['DESIGN-NETWORK-PER-BROKER', withEvents(event('OrderPlaced', { peak_per_s: undefined, average_per_s: 500_000 }))],
  ['DESIGN-MANY-SEGMENTS', withEvents(event('OrderPlaced', { peak_per_s: 30_000, average_per_s: 29_000 }))],
  [
    'DESIGN-CROWDED-INSTANCES',
    withService(
      { instances: 20, processing_ms_per_event: 50 },
      withEvents(event('OrderPlaced', { peak_per_s: 3_000 })),
    ),
  ],
  [
    'DESIGN-NOT-CO-PARTITIONED',
    withService(
      { client: 'connect', processing_ms_per_event: undefined },
      withEvents(placed, event('LedgerPosted', { entity: 'ledger', key: 'order_id', order: 'total' })),
    ),
  ],
  ['DESIGN-NEAR-PAYLOAD-LIMIT', withEvents(event('OrderPlaced', { bytes: 400_000 }))],
  ['DESIGN-NEAR-PAYLOAD-LIMIT', withEvents(event('OrderPlaced', { bytes: 3_000_000 }))],
];

/** `#section` of a page of the guidelines, as its headings make it. */
function sectionsOf(skill: string): string[] {
  const page = readFileSync(join(packageRoot(), 'resources', 'guidelines', skill, 'SKILL.md'), 'utf8');
  return [...page.matchAll(/^## (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe('findings of a design', () => {
  it.each(Object.values(GUIDELINE))('point to a section that is there: %s', (guideline) => {
    const [, skill = '', section] = /^kafka:\/\/guidelines\/([a-z-]+)#(.+)$/.exec(guideline) ?? [];
    expect(sectionsOf(skill)).toContain(section);
  });

  it.each(found)('%s', (rule, request, says) => {
    const { findings } = designTopics(request, catalog);
    expect(
      findings
        .filter((finding) => finding.rule === rule)
        .map((finding) => finding.says)
        .join('\n'),
    ).toMatch(says);
  });

  it.each(silent)('no %s', (rule, request) => {
    expect(designTopics(request, catalog).findings.filter((finding) => finding.rule === rule)).toEqual([]);
  });

  it.each(found)('%s points to a section that is there', (rule, request) => {
    for (const { guideline } of designTopics(request, catalog).findings.filter((finding) => finding.rule === rule)) {
      const [, skill = '', section] = /^kafka:\/\/guidelines\/([a-z-]+)#(.+)$/.exec(guideline) ?? [];
      expect(sectionsOf(skill)).toContain(section);
    }
  });

  it('says which topics of its own Kafka cannot create on one broker', () => {
    const on = (brokers: number, client: ServiceRequest['client']) =>
      designTopics({ ...withService({ client }), environment: { brokers, kafka_version: '3.9' } }, catalog)
        .findings.find(({ rule }) => rule === 'DESIGN-REPLICATION-BELOW-3')
        ?.evidence.join('\n');
    expect(on(1, 'java')).toMatch(
      /offsets\.topic\.replication\.factor=1, transaction\S+factor=1, transaction\S+min\.isr=1$/,
    );
    expect(on(2, 'connect')).toMatch(/offsets\.topic\.replication\.factor=2.*config\.storage\.replication\.factor=2/);
  });

  const evidenceOf = (request: TopicsRequest, rule: string) =>
    designTopics(request, catalog)
      .findings.find((finding) => finding.rule === rule)
      ?.evidence.join('\n');

  it('counts one event in the singular', () => {
    const slow = withService(
      { client: 'kafkajs' },
      withEvents(event('OrderPlaced', { peak_per_s: 0.1, average_per_s: 0.1 })),
    );
    expect(evidenceOf(slow, 'DESIGN-DELIVERED-TWICE')).toMatch(/reads up to 1 event again/);
  });

  it('shows the maps of a segment and divides by nothing else', () => {
    const many = withEvents(event('OrderPlaced', { peak_per_s: 100_000, average_per_s: 90_000 }));
    expect(evidenceOf(many, 'DESIGN-MANY-SEGMENTS')).toMatch(/^⌊65,530 maps ÷ 2 a segment⌋ = 32,765$/m);
  });

  it('raises a long retention by what it takes of the disks', () => {
    const kept = (peak_per_s: number) =>
      designTopics(
        withEvents(event('OrderPlaced', { peak_per_s, average_per_s: peak_per_s / 2, retention_days: 365 })),
        catalog,
      ).findings.find(({ rule }) => rule === 'DESIGN-LONG-RETENTION')?.severity;
    expect([kept(1), kept(10), kept(1_000), kept(10_000)]).toEqual([undefined, 'low', 'medium', 'high']);
  });

  const inOrder = (given: Partial<ServiceRequest>) =>
    designTopics(
      withService(given, withEvents(event('OrderPlaced', { order: 'total' }), event('OrderPaid', { entity: 'paid' }))),
      catalog,
    ).findings.filter(({ rule }) => rule === 'CONSUMERS-TOO-FEW-PARTITIONS' || rule === 'DESIGN-TOTAL-ORDER-CEILING');

  it('does not ask for more partitions where the order is total', () => {
    const findings = inOrder({ processing_ms_per_event: 100 });
    expect(findings.map(({ rule }) => rule)).toEqual(['DESIGN-TOTAL-ORDER-CEILING']);
    for (const { remedy } of findings) expect(remedy).not.toMatch(/at least \d+ partitions/);
  });

  it('says nothing but the one thing that always holds about a sound design', () => {
    expect(designTopics(quiet, catalog).findings.map(({ rule }) => rule)).toEqual(['DESIGN-DELIVERED-TWICE']);
  });
});
