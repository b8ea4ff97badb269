import { beforeAll, describe, expect, test } from 'vitest';
import type { ConfigCatalog } from '../../../src/domain/configs/catalog.ts';
import { planConsumers } from '../../../src/domain/consumers/plan.ts';
import { consumerClients, deliveries } from '../../../src/domain/consumers/request.ts';
import { configs } from '../../support/fake-ports.ts';

let catalog: ConfigCatalog;
beforeAll(async () => {
  catalog = await configs();
});

const releases = ['3.0', '3.3', '3.6', '3.9', '4.0', '4.1', '4.2', '4.3', '4.4'];
const cases = consumerClients.flatMap((client) =>
  releases.flatMap((kafka_version) => deliveries.map((delivery) => ({ client, kafka_version, delivery }))),
);

/** Numbers that lead to each branch: fast and slow handlers, short and long restarts, small and large messages. */
const numbers = [
  {},
  { messages_per_s: 2_000, processing_ms_per_message: 10, partitions: 30, restart_seconds: 30 },
  { messages_per_s: 50_000, processing_ms_per_message: 0.2, average_message_bytes: 4_000, restart_seconds: 120 },
  {
    messages_per_s: 5,
    processing_ms_per_message: 40_000,
    processing_p99_ms: 200_000,
    largest_message_bytes: 5_000_000,
  },
  { messages_per_s: 1, processing_ms_per_message: 600_000, processing_p99_ms: 4_000_000, restart_seconds: 1_000 },
];

describe.each(cases)('$client on $kafka_version, $delivery', (given) => {
  test.each(['per_key', 'none'] as const)(
    'order %s: the release takes every setting, and the plan holds together',
    (ordering) => {
      for (const more of numbers) {
        const plan = planConsumers({ ...given, ...more, ordering, group: 'billing', topic: 'orders' }, catalog);
        expect(plan.findings.filter(({ rule }) => rule === 'CONSUMERS-SETTING-REFUSED')).toEqual([]);
        for (const { settings } of plan.settings) {
          expect(settings.length).toBeGreaterThan(0);
          expect(new Set(settings.map(({ name }) => name)).size).toBe(settings.length);
          expect(settings.filter(({ why, source }) => why === '' || source === '')).toEqual([]);
        }
        expect(plan.figures.filter(({ value }) => !Number.isFinite(value) || value < 0)).toEqual([]);
        expect(new Set(plan.figures.map(({ name }) => name)).size).toBe(plan.figures.length);
        for (const { name } of plan.failures.topics) expect(name).toMatch(/^[A-Za-z0-9._-]{1,249}$/);
        expect(JSON.stringify(plan)).not.toMatch(/undefined|NaN|Infinity/);
      }
    },
  );
});

test.each([
  ['java', '4.0', 'per_key', 'consumer'],
  ['java', '4.4', 'per_key', 'consumer'],
  ['java', '3.9', 'per_key', 'classic'],
  ['java', '4.1', 'none', 'consumer'],
  ['java', '4.2', 'none', 'share'],
  ['librdkafka', '4.0', 'per_key', 'consumer'],
  ['librdkafka', '4.3', 'none', 'consumer'],
  ['librdkafka', '3.9', 'none', 'classic'],
  ['kafkajs', '4.4', 'none', 'classic'],
  ['streams', '4.3', 'per_key', 'classic'],
  ['connect', '4.3', 'per_key', 'connect'],
] as const)('%s on %s, order %s: %s', (client, kafka_version, ordering, protocol) => {
  expect(planConsumers({ client, kafka_version, ordering }, catalog).group.protocol).toBe(protocol);
});

test.each([
  ['java', '3.9', 'classic'],
  ['java', '4.0', 'consumer'],
  ['librdkafka', '2.11.1', 'classic'],
  ['librdkafka', '2.12.0', 'consumer'],
] as const)('brokers of 4.3 and %s %s: %s', (client, client_version, protocol) => {
  expect(planConsumers({ client, client_version, kafka_version: '4.3' }, catalog).group.protocol).toBe(protocol);
});

test('the consumer protocol never comes with keys of the classic one', () => {
  const { settings } = planConsumers({ client: 'java', kafka_version: '4.3', restart_seconds: 20 }, catalog);
  const names = settings.flatMap((group) => group.settings.map(({ name }) => name));
  expect(names).toContain('group.instance.id');
  expect(names).toContain('consumer.session.timeout.ms');
  expect(names.filter((name) => /^(session|heartbeat|partition\.assignment)/.test(name))).toEqual([]);
});

test('dead letters of a share group: by the application before 4.4, by the broker from then on', () => {
  const plan = (kafka_version: string) =>
    planConsumers({ client: 'java', kafka_version, ordering: 'none', group: 'mail', topic: 'orders' }, catalog);
  const names = (release: string) => plan(release).failures.topics.map(({ name }) => name);
  expect(names('4.3')).toEqual(['orders.mail.dlq']);
  expect(names('4.4')).toEqual(['dlq.orders.mail']);
  expect(plan('4.4').settings.map(({ family, applies_to }) => [family, ...applies_to])).toEqual([
    ['consumer', 'mail'],
    ['group', 'mail'],
    ['topic', 'dlq.orders.mail'],
  ]);
});
