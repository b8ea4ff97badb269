import { beforeAll, describe, expect, it } from 'vitest';
import type { ConfigCatalog, ConfigFamily } from '../../../src/domain/configs/catalog.ts';
import { checkSettings } from '../../../src/domain/configs/check.ts';
import { configs } from '../../support/fake-ports.ts';

describe('checkSettings', () => {
  let catalog: ConfigCatalog;
  beforeAll(async () => {
    catalog = await configs();
  });
  const check = (family: ConfigFamily, release: string, name: string, value: string) =>
    checkSettings(catalog, family, release, [{ name, value, why: 'because', source: 'a source' }]);

  it.each<[ConfigFamily, string, string, string, string | null, boolean]>([
    ['topic', '4.3', 'cleanup.policy', 'delete', 'delete', true],
    ['topic', '4.3', 'cleanup.policy', 'compact,delete', 'delete', false],
    ['topic', '4.3', 'min.insync.replicas', '2', '1', false],
    ['producer', '4.3', 'acks', 'all', 'all', true],
    ['producer', '4.3', 'acks', '-1', 'all', true],
    ['producer', '4.3', 'linger.ms', '5', '5', true],
    ['producer', '3.9', 'linger.ms', '5', '0', false],
    ['producer', '4.3', 'transactional.id', 'payments-0', null, false],
    ['consumer', '4.3', 'group.protocol', 'consumer', 'classic', false],
    ['consumer', '4.3', 'group.protocol', 'CLASSIC', 'classic', true],
    ['consumer', '4.0', 'auto.offset.reset', 'by_duration:PT24H', 'latest', false],
    ['streams', '4.3', 'consumer.auto.offset.reset', 'earliest', 'earliest', true],
    ['connect-source', '4.3', 'producer.override.acks', 'all', 'all', true],
    ['librdkafka', '4.3', 'acks', 'all', '-1', true],
    ['librdkafka', '4.3', 'security.protocol', 'SASL_SSL', 'plaintext', false],
    ['kafkajs-producer', '4.3', 'retry.retries', 'Number.MAX_SAFE_INTEGER', '5', false],
  ])('%s %s accepts %s=%s', (family, release, name, value, byDefault, is_default) => {
    expect(check(family, release, name, value)).toEqual({
      settings: [{ name, value, why: 'because', source: 'a source', default: byDefault, is_default }],
      refused: [],
    });
  });

  it.each<[ConfigFamily, string, string, string, string]>([
    [
      'consumer',
      '3.6',
      'group.protocol',
      'consumer',
      'Apache Kafka 3.6 has no consumer setting of this name: 3.7 and later have it; 3.6 does not.',
    ],
    [
      'broker',
      '4.0',
      'zookeeper.connect',
      'zk:2181',
      'Apache Kafka 4.0 has no broker setting of this name: 3.0 to 3.9 have it; 4.0 and later do not.',
    ],
    [
      'topic',
      '4.3',
      'retention.msec',
      '1000',
      'Apache Kafka 4.3 has no topic setting of this name; near: retention.ms, retention.bytes.',
    ],
    ['topic', '4.3', 'qqqq', '1', 'Apache Kafka 4.3 has no topic setting of this name, nor has another release.'],
    ['librdkafka', '4.3', 'lingr.ms', '1', 'librdkafka 2.15.1 has no setting of this name; near: linger.ms.'],
    ['topic', '4.3', 'min.insync.replicas', '0', 'Apache Kafka 4.3 does not accept this value; accepted: 1 or more.'],
    [
      'producer',
      '4.3',
      'compression.type',
      'brotli',
      'Apache Kafka 4.3 does not accept this value; accepted: none, gzip, snappy, lz4, zstd.',
    ],
    [
      'consumer',
      '3.9',
      'auto.offset.reset',
      'by_duration:PT24H',
      'Apache Kafka 3.9 does not accept this value; accepted: latest, earliest, none.',
    ],
  ])('%s %s refuses %s=%s', (family, release, name, value, because) => {
    expect(check(family, release, name, value)).toEqual({ settings: [], refused: [{ name, value, because }] });
  });
});
