import { expect, test } from 'vitest';
import { describeSettings } from '../../src/config/configured.ts';
import { loadSettings } from '../../src/config/load.ts';

const describeEnvironment = (environment: Readonly<Record<string, string>>) => {
  const { settings, problems } = loadSettings(null, () => '-----BEGIN X-----', environment);
  return describeSettings(settings, problems, '1.2.3', null);
};

test('nothing set', () => {
  expect(describeEnvironment({})).toEqual({
    version: '1.2.3',
    notice: null,
    kafka: null,
    registry: null,
    connect: null,
    problems: [],
  });
});

test('addresses and kinds of security, and no secret among them', () => {
  const configured = describeEnvironment({
    KAFKA_BOOTSTRAP_SERVERS: 'a:1,[::1]:2',
    KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
    KAFKA_SASL_MECHANISM: 'PLAIN',
    KAFKA_SASL_USERNAME: 'u',
    KAFKA_SASL_PASSWORD: 's3cret',
    SCHEMA_REGISTRY_URL: 'https://me:s3cret@r:8081/base/',
    KAFKA_CONNECT_URL: 'http://:s3cret@c:8083',
  });
  expect(configured).toEqual({
    version: '1.2.3',
    notice: null,
    kafka: { endpoints: ['a:1', '[::1]:2'], security: 'SASL_SSL PLAIN' },
    registry: { endpoint: 'https://r:8081/base', security: 'basic' },
    connect: { endpoint: 'http://c:8083', security: 'basic' },
    problems: [],
  });
});

test.each([
  [{ KAFKA_BOOTSTRAP_SERVERS: 'a:1' }, { kafka: { security: 'PLAINTEXT' } }],
  [{ KAFKA_BOOTSTRAP_SERVERS: 'a:1', KAFKA_SECURITY_PROTOCOL: 'SSL' }, { kafka: { security: 'SSL' } }],
  [{ SCHEMA_REGISTRY_URL: 'http://r' }, { registry: { security: 'no authentication' } }],
  [{ SCHEMA_REGISTRY_URL: 'http://r', SCHEMA_REGISTRY_BEARER_TOKEN: 't' }, { registry: { security: 'bearer' } }],
  [
    { KAFKA_CONNECT_URL: 'c' },
    { connect: null, problems: ['KAFKA_CONNECT_URL: expected a URL such as http://localhost:8081, got "c".'] },
  ],
])('%o', (environment, expected) => {
  expect(describeEnvironment(environment)).toMatchObject(expected);
});
