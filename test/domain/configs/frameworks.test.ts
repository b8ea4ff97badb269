import { beforeAll, describe, expect, test } from 'vitest';
import type { ConfigCatalog } from '../../../src/domain/configs/catalog.ts';
import { clientEntries } from '../../../src/domain/configs/framework-entries.ts';
import { checkGivenConfig } from '../../../src/domain/configs/given.ts';
import { isSpring, plainName } from '../../../src/domain/configs/spring.ts';
import { configs } from '../../support/fake-ports.ts';

test.each([
  ['spring.kafka.consumer.max-poll-records', 'consumer.max.poll.records'],
  ['spring.kafka.consumer.maxPollRecords', 'consumer.max.poll.records'],
  ['spring.kafka.consumer.max-poll-interval', 'consumer.max.poll.interval.ms'],
  ['spring.kafka.consumer.properties.max.poll.interval.ms', 'consumer.max.poll.interval.ms'],
  ['spring.kafka.consumer.properties[max.poll.interval.ms]', 'consumer.max.poll.interval.ms'],
  ['spring.kafka.producer.transaction-id-prefix', 'producer.transactional.id'],
  ['spring.kafka.streams.properties.main.consumer.max.poll.records', 'main.consumer.max.poll.records'],
  ['spring.kafka.bootstrap-servers', 'bootstrap.servers'],
  // Spring drops what it does not know.
  ['spring.kafka.consumer.session-timeout-ms', 'spring.kafka.consumer.session-timeout-ms'],
  ['spring.cloud.stream.kafka.bindings.in-0.consumer.configuration.max.poll.records', 'consumer.max.poll.records'],
  ['spring.cloud.stream.bindings.in-0.group', 'consumer.group.id'],
  ['spring.cloud.stream.bindings.in-0.consumer.concurrency', 'consumer.listener.concurrency'],
  ['spring.cloud.stream.kafka.bindings.in-0.consumer.startOffset', 'consumer.auto.offset.reset'],
  ['spring.cloud.stream.kafka.binder.transaction.transaction-id-prefix', 'producer.transactional.id'],
  ['spring.cloud.stream.kafka.binder.transaction.transactionIdPrefix', 'producer.transactional.id'],
  ['mp.messaging.incoming.orders.group.id', 'consumer.group.id'],
  ['mp.messaging.outgoing.orders.acks', 'producer.acks'],
  ['kafka.consumers.default.max.poll.records', 'consumer.max.poll.records'],
  ['kafka.consumer.max.poll.records', 'consumer.max.poll.records'],
  ['kafka.bootstrap.servers', 'bootstrap.servers'],
  ['kafka-streams.consumer.max.poll.records', 'consumer.max.poll.records'],
  ['max.poll.records', 'max.poll.records'],
])('%s is %s', (written, plain) => {
  expect(plainName(written)).toBe(plain);
  expect(isSpring(written)).toBe(written.startsWith('spring.'));
});

test.each(['make-out-0', 'output'])('a binding that only writes is no consumer: %s', (binding) => {
  const config = new Map([
    ['spring.cloud.stream.bindings.in-0.destination', 'orders'],
    [`spring.cloud.stream.bindings.${binding}.destination`, 'bills'],
  ]);
  expect(clientEntries(config, 'consumer').entries.get('destination')?.value).toBe('orders');
});

test('what is said of the consumer wins over what is said of all clients, in any order', () => {
  const lines: (readonly [string, string])[] = [
    ['spring.kafka.properties.client.id', 'all'],
    ['spring.kafka.consumer.client-id', 'own'],
    ['spring.kafka.producer.acks', '1'],
  ];
  for (const config of [lines, lines.toReversed()]) {
    const { entries, framework, home } = clientEntries(new Map(config), 'consumer');
    expect([...entries]).toEqual([['client.id', { written: 'spring.kafka.consumer.client-id', value: 'own' }]]);
    expect([framework, home]).toEqual(['Spring', 'spring.kafka.consumer.properties.']);
  }
});

test('several consumers that differ are refused', () => {
  const config = new Map([
    ['mp.messaging.incoming.a.group.id', 'x'],
    ['mp.messaging.incoming.b.group.id', 'y'],
  ]);
  expect(() => clientEntries(config, 'consumer')).toThrow('several consumers, a and b');
});

describe('names of frameworks against a release', () => {
  let catalog: ConfigCatalog;
  beforeAll(async () => {
    catalog = await configs();
  });

  test.each([
    ['spring.kafka.consumer.max-poll-records', '2000', 'accepted'],
    ['spring.kafka.consumer.max-poll-records', '500', 'default'],
    ['spring.kafka.consumer.max-poll-records', 'many', 'refused'],
    ['spring.kafka.consumer.properties.max.poll.recrods', '5', 'misspelt'],
    ['spring.kafka.consumer.session-timeout-ms', '5', 'misspelt'],
    ['spring.kafka.listener.ack-mode', 'record', 'foreign'],
    ['spring.kafka.listener.concurrency', '3', 'foreign'],
    ['kafka.consumer.max.poll.records', '5', 'accepted'],
    ['kafka.my.own', '5', 'unknown'],
    ['kafka.producer.acks', '1', 'foreign'],
    ['spring.kafka.producer.acks', '1', 'foreign'],
    ['producer.acks', '1', 'foreign'],
    ['mp.messaging.incoming.orders.connector', 'smallrye-kafka', 'foreign'],
    ['mp.messaging.incoming.orders.partitions', '3', 'foreign'],
    ['mp.messaging.incoming.orders.max.poll.records', '5', 'accepted'],
  ])('%s=%s is %s', (name, value, verdict) => {
    const [entry] = checkGivenConfig(catalog, ['consumer'], '4.3', { [name]: value });
    expect(entry).toMatchObject({ name, verdict });
  });

  test('a key that Spring Boot drops is named with the one that it takes', () => {
    const [entry] = checkGivenConfig(catalog, ['consumer'], '4.3', { 'spring.kafka.consumer.session-timeout-ms': '5' });
    expect(entry?.near).toEqual(['spring.kafka.consumer.properties.session.timeout.ms']);
  });

  test('a secret of a framework is not repeated', () => {
    const [entry] = checkGivenConfig(catalog, ['consumer'], '4.3', {
      'spring.kafka.properties.sasl.jaas.config': 'x password="hunter2";',
    });
    expect(entry).toMatchObject({ verdict: 'accepted', value: null });
  });
});
