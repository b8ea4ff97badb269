import { beforeAll, expect, test } from 'vitest';
import type { ConfigCatalog, ConfigFamily } from '../../../src/domain/configs/catalog.ts';
import { checkGivenConfig } from '../../../src/domain/configs/given.ts';
import { configs } from '../../support/fake-ports.ts';

let catalog: ConfigCatalog;
beforeAll(async () => {
  catalog = await configs();
});
const verdictOf = (family: ConfigFamily, name: string, value: string) =>
  checkGivenConfig(catalog, [family], '4.3', { [name]: value })[0]?.verdict;

const STRATEGY = 'partition.assignment.strategy';
const PACKAGE = 'org.apache.kafka.clients.consumer.';

test.each<[ConfigFamily, string, string]>([
  ['consumer', STRATEGY, 'CooperativeStickyAssignor'],
  ['consumer', STRATEGY, 'cooperative-sticky'],
  ['consumer', STRATEGY, `${PACKAGE}RangeAssignor,StickyAssignor`],
  ['consumer', STRATEGY, `${PACKAGE}CooperativeAssignor`],
  ['connect-sink', `consumer.override.${STRATEGY}`, 'range'],
  ['consumer', 'key.deserializer', 'StringDeserializer'],
  ['consumer', 'interceptor.classes', 'Tracing'],
  ['producer', 'value.serializer', 'string'],
  ['streams', 'default.key.serde', 'String'],
  ['streams', 'consumer.key.deserializer', 'StringDeserializer'],
])('%s refuses %s=%s', (family, name, value) => {
  expect(verdictOf(family, name, value)).toBe('refused');
});

test.each<[ConfigFamily, string, string]>([
  ['consumer', STRATEGY, `${PACKAGE}CooperativeStickyAssignor`],
  ['consumer', STRATEGY, `class ${PACKAGE}RangeAssignor, com.acme.Zones`],
  ['consumer', STRATEGY, '$' + '{env:STRATEGY}'],
  ['consumer', STRATEGY, ''],
  ['consumer', 'key.deserializer', 'org.apache.kafka.common.serialization.StringDeserializer'],
  ['librdkafka', STRATEGY, 'cooperative-sticky'],
  ['connect-sink', 'key.converter', 'JsonConverter'],
  ['streams', `main.consumer.${STRATEGY}`, 'RangeAssignor'],
])('%s takes %s=%s, as far as is known', (family, name, value) => {
  expect(verdictOf(family, name, value)).not.toBe('refused');
});
