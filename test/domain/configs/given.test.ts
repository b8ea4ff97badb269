import { beforeAll, describe, expect, it } from 'vitest';
import type { ConfigCatalog, ConfigFamily } from '../../../src/domain/configs/catalog.ts';
import { checkGivenConfig } from '../../../src/domain/configs/given.ts';
import { configs } from '../../support/fake-ports.ts';

describe('checkGivenConfig', () => {
  let catalog: ConfigCatalog;
  beforeAll(async () => {
    catalog = await configs();
  });
  const only = (families: readonly ConfigFamily[], release: string, name: string, value: string | number | boolean) => {
    const [entry] = checkGivenConfig(catalog, families, release, { [name]: value });
    if (entry === undefined) throw new Error('no entry');
    return entry;
  };

  it.each<[ConfigFamily, string, string, string | number | boolean, string, string | null]>([
    ['consumer', '4.3', 'max.poll.records', 100, 'accepted', null],
    [
      'consumer',
      '4.3',
      'enable.auto.commit',
      true,
      'default',
      'This is the default of Apache Kafka 4.3; the line can go.',
    ],
    [
      'consumer',
      '4.3',
      'max.poll.records',
      0,
      'refused',
      'Apache Kafka 4.3 does not accept this value; accepted: 1 or more.',
    ],
    [
      'consumer',
      '3.0',
      'group.protocol',
      'consumer',
      'other-release',
      'Apache Kafka 3.0 has no such consumer setting: 3.7 and later have it; 3.6 does not.',
    ],
    [
      'consumer',
      '4.3',
      'acks',
      'all',
      'other-family',
      'Not a consumer setting, but one of producer, librdkafka, kafkajs-producer. It is ignored.',
    ],
    ['producer', '4.3', 'retention.ms', 1, 'other-family', 'Not a producer setting, but one of topic. It is ignored.'],
    [
      'topic',
      '4.3',
      'log.retention.ms',
      1,
      'other-family',
      'Not a topic setting, but one of broker; near: retention.ms. The broker refuses it.',
    ],
    [
      'consumer',
      '4.3',
      'max.pol.records',
      100,
      'misspelt',
      'No release has this name; near: max.poll.records. It is ignored.',
    ],
    [
      'consumer',
      '4.3',
      'Max.Poll.Records',
      100,
      'misspelt',
      'No release has this name; near: max.poll.records. It is ignored.',
    ],
    [
      'librdkafka',
      '4.3',
      'lingr.ms',
      100,
      'misspelt',
      'No release has this name; near: linger.ms. librdkafka refuses to start with it.',
    ],
    [
      'consumer',
      '4.3',
      'acme.tracing',
      'x',
      'unknown',
      'No release knows this name as a consumer setting; a plugin may.',
    ],
    ['connect-sink', '4.3', 'connection.url', 'x', 'foreign', null],
    ['connect-sink', '4.3', 'consumer.override.max.poll.records', '2000', 'accepted', null],
    [
      'connect-sink',
      '4.3',
      'errors.tolerence',
      'all',
      'misspelt',
      'No release has this name; near: errors.tolerance. It is ignored.',
    ],
    [
      'topic',
      '4.3',
      'retention.ms',
      '604800000',
      'default',
      'This is the default of Apache Kafka 4.3; the line only counts where the brokers set another.',
    ],
    [
      'producer',
      '4.3',
      'enable.idempotence',
      'true',
      'default',
      'This is the default of Apache Kafka 4.3; said outright, settings that contradict it stop the producer; left out, they switch it off without a word.',
    ],
    ['streams', '4.3', 'max.poll.records', '2000', 'accepted', null],
    // The default of a consumer, and not of one in Streams, which reads 1,000 at once.
    ['streams', '4.3', 'max.poll.records', '500', 'accepted', null],
    ['streams', '4.3', 'auto.offset.reset', 'latest', 'accepted', null],
    [
      'streams',
      '4.3',
      'max.pol.records',
      '500',
      'misspelt',
      'No release has this name; near: max.poll.records. It is ignored.',
    ],
    // Debezium's own, which happens to be the name of a consumer's setting too.
    ['connect-source', '4.3', 'heartbeat.interval.ms', '1000', 'foreign', null],
    [
      'connect-source',
      '4.3',
      'errors.deadletterqueue.topic.name',
      'dlq',
      'other-family',
      'Not a connect-source setting, but one of group, connect-sink. It is ignored.',
    ],
    [
      'consumer',
      '4.3',
      'max.poll.interval',
      '1',
      'misspelt',
      'No release has this name; near: max.poll.interval.ms. It is ignored.',
    ],
    [
      'broker',
      '4.3',
      'min.insync.replica',
      '2',
      'misspelt',
      'No release has this name; near: min.insync.replicas. It is ignored.',
    ],
    ['consumer', '4.3', 'interceptor.classes.mine', 'x', 'foreign', null],
    [
      'streams',
      '4.3',
      'consumer.max.poll.records',
      '1000',
      'default',
      'This is the default of Apache Kafka 4.3; the line can go.',
    ],
    [
      'streams',
      '4.3',
      'producer.lingr.ms',
      '5',
      'misspelt',
      'No release has this name; near: producer.linger.ms. It is ignored.',
    ],
    [
      'kafkajs-consumer',
      '4.3',
      'session.timeout.ms',
      30000,
      'other-family',
      'Not a kafkajs-consumer setting, but one of consumer, connect-worker, librdkafka. It is ignored.',
    ],
  ])('%s %s %s=%s: %s', (family, release, name, value, verdict, because) => {
    expect(only([family], release, name, value)).toMatchObject({ name, verdict, because });
  });

  /** As they are found in the files of people who use more than Kafka alone. */
  it.each([
    'schema.registry.url',
    'basic.auth.credentials.source',
    'basic.auth.user.info',
    'bearer.auth.token',
    'auto.register.schemas',
    'use.latest.version',
    'specific.avro.reader',
    'value.subject.name.strategy',
    'key.deserializer.inner.class',
    'json.value.type',
    'spring.json.trusted.packages',
    'spring.deserializer.value.delegate.class',
    'apicurio.registry.url',
    'confluent.monitoring.interceptor.bootstrap.servers',
    'interceptor.tracing.enabled',
    'aws.region',
    'sasl.custom.flag',
    'ssl.custom.store',
    'config.providers.vault.class',
  ])('%s is no false alarm', (name) => {
    for (const family of ['consumer', 'producer', 'streams', 'connect-sink'] as const)
      expect(['foreign', 'accepted']).toContain(only([family], '4.3', name, 'x').verdict);
  });

  it('accepts the security settings of every Java client', () => {
    const secured = {
      'security.protocol': 'SASL_SSL',
      'sasl.mechanism': 'SCRAM-SHA-512',
      'sasl.jaas.config': 'org.apache.kafka.common.security.scram.ScramLoginModule required username="a" password="b";',
      'ssl.truststore.location': '/etc/kafka/trust.p12',
      'ssl.truststore.password': 'b',
    };
    for (const family of ['consumer', 'producer', 'admin', 'streams'] as const) {
      const entries = checkGivenConfig(catalog, [family], '4.3', secured);
      expect(entries.map(({ verdict }) => verdict)).toEqual(Array(5).fill('accepted'));
      expect(entries.filter(({ value }) => value === null).map(({ name }) => name)).toEqual([
        'sasl.jaas.config',
        'ssl.truststore.password',
      ]);
    }
  });

  it('repeats no secret, known or not', () => {
    const entries = checkGivenConfig(catalog, ['consumer'], '4.3', {
      'ssl.keystore.pasword': 'hunter2',
      'basic.auth.user.info': 'user:hunter2',
      'acme.api.key': 'hunter2',
    });
    expect(JSON.stringify(entries)).not.toContain('hunter2');
  });

  it('takes the first of several families that has the name, and sorts by name', () => {
    const entries = checkGivenConfig(catalog, ['consumer', 'producer'], '4.3', { 'max.poll.records': '5', acks: '1' });
    expect(entries.map(({ name, family }) => [name, family])).toEqual([
      ['acks', 'producer'],
      ['max.poll.records', 'consumer'],
    ]);
  });

  it('marks what librdkafka calls deprecated', () => {
    expect(only(['librdkafka'], '4.3', 'api.version.request', 'false')).toMatchObject({ deprecated: true });
  });
});
