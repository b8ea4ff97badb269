import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { KafkaSettings, TlsSettings } from '../../src/config/settings.ts';
import { checkCluster } from '../../src/kafka/check.ts';
import { createConnections } from '../../src/kafka/connection/connections.ts';
import { type BrokerBehaviour, type FakeServer, fakeBroker, fakeServer, Instead } from '../support/fake-broker.ts';
import { describeLive } from '../support/live.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function serving(starting: Promise<FakeServer>): Promise<FakeServer> {
  const server = await starting;
  cleanups.push(() => server.stop());
  return server;
}

/** A broker that names these brokers; itself, as broker 1, when none are given. */
async function broker(
  named: readonly { readonly nodeId: number; readonly host: string; readonly port: number }[] = [],
  behaviour: BrokerBehaviour = {},
): Promise<FakeServer> {
  const self = { nodeId: 1, host: '127.0.0.1', port: 0 };
  const answer = (api: string) =>
    api === 'Metadata'
      ? { brokers: named.length === 0 ? [self] : named, clusterId: 'the-cluster', topics: [] }
      : undefined;
  const server = await serving(fakeBroker({ answer, ...behaviour }));
  self.port = server.port;
  return server;
}

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = await fakeServer(() => {});
  await server.stop();
  return server.port;
}

const noTls: TlsSettings = { ca: null, cert: null, key: null, keyPassword: null, checkHostname: true };
const login = { mechanism: 'PLAIN', username: 'someone', password: 'hush-hush' } as const;

async function check(servers: readonly string[], changed: Partial<KafkaSettings> = {}, signal?: AbortSignal) {
  const settings: KafkaSettings = {
    bootstrapServers: servers,
    securityProtocol: 'PLAINTEXT',
    sasl: null,
    tls: null,
    ...changed,
  };
  const connections = createConnections(settings, { write: () => {} });
  cleanups.push(() => connections.close());
  const start = performance.now();
  const found = await checkCluster(connections, settings, signal ?? new AbortController().signal);
  expect(performance.now() - start).toBeLessThan(5_000);
  expect(JSON.stringify(found)).not.toMatch(/hush-hush|PRIVATE KEY|node_modules/);
  return found;
}

const at = ({ port }: { readonly port: number }, host = '127.0.0.1') => `${host}:${port}`;

describe('a cluster that answers', () => {
  it('is described', async () => {
    const only = await broker();
    expect(await check([at(only)])).toEqual({
      reachable: true,
      found: '1 of 1 broker answered, Kafka 4.4, cluster id the-cluster',
      problems: [],
    });
  });

  it.each<[string, string, RegExp]>([
    ['refuses', '127.0.0.1', /refused the connection/],
    ['does not resolve', 'broker-2.invalid', /host name does not resolve here/],
  ])('an advertised address that %s: both addresses are named', async (_, host, did) => {
    const port = await freePort();
    const first = await broker([
      { nodeId: 1, host: '127.0.0.1', port: 0 },
      { nodeId: 2, host, port },
    ]);
    const { reachable, found, problems } = await check([at(first)]);
    expect({ reachable, found }).toMatchObject({ reachable: true, found: expect.stringMatching(/^0 of 2 brokers/) });
    const second = problems.find(({ endpoint }) => endpoint === `${host}:${port}`);
    expect(second?.what).toMatch(did);
    expect(second?.what).toMatch(/^Broker 2: /);
    expect(second?.what).toContain(at(first));
    expect(second?.likelyCause).toContain('advertised.listeners');
  });

  it('an advertised address that is silent costs no more than the others', async () => {
    const silent = await serving(fakeServer(() => {}));
    const healthy = await broker();
    const first = await broker([
      { nodeId: 1, host: '127.0.0.1', port: healthy.port },
      { nodeId: 2, host: '127.0.0.1', port: silent.port },
    ]);
    const { found, problems } = await check([at(first)]);
    expect(found).toMatch(/^1 of 2 brokers/);
    expect(problems).toMatchObject([{ endpoint: at(silent), what: expect.stringContaining('did not answer in time') }]);
  });

  it('a bootstrap server that is dead is told beside the one that works', async () => {
    const port = await freePort();
    const alive = await broker();
    const { reachable, problems } = await check([`127.0.0.1:${port}`, at(alive), at(alive)]);
    expect(reachable).toBe(true);
    expect(problems).toMatchObject([
      { endpoint: `127.0.0.1:${port}`, nextStep: expect.stringContaining('KAFKA_BOOTSTRAP_SERVERS') },
    ]);
  });

  it('is not checked any more when the caller gave up', async () => {
    const silent = await serving(fakeServer(() => {}));
    const reason = new Error('cancelled');
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 50);
    await expect(check([at(silent)], {}, controller.signal)).rejects.toBe(reason);
  });
});

describe('a server that can not be used', () => {
  const hangsUpAt = (api: string): BrokerBehaviour => ({
    answer: (asked) => {
      if (asked === api) throw new Instead('close');
    },
  });

  it.each<[string, () => Promise<FakeServer>, RegExp, RegExp]>([
    ['is silent', () => fakeServer(() => {}), /did not answer in time/, /firewall/],
    ['closes at once', () => fakeServer((socket) => socket.end()), /closed the connection/, /KAFKA_SECURITY_PROTOCOL/],
    ['resets', () => fakeServer((socket) => socket.resetAndDestroy()), /closed the connection/, /restarting/],
    ['wants a login', () => fakeBroker(hangsUpAt('Metadata')), /did not log in/, /KAFKA_SASL_MECHANISM/],
    ['is too old', () => fakeBroker({ ranges: [[18, 0, 0]] }), /does not offer a request/, /older than Kafka/],
    [
      'sends garbage',
      () => fakeServer((socket) => socket.once('data', () => socket.write('garbage, garbage'))),
      /does not speak Kafka/,
      /KAFKA_BOOTSTRAP_SERVERS/,
    ],
  ])('because it %s', async (_, start, did, says) => {
    const server = await serving(start());
    const { reachable, found, problems } = await check([at(server)]);
    expect({ reachable, found }).toEqual({ reachable: false, found: null });
    expect(problems).toMatchObject([{ endpoint: at(server), what: expect.stringMatching(did) }]);
    expect(JSON.stringify(problems)).toMatch(says);
  });

  it('because it is a web server', async () => {
    const web = createHttpServer((_, response) => response.end('hello'));
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => new Promise((resolve) => web.close(resolve)));
    const bound = web.address();
    if (bound === null || typeof bound === 'string') throw new Error('no port');
    const { problems } = await check([at(bound)]);
    expect(problems).toMatchObject([{ what: expect.stringContaining('does not speak Kafka') }]);
  });

  it('one problem for each of several servers, also when one is silent and one has to be probed', async () => {
    const silent = await serving(fakeServer(() => {}));
    const closing = await serving(fakeServer((socket) => socket.end()));
    const refusing = { port: await freePort() };
    const { problems } = await check([at(silent), at(closing), at(refusing)]);
    expect(problems.map(({ endpoint, what }) => [endpoint, what.slice(endpoint.length + 1)])).toEqual([
      [at(silent), 'did not answer in time.'],
      [at(closing), 'closed the connection.'],
      [at(refusing), 'refused the connection.'],
    ]);
  });
});

describeLive('TLS mistakes', ['openssl'], () => {
  let folder = '';
  const file = (name: string) => readFileSync(join(folder, name), 'utf8');

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kafka-architect-check-'));
    const openssl = (line: string) => execFileSync('openssl', line.split(' '), { cwd: folder, stdio: 'pipe' });
    openssl('req -x509 -newkey rsa:2048 -nodes -days 1 -keyout ca.key -out ca.pem -subj /CN=ca');
    for (const [name, days] of [
      ['localhost', 1],
      ['expired', -1],
      ['client', 1],
    ] as const) {
      const subject = `-subj /CN=${name} -addext subjectAltName=DNS:localhost`;
      openssl(`req -newkey rsa:2048 -nodes -keyout ${name}.key -out ${name}.csr ${subject}`);
      const signer = '-CA ca.pem -CAkey ca.key -CAcreateserial -copy_extensions copy';
      openssl(`x509 -req -days ${days} -in ${name}.csr ${signer} -out ${name}.pem`);
    }
    openssl('rsa -aes256 -passout pass:right -in client.key -out encrypted.key');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const identity = (name: string) => ({ cert: file(`${name}.pem`), key: file(`${name}.key`) });
  const server = (name = 'localhost', mutual = false) =>
    broker([], {
      tls: { ...identity(name), ...(mutual && { ca: file('ca.pem'), requestCert: true, rejectUnauthorized: true }) },
    });
  const trusting = (changed: Partial<TlsSettings> = {}): Partial<KafkaSettings> => ({
    securityProtocol: 'SSL',
    tls: { ...noTls, ca: file('ca.pem'), ...changed },
  });

  it.each<[string, () => Promise<FakeServer>, () => Partial<KafkaSettings>, string, string, host?: string]>([
    ['plaintext to TLS', server, () => ({}), 'expects TLS', 'KAFKA_SECURITY_PROTOCOL'],
    ['plaintext to mutual TLS', () => server('localhost', true), () => ({}), 'expects TLS', 'KAFKA_SSL_CA_FILE'],
    [
      'a login without TLS to TLS',
      server,
      () => ({ securityProtocol: 'SASL_PLAINTEXT', sasl: login }),
      'expects TLS',
      'SASL_SSL',
    ],
    [
      // As Kafka does: it takes the hello for the length of a request that is too large.
      'TLS to a broker without',
      () => fakeServer((socket) => socket.once('data', () => socket.destroy())),
      trusting,
      'does not speak TLS',
      'KAFKA_SECURITY_PROTOCOL',
    ],
    [
      'TLS to something else without',
      () => fakeServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
      trusting,
      'does not speak TLS',
      'KAFKA_SECURITY_PROTOCOL',
    ],
    ['an unknown CA', server, () => trusting({ ca: null }), 'unknown authority', 'KAFKA_SSL_CA_FILE'],
    ['another name', server, trusting, 'another host name', 'KAFKA_SSL_ENDPOINT_IDENTIFICATION', '127.0.0.1'],
    ['an expired certificate', () => server('expired'), trusting, 'expired or not yet valid', 'clock'],
    [
      'TLS versions that do not meet',
      () => broker([], { tls: { ...identity('localhost'), minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' } }),
      trusting,
      'broke off the TLS handshake',
      'ssl.enabled.protocols',
    ],
    ['no client certificate', () => server('localhost', true), trusting, 'wants a client cert', 'KAFKA_SSL_CERT_FILE'],
    [
      'a wrong key password',
      server,
      () => trusting({ cert: file('client.pem'), key: file('encrypted.key'), keyPassword: 'hush-hush' }),
      'can not be decrypted',
      'KAFKA_SSL_KEY_PASSWORD',
    ],
    [
      'no key password',
      server,
      () => trusting({ cert: file('client.pem'), key: file('encrypted.key') }),
      'can not be decrypted',
      'KAFKA_SSL_KEY_PASSWORD',
    ],
    [
      'the key of another certificate',
      server,
      () => trusting({ cert: file('client.pem'), key: file('localhost.key') }),
      'can not be used',
      'KAFKA_SSL_KEY_FILE',
    ],
    [
      'a damaged certificate',
      server,
      () =>
        trusting({ cert: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', key: file('client.key') }),
      'can not be used',
      'KAFKA_SSL_CERT_FILE',
    ],
    [
      // Node leaves out what it can't read.
      'a damaged CA',
      server,
      () => trusting({ ca: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n' }),
      'unknown authority',
      'KAFKA_SSL_CA_FILE',
    ],
  ])('%s', async (_, start, settings, did, says, host = 'localhost') => {
    const running = await start();
    cleanups.push(() => running.stop());
    const { reachable, problems } = await check([at(running, host)], settings());
    expect(reachable).toBe(false);
    expect(problems).toMatchObject([{ endpoint: at(running, host), what: expect.stringContaining(did) }]);
    expect(JSON.stringify(problems)).toContain(says);
  });

  it('TLS without a login to a listener that wants one', async () => {
    const tls = identity('localhost');
    const answer = (api: string) => {
      if (api === 'Metadata') throw new Instead('close');
    };
    const running = await broker([], { tls, answer });
    const { problems } = await check([at(running, 'localhost')], trusting());
    expect(problems).toMatchObject([
      { what: expect.stringContaining('did not log in'), nextStep: expect.stringContaining('SASL_SSL') },
    ]);
  });
});
