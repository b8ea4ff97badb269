import { describe, expect, test } from 'vitest';
import { loadSettings } from '../../src/config/load.ts';
import { createRedactor } from '../../src/config/redact.ts';
import { metaOf, type SettingKey, settingKeys, settingsSchema } from '../../src/config/schema.ts';

const PEM = '-----BEGIN CERTIFICATE-----\nx\n-----BEGIN PRIVATE KEY-----\ny\n';
const readFile = (path: string): string => {
  if (path.endsWith('.pem')) return PEM;
  throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
};
const load = (environment: Readonly<Record<string, string>>) => loadSettings(null, readFile, environment);

/** Everything an operator can set, all of it usable. */
const everything: Readonly<Record<string, string>> = {
  KAFKA_BOOTSTRAP_SERVERS: 'a:9092',
  KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
  KAFKA_SASL_MECHANISM: 'SCRAM-SHA-256',
  KAFKA_SASL_USERNAME: 'kafka-user',
  KAFKA_SASL_PASSWORD: 'kafka-password',
  KAFKA_SSL_CA_FILE: '/ca.pem',
  KAFKA_SSL_CERT_FILE: '/cert.pem',
  KAFKA_SSL_KEY_FILE: '/key.pem',
  KAFKA_SSL_KEY_PASSWORD: 'key-password',
  KAFKA_SSL_ENDPOINT_IDENTIFICATION: 'https',
  SCHEMA_REGISTRY_URL: 'https://registry:8081',
  SCHEMA_REGISTRY_USERNAME: 'registry-user',
  SCHEMA_REGISTRY_PASSWORD: 'registry-password',
  SCHEMA_REGISTRY_SSL_CA_FILE: '/registry.pem',
  KAFKA_CONNECT_URL: 'http://connect:8083',
  KAFKA_CONNECT_USERNAME: 'connect-user',
  KAFKA_CONNECT_PASSWORD: 'connect-password',
  KAFKA_ARCHITECT_LOG_LEVEL: 'debug',
};

const accepted: Readonly<Record<SettingKey, readonly string[]>> = {
  client_properties: ['/etc/kafka/client.properties', 'C:\\kafka client.properties'],
  bootstrap_servers: ['a:1', 'a:65535', 'a.b-c_d:9092', '10.0.0.1:9092,10.0.0.2:9093', '[::1]:9092', '[2001:DB8::1]:1'],
  security_protocol: ['PLAINTEXT', 'ssl', 'Sasl_Plaintext', ' SASL_SSL '],
  sasl_mechanism: ['PLAIN', 'plain', 'scram-sha-256', 'SCRAM-SHA-512'],
  sasl_username: ['u', 'CN=me, O=x'],
  sasl_password: ['p', '="\\;'],
  tls_ca_file: ['/ca.pem'],
  tls_cert_file: ['/cert.pem'],
  tls_key_file: ['/key.pem'],
  tls_key_password: ['p'],
  tls_endpoint_identification: ['https', 'none'],
  registry_url: ['http://localhost:8081', 'https://r', 'http://[::1]:8081/base/', 'https://u:p@r:8081'],
  registry_username: ['u'],
  registry_password: ['p'],
  registry_bearer_token: ['eyJ.a-b_c'],
  registry_ca_file: ['/ca.pem'],
  connect_url: ['http://localhost:8083', 'https://c/'],
  connect_username: ['u'],
  connect_password: ['p'],
  log_level: ['debug', 'info', 'warn', 'error'],
};

/** Settings of any text are missing here: nothing that is set can be wrong by itself. */
const refused: Partial<Record<SettingKey, readonly string[]>> = {
  bootstrap_servers: ['a', ':9092', 'a:', 'a:0', 'a:65536', 'a:9092;b:9092', 'http://a:9092', '::1:9092', '[::1]', ','],
  security_protocol: ['TLS', 'SASL', 'SSL,SASL_SSL'],
  sasl_mechanism: ['GSSAPI', 'OAUTHBEARER', 'SCRAM', 'AWS_MSK_IAM'],
  tls_endpoint_identification: ['true', 'off', 'ldaps'],
  registry_url: ['localhost:8081', 'ftp://r', 'http://', 'registry', 'http://a:99999'],
  connect_url: ['localhost:8083', 'tcp://c:1', 'http://'],
  log_level: ['verbose', 'trace', '0'],
};

const cases = (table: Partial<Record<SettingKey, readonly string[]>>) =>
  settingKeys.flatMap((key) => (table[key] ?? []).map((text) => [metaOf(key).env, text, key] as const));

describe('every setting', () => {
  test.each(cases(accepted))('%s takes %j', (_variable, text, key) => {
    expect(settingsSchema.shape[key].safeParse(text).success).toBe(true);
  });

  test.each(cases(refused))('%s refuses %j in one sentence', (variable, text) => {
    const { problems } = load({ [variable]: text });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${variable}: expected .+\\.$`, 's'));
    expect(problems[0]).toContain(text);
  });

  test.each(settingKeys.map((key) => metaOf(key).env))('%s counts as unset when empty or not expanded', (variable) => {
    for (const text of ['', ' \t', `\u0024{${variable}}`, ` \u0024{user_config.x} `, '\u0024{}'])
      expect(load({ [variable]: text })).toEqual(load({}));
  });

  test.each(settingKeys)('%s has an example that can be used, and says what it is for', (key) => {
    const { about, example, secret } = metaOf(key);
    expect(about).toMatch(/\w+.*\.$/);
    expect(settingsSchema.shape[key].safeParse(example).success).toBe(true);
    expect(secret).toBe(/PASSWORD|TOKEN/.test(metaOf(key).env));
  });
});

describe('one wrong setting', () => {
  test('nothing wrong: all three parts', () => {
    const { settings, problems } = load(everything);
    expect(problems).toEqual([]);
    for (const part of [settings.kafka, settings.registry, settings.connect]) expect(part).not.toBeNull();
    expect(settings.logLevel).toBe('debug');
  });

  const parts = { kafka: 'kafka', registry: 'registry', connect: 'connect' } as const;
  test.each<readonly [string, string, keyof typeof parts | null]>([
    ['KAFKA_BOOTSTRAP_SERVERS', 'a', 'kafka'],
    ['KAFKA_SECURITY_PROTOCOL', 'TLS', 'kafka'],
    ['KAFKA_SASL_MECHANISM', 'GSSAPI', 'kafka'],
    ['KAFKA_SASL_PASSWORD', '', 'kafka'],
    ['KAFKA_SSL_CA_FILE', '/missing', 'kafka'],
    ['KAFKA_SSL_CERT_FILE', '/missing', 'kafka'],
    ['KAFKA_SSL_KEY_FILE', '/missing', 'kafka'],
    ['KAFKA_SSL_ENDPOINT_IDENTIFICATION', 'off', 'kafka'],
    ['SCHEMA_REGISTRY_URL', 'r', 'registry'],
    ['SCHEMA_REGISTRY_PASSWORD', '', 'registry'],
    ['SCHEMA_REGISTRY_SSL_CA_FILE', '/missing', 'registry'],
    ['KAFKA_CONNECT_URL', 'c', 'connect'],
    ['KAFKA_CONNECT_USERNAME', '', 'connect'],
    ['KAFKA_ARCHITECT_LOG_LEVEL', 'loud', null],
    ['KAFKA_CLIENT_PROPERTIES', '/missing', null],
  ])('%s = %j takes away no more than its own part', (variable, text, own) => {
    const { settings, problems } = load({ ...everything, [variable]: text });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(variable);
    for (const part of [parts.kafka, parts.registry, parts.connect]) {
      if (part === own) expect(settings[part]).toBeNull();
      else expect(settings[part]).toEqual(load(everything).settings[part]);
    }
  });

  test('and two are two sentences', () => {
    const { problems } = load({ ...everything, KAFKA_CONNECT_URL: 'c', SCHEMA_REGISTRY_URL: 'r' });
    expect(problems).toHaveLength(2);
  });
});

describe('secrets', () => {
  const secrets = settingKeys.filter((key) => metaOf(key).secret).map((key) => metaOf(key).env);
  test.each(secrets)('%s is collected, also when all else is wrong', (variable) => {
    expect(load({ [variable]: 's3cret' }).secrets).toEqual(['s3cret']);
    const wrong = Object.fromEntries(cases(refused).map(([name, text]) => [name, text]));
    const found = load({ ...wrong, [variable]: 's3cret' });
    expect(found.secrets).toContain('s3cret');
    expect(found.problems.join()).not.toContain('s3cret');
  });

  test.each([
    'ftp://me:s3cret@r:1',
    'http://me:s3cret@',
    'me:s3cret@registry:8081',
    'http://me:s3/cr@et@r:1',
    '//me:s3cret@r',
  ])('an address that is wrong, %s, does not show its password, nor may anybody else', (address) => {
    const { problems, secrets: found } = load({ SCHEMA_REGISTRY_URL: address });
    expect(problems).toHaveLength(1);
    expect(problems[0]).not.toMatch(/s3|cret|et@/);
    expect(createRedactor(found)(address)).not.toMatch(/s3|cret/);
  });
});
