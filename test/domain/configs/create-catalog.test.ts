import { beforeAll, describe, expect, it } from 'vitest';
import type { ConfigCatalog, ConfigFamily } from '../../../src/domain/configs/catalog.ts';
import { createCatalog } from '../../../src/domain/configs/create-catalog.ts';
import { configs } from '../../support/fake-ports.ts';

describe('the catalogue that lies in the package', () => {
  let catalog: ConfigCatalog;
  beforeAll(async () => {
    catalog = await configs();
  });

  /** Taken from the documentation of the releases, not from the files. */
  it.each<[ConfigFamily, string, string, string | null]>([
    ['topic', 'cleanup.policy', '4.3', 'delete'],
    ['topic', 'min.insync.replicas', '3.0', '1'],
    ['topic', 'retention.ms', '3.9', '604800000'],
    ['producer', 'linger.ms', '3.9', '0'],
    ['producer', 'linger.ms', '4.0', '5'],
    ['producer', 'enable.idempotence', '3.0', 'true'],
    ['producer', 'key.serializer', '4.3', null],
    ['consumer', 'session.timeout.ms', '3.0', '45000'],
    ['consumer', 'max.poll.interval.ms', '4.3', '300000'],
    ['broker', 'num.recovery.threads.per.data.dir', '3.9', '1'],
    ['broker', 'num.recovery.threads.per.data.dir', '4.0', '2'],
    ['group', 'consumer.session.timeout.ms', '4.0', '45000'],
    ['streams', 'num.standby.replicas', '4.3', '0'],
    ['connect-sink', 'errors.tolerance', '4.3', 'none'],
    ['librdkafka', 'queue.buffering.max.ms', '4.3', '5'],
    ['kafkajs-consumer', 'sessionTimeout', '4.3', '30000'],
  ])('%s %s in %s is %s by default', (family, name, release, byDefault) => {
    expect(catalog.find(family, name, release)?.default).toBe(byDefault);
  });

  it('says what must be given', () => {
    expect(catalog.find('producer', 'key.serializer', '4.3')?.required).toBe(true);
    expect(catalog.find('producer', 'transactional.id', '4.3')).toMatchObject({ required: false, default: null });
  });

  it.each<[ConfigFamily, string, string, string]>([
    ['streams', 'consumer.max.poll.records', 'INT', '1000'],
    ['streams', 'main.consumer.max.poll.interval.ms', 'INT', '300000'],
    ['streams', 'restore.consumer.auto.offset.reset', 'STRING', 'none'],
    ['streams', 'producer.linger.ms', 'LONG', '100'],
    ['streams', 'admin.retries', 'INT', '2147483647'],
    ['streams', 'topic.segment.bytes', 'INT', '1073741824'],
    ['connect-worker', 'producer.acks', 'STRING', 'all'],
    ['connect-worker', 'consumer.auto.offset.reset', 'STRING', 'earliest'],
    ['connect-source', 'producer.override.max.in.flight.requests.per.connection', 'INT', '1'],
    ['connect-sink', 'consumer.override.max.poll.records', 'INT', '500'],
    ['connect-source', 'topic.creation.default.cleanup.policy', 'LIST', 'delete'],
  ])('%s has %s, with the default that holds there', (family, name, type, byDefault) => {
    expect(catalog.find(family, name, '4.3')).toMatchObject({ name, type, default: byDefault });
  });

  it.each<[ConfigFamily, string]>([
    ['connect-source', 'topic.creation.default.partitions'],
    ['connect-source', 'topic.creation.compacted.replication.factor'],
  ])('%s has %s', (family, name) => {
    expect(catalog.find(family, name, '4.3')).toMatchObject({ name, required: true });
  });

  it.each<[ConfigFamily, string, string]>([
    ['consumer', 'consumer.max.poll.records', '4.3'],
    ['streams', 'producer.max.poll.records', '4.3'],
    ['streams', 'consumer.consumer.max.poll.records', '4.3'],
    ['connect-sink', 'topic.creation.default.partitions', '4.3'],
    ['connect-source', 'topic.creation.default.colour', '4.3'],
    ['group', 'consumer.session.timeout.ms', '3.9'],
    ['topic', 'compression.gzip.level', '3.7'],
    ['broker', 'zookeeper.connect', '4.0'],
  ])('%s has no %s in %s', (family, name, release) => {
    expect(catalog.find(family, name, release)).toBeNull();
  });

  it('answers for what is not published with the release before', () => {
    expect(catalog.find('streams', 'num.stream.threads', '4.4')).toMatchObject({ default: '1', as_of: '4.3' });
    expect(catalog.find('producer', 'acks', '4.4')).toMatchObject({ as_of: '4.4' });
    expect(catalog.names('connect-worker', '4.4')).toEqual(catalog.names('connect-worker', '4.3'));
  });

  it('knows aliases, roles and versions of librdkafka', () => {
    const definition = catalog.find('librdkafka', 'linger.ms', '3.0');
    expect(definition).toMatchObject({ alias_of: 'queue.buffering.max.ms', used_by: 'producer', deprecated: false });
    expect(catalog.label('librdkafka', '3.0')).toBe(`librdkafka ${definition?.as_of}`);
    expect(catalog.find('librdkafka', 'offset.store.method', '4.3')?.deprecated).toBe(true);
    expect(catalog.label('kafkajs-producer', '3.0')).toBe('kafkajs 2.2.4');
    expect(catalog.label('producer', '3.0')).toBe('Apache Kafka 3.0');
  });

  it('names the releases that have a setting', () => {
    expect(catalog.releasesWith('producer', 'compression.zstd.level')).toEqual([
      '3.8',
      '3.9',
      '4.0',
      '4.1',
      '4.2',
      '4.3',
      '4.4',
    ]);
    expect(catalog.releasesWith('broker', 'zookeeper.connect').at(-1)).toBe('3.9');
    expect(catalog.releasesWith('streams', 'consumer.group.protocol')[0]).toBe('3.7');
    expect(catalog.releasesWith('topic', 'no.such.name')).toEqual([]);
  });
});

it('has nothing to say of a family that was not given', () => {
  const empty = createCatalog(new Map());
  expect(empty.releases).toEqual([]);
  expect(empty.find('topic', 'retention.ms', '4.3')).toBeNull();
  expect(empty.names('librdkafka', '4.3')).toEqual([]);
});
