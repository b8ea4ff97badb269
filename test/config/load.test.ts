import { describe, expect, test } from 'vitest';
import { loadSettings } from '../../src/config/load.ts';

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const KEY = '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n';

/** Files that exist; any other path fails as node:fs does. */
const files: Record<string, string> = {
  '/ca.pem': PEM,
  '/cert.pem': PEM,
  '/key.pem': KEY,
  '/both.pem': PEM + KEY,
  '/store.jks': '\u0000binary',
};
const readFile = (path: string) => {
  const text = files[path];
  if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
  return text;
};
const load = (environment: Record<string, string>, properties?: string) => {
  if (properties === undefined) return loadSettings(null, readFile, environment);
  return loadSettings(
    '/client.properties',
    (path) => (path === '/client.properties' ? properties : readFile(path)),
    environment,
  );
};

const B = { KAFKA_BOOTSTRAP_SERVERS: 'a:9092' };
const TLS = { ...B, KAFKA_SECURITY_PROTOCOL: 'SSL' };
const SASL = {
  ...B,
  KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT',
  KAFKA_SASL_MECHANISM: 'plain',
  KAFKA_SASL_USERNAME: 'u',
  KAFKA_SASL_PASSWORD: 'p',
};

describe('what can be used', () => {
  test('nothing set: nothing configured, no problem', () => {
    expect(load({})).toEqual({
      settings: { kafka: null, registry: null, connect: null, logLevel: 'warn' },
      problems: [],
      secrets: [],
    });
  });

  test.each([
    ['a:9092', ['a:9092']],
    [' a:9092, b:9093 ,', ['a:9092', 'b:9093']],
    ['[::1]:9092,10.0.0.1:1', ['[::1]:9092', '10.0.0.1:1']],
  ])('bootstrap servers %s', (text, servers) => {
    expect(load({ KAFKA_BOOTSTRAP_SERVERS: text }).settings.kafka).toEqual({
      bootstrapServers: servers,
      securityProtocol: 'PLAINTEXT',
      sasl: null,
      tls: null,
    });
  });

  test.each(['', '  ', '\u0024{KAFKA_BOOTSTRAP_SERVERS}', '\u0024{env:KAFKA}'])('%j counts as unset', (text) => {
    expect(load({ KAFKA_BOOTSTRAP_SERVERS: text })).toMatchObject({ settings: { kafka: null }, problems: [] });
  });

  test('SASL, in any case', () => {
    expect(load(SASL)).toMatchObject({
      settings: { kafka: { sasl: { mechanism: 'PLAIN', username: 'u', password: 'p' }, tls: null } },
      problems: [],
      secrets: ['p'],
    });
  });

  test('TLS: files are read; the key may stand in the certificate file', () => {
    expect(load({ ...TLS, KAFKA_SSL_CA_FILE: '/ca.pem' }).settings.kafka?.tls).toEqual({
      ca: PEM,
      cert: null,
      key: null,
      keyPassword: null,
      checkHostname: true,
    });
    expect(
      load({
        ...TLS,
        KAFKA_SSL_CERT_FILE: '/both.pem',
        KAFKA_SSL_KEY_PASSWORD: 'k',
        KAFKA_SSL_ENDPOINT_IDENTIFICATION: 'none',
      }).settings.kafka?.tls,
    ).toEqual({
      ca: null,
      cert: PEM + KEY,
      key: PEM + KEY,
      keyPassword: 'k',
      checkHostname: false,
    });
  });

  test('user information leaves a URL and becomes the login', () => {
    const { settings, secrets } = load({
      SCHEMA_REGISTRY_URL: 'https://me:p%40ss@registry:8081/',
      KAFKA_CONNECT_URL: 'http://connect:8083/',
    });
    expect(settings.registry).toEqual({
      url: 'https://registry:8081',
      auth: { kind: 'basic', username: 'me', password: 'p@ss' },
      tls: null,
    });
    expect(settings.connect).toEqual({ url: 'http://connect:8083', auth: null });
    expect(secrets).toEqual(['p@ss']);
  });

  test('a bearer token', () => {
    expect(
      load({ SCHEMA_REGISTRY_URL: 'http://r:1', SCHEMA_REGISTRY_BEARER_TOKEN: 't' }).settings.registry?.auth,
    ).toEqual({ kind: 'bearer', token: 't' });
  });
});

describe('what is wrong is one sentence that names the setting', () => {
  test.each<[Record<string, string>, string]>([
    [{ KAFKA_BOOTSTRAP_SERVERS: 'a' }, 'KAFKA_BOOTSTRAP_SERVERS: expected host:port'],
    [{ KAFKA_BOOTSTRAP_SERVERS: 'a:0' }, 'KAFKA_BOOTSTRAP_SERVERS: expected host:port'],
    [{ KAFKA_BOOTSTRAP_SERVERS: '::1:9092' }, 'KAFKA_BOOTSTRAP_SERVERS: expected host:port'],
    [{ ...B, KAFKA_SECURITY_PROTOCOL: 'tls' }, 'KAFKA_SECURITY_PROTOCOL: expected one of PLAINTEXT, SSL'],
    [{ ...SASL, KAFKA_SASL_MECHANISM: 'GSSAPI' }, 'KAFKA_SASL_MECHANISM: expected one of PLAIN'],
    [{ ...B, KAFKA_SASL_MECHANISM: 'PLAIN' }, 'KAFKA_SASL_MECHANISM: set, but the security protocol is PLAINTEXT'],
    [{ ...TLS, KAFKA_SSL_CA_FILE: '/missing.pem' }, "KAFKA_SSL_CA_FILE: the file /missing.pem can't be read (ENOENT)"],
    [{ ...TLS, KAFKA_SSL_CA_FILE: '/store.jks' }, 'KAFKA_SSL_CA_FILE: the file /store.jks is not PEM'],
    [{ ...TLS, KAFKA_SSL_CERT_FILE: '/cert.pem' }, 'KAFKA_SSL_CERT_FILE: holds no private key'],
    [{ ...TLS, KAFKA_SSL_KEY_FILE: '/key.pem' }, 'KAFKA_SSL_KEY_FILE: set without KAFKA_SSL_CERT_FILE'],
    [{ ...TLS, KAFKA_SSL_ENDPOINT_IDENTIFICATION: 'off' }, 'KAFKA_SSL_ENDPOINT_IDENTIFICATION: expected https or none'],
    [{ SCHEMA_REGISTRY_URL: 'registry:8081' }, 'SCHEMA_REGISTRY_URL: expected a URL'],
    [
      { SCHEMA_REGISTRY_URL: 'http://r:1', SCHEMA_REGISTRY_USERNAME: 'u' },
      'SCHEMA_REGISTRY_PASSWORD: must be set together with SCHEMA_REGISTRY_USERNAME',
    ],
    [{ KAFKA_CONNECT_URL: 'file:///x' }, 'KAFKA_CONNECT_URL: expected a URL'],
    [{ KAFKA_ARCHITECT_LOG_LEVEL: 'verbose' }, 'KAFKA_ARCHITECT_LOG_LEVEL: expected debug'],
  ])('%o', (environment, sentence) => {
    const { problems } = load(environment);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(sentence);
    expect(problems[0]).toMatch(/\.$/);
  });

  test.each(['KAFKA_SASL_MECHANISM', 'KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD'])('%s is missing', (variable) => {
    const { [variable]: _left, ...rest } = SASL as Record<string, string>;
    const { settings, problems } = load(rest);
    expect(settings.kafka).toBeNull();
    expect(problems).toEqual([`${variable}: must be set when the security protocol is SASL_PLAINTEXT.`]);
  });

  test('and leaves the rest alone', () => {
    const { settings, problems } = load({
      KAFKA_BOOTSTRAP_SERVERS: 'a',
      SCHEMA_REGISTRY_URL: 'http://r:8081',
      KAFKA_CONNECT_URL: 'http://c:8083',
    });
    expect(settings).toMatchObject({
      kafka: null,
      registry: { url: 'http://r:8081' },
      connect: { url: 'http://c:8083' },
    });
    expect(problems).toHaveLength(1);
  });

  test('without showing credentials', () => {
    const { problems, secrets } = load({ SCHEMA_REGISTRY_URL: 'ftp://me:secret@r:1', KAFKA_SASL_PASSWORD: 'pw' });
    expect(problems.join()).not.toContain('secret');
    expect(secrets).toEqual(['pw', 'secret']);
  });

  test.each(['p/q', 'p@q', 'p q', 'p:q'])('without showing the password %j of an address that is wrong', (password) => {
    const { problems, secrets } = load({ SCHEMA_REGISTRY_URL: `ftp://me:${password}@r:1` });
    expect(problems).toHaveLength(1);
    expect(problems[0]).not.toContain(password);
    expect(secrets).toContain(password);
  });

  test.each([
    [{ SCHEMA_REGISTRY_URL: 'http://r:1', SCHEMA_REGISTRY_PASSWORD: 'p' }, 'registry'],
    [{ KAFKA_CONNECT_URL: 'http://c:1', KAFKA_CONNECT_USERNAME: 'u' }, 'connect'],
    [{ SCHEMA_REGISTRY_URL: 'https://r:1', SCHEMA_REGISTRY_SSL_CA_FILE: '/missing.pem' }, 'registry'],
  ])('%o: half a login, or no certificate, is no login at all', (environment, part) => {
    const { settings, problems } = load({ ...B, ...environment });
    expect(problems).toHaveLength(1);
    expect(settings).toMatchObject({ [part]: null, kafka: { bootstrapServers: ['a:9092'] } });
  });

  test('a login without SASL is not sent in silence over an open connection', () => {
    const { settings, problems } = load({ ...B, KAFKA_SASL_USERNAME: 'u', KAFKA_SASL_PASSWORD: 'p' });
    expect(settings.kafka).toBeNull();
    expect(problems).toEqual([
      'KAFKA_SASL_USERNAME: set, but the security protocol is PLAINTEXT: use SASL_SSL or SASL_PLAINTEXT.',
    ]);
  });

  test('a certificate that is missing is not also a key without certificate', () => {
    const { problems } = load({ ...TLS, KAFKA_SSL_CERT_FILE: '/missing.pem', KAFKA_SSL_KEY_FILE: '/key.pem' });
    expect(problems).toEqual(["KAFKA_SSL_CERT_FILE: the file /missing.pem can't be read (ENOENT)."]);
  });
});

describe('secrets', () => {
  test('keep the blanks that are part of them, and lose the line end of a file', () => {
    const { settings } = load({ ...SASL, KAFKA_SASL_PASSWORD: ' p w \n', KAFKA_SASL_USERNAME: ' u ' });
    expect(settings.kafka?.sasl).toEqual({ mechanism: 'PLAIN', username: 'u', password: ' p w ' });
  });

  test('a password in an address that another one overrides is a secret still', () => {
    const { settings, secrets } = load({
      SCHEMA_REGISTRY_URL: 'http://me:old%21@r:1',
      SCHEMA_REGISTRY_USERNAME: 'me',
      SCHEMA_REGISTRY_PASSWORD: 'new',
    });
    expect(settings.registry?.auth).toEqual({ kind: 'basic', username: 'me', password: 'new' });
    expect([...secrets].sort()).toEqual(['new', 'old!', 'old%21']);
  });

  test('user information leaves an address also without a user, and with a % that encodes nothing', () => {
    expect(load({ KAFKA_CONNECT_URL: 'http://:token@c:1' }).settings.connect).toEqual({
      url: 'http://c:1',
      auth: { kind: 'basic', username: '', password: 'token' },
    });
    expect(load({ KAFKA_CONNECT_URL: 'http://u:100%@c:1' }).settings.connect).toEqual({
      url: 'http://c:1',
      auth: { kind: 'basic', username: 'u', password: '100%' },
    });
  });
});

describe('client.properties', () => {
  const scram =
    'org.apache.kafka.common.security.scram.ScramLoginModule required username="al\\"ice" password="s;e c\\\\r";';

  test('has Java names', () => {
    const text = `
# comment
bootstrap.servers = a:9092,\\
  b:9092
security.protocol=SASL_SSL
sasl.mechanism: SCRAM-SHA-512
sasl.jaas.config=${scram.replaceAll('\\', '\\\\')}
ssl.truststore.type=PEM
ssl.truststore.location=/ca.pem
ssl.endpoint.identification.algorithm=
schema.registry.url=http://r:8081
basic.auth.user.info=u:p:w`;
    const { settings, problems, secrets } = load({}, text);
    expect(problems).toEqual([]);
    expect(settings.kafka).toEqual({
      bootstrapServers: ['a:9092', 'b:9092'],
      securityProtocol: 'SASL_SSL',
      sasl: { mechanism: 'SCRAM-SHA-512', username: 'al"ice', password: 's;e c\\r' },
      tls: { ca: PEM, cert: null, key: null, keyPassword: null, checkHostname: false },
    });
    expect(settings.registry?.auth).toEqual({ kind: 'basic', username: 'u', password: 'p:w' });
    expect([...secrets].sort()).toEqual(['p:w', 's;e c\\r']);
  });

  test('gives way to the environment', () => {
    expect(
      load({ KAFKA_BOOTSTRAP_SERVERS: 'env:1' }, 'bootstrap.servers=file:1').settings.kafka?.bootstrapServers,
    ).toEqual(['env:1']);
  });

  test.each([
    ['bootstrap.servers=a', 'bootstrap.servers in /client.properties: expected host:port'],
    [
      'ssl.truststore.location=/store.jks',
      "ssl.truststore.location in /client.properties: a JKS store can't be read here",
    ],
    [
      'ssl.keystore.type=PKCS12\nssl.keystore.location=/x.p12',
      'set ssl.keystore.type=PEM or KAFKA_SSL_CERT_FILE and KAFKA_SSL_KEY_FILE',
    ],
    [
      'sasl.jaas.config=com.sun.security.auth.module.Krb5LoginModule required;',
      'sasl.jaas.config in /client.properties: expected PlainLoginModule or ScramLoginModule',
    ],
    ['basic.auth.user.info=nocolon', 'basic.auth.user.info in /client.properties: expected user:password'],
  ])('%j is told as it stands there', (text, sentence) => {
    expect(load({}, text).problems.join('\n')).toContain(sentence);
  });

  test.each([
    ['a JKS truststore', 'ssl.truststore.location=/store.jks'],
    ['a JKS keystore', 'ssl.keystore.location=/store.jks'],
  ])('with %s leaves Kafka off: without it the connection would fail for another reason', (_what, text) => {
    const { settings, problems } = load(TLS, text);
    expect(settings.kafka).toBeNull();
    expect(problems).toHaveLength(1);
    expect(load(B, text).settings.kafka).not.toBeNull();
  });

  test('with what cannot be used is fine when the environment brings the same setting', () => {
    const text = [
      'ssl.truststore.location=/store.jks',
      'sasl.jaas.config=com.sun.security.auth.module.Krb5LoginModule required;',
      'sasl.mechanism=GSSAPI',
    ].join('\n');
    const { settings, problems } = load(
      { ...SASL, KAFKA_SECURITY_PROTOCOL: 'SASL_SSL', KAFKA_SSL_CA_FILE: '/ca.pem' },
      text,
    );
    expect(problems).toEqual([]);
    expect(settings.kafka).toMatchObject({ sasl: { username: 'u' }, tls: { ca: PEM } });
  });

  test('may have a PEM keystore, a value that was not expanded, and the names of the registry', () => {
    const text = [
      'bootstrap.servers=\u0024{BROKERS}',
      'ssl.keystore.type=PEM',
      'ssl.keystore.location=/both.pem',
      'ssl.key.password=k',
      'schema.registry.url=https://r:8081',
      'schema.registry.basic.auth.user.info=u:p',
      'schema.registry.ssl.truststore.type=PEM',
      'schema.registry.ssl.truststore.location=/ca.pem',
    ].join('\n');
    expect(load({}, text)).toMatchObject({ settings: { kafka: null }, problems: [] });
    const { settings } = load(TLS, text);
    expect(settings.kafka?.tls).toMatchObject({ cert: PEM + KEY, key: PEM + KEY, keyPassword: 'k' });
    expect(settings.registry).toMatchObject({ auth: { username: 'u', password: 'p' }, tls: { ca: PEM } });
  });

  test.each([
    ['required username="u" password="p";', 'u', 'p'],
    ["required\n username='u'\n password='it is';", 'u', 'it is'],
    ['required username=u password=p;', 'u', 'p'],
    ['required password="a username=\\"evil\\" b" username="u";', 'u', 'a username="evil" b'],
    ['required user_alice="x" username = "u" password = " p ";', 'u', ' p '],
    ['required username="u" password="";', 'u', null],
  ])('JAAS %s', (options, username, password) => {
    const jaas = `org.apache.kafka.common.security.plain.PlainLoginModule ${options}`;
    const text = `sasl.jaas.config=${jaas.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`;
    const environment = { ...B, KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT', KAFKA_SASL_MECHANISM: 'PLAIN' };
    const { settings, problems } = load(environment, text);
    if (password === null) expect(problems).toEqual([expect.stringContaining('KAFKA_SASL_PASSWORD: must be set')]);
    else expect(settings.kafka?.sasl).toEqual({ mechanism: 'PLAIN', username, password });
  });

  test('that is missing is one sentence', () => {
    expect(loadSettings('/nowhere', readFile, {}).problems).toEqual([
      "KAFKA_CLIENT_PROPERTIES: the file /nowhere can't be read (ENOENT).",
    ]);
  });
});
