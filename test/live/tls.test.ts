import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TlsSettings } from '../../src/config/settings.ts';
import { createConnections } from '../../src/kafka/connection/connections.ts';
import { metadata } from '../../src/kafka/protocol/apis/03-metadata.ts';
import { type FakeServer, fakeBroker } from '../support/fake-broker.ts';
import { describeLive } from '../support/live.ts';

const KEY_PASSWORD = 'key-secret';

describeLive('TLS', ['openssl'], () => {
  let folder = '';
  let oneWay: FakeServer;
  let mutual: FakeServer;
  const file = (name: string) => readFileSync(join(folder, name), 'utf8');

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kafka-architect-tls-'));
    const openssl = (line: string) => execFileSync('openssl', line.split(' '), { cwd: folder, stdio: 'pipe' });
    for (const ca of ['ca', 'other-ca']) {
      openssl(`req -x509 -newkey rsa:2048 -nodes -days 1 -keyout ${ca}.key -out ${ca}.pem -subj /CN=${ca}`);
    }
    for (const name of ['localhost', 'client']) {
      openssl(
        `req -newkey rsa:2048 -nodes -keyout ${name}.key -out ${name}.csr -subj /CN=${name} -addext subjectAltName=DNS:${name}`,
      );
      openssl(
        `x509 -req -days 1 -in ${name}.csr -CA ca.pem -CAkey ca.key -CAcreateserial -copy_extensions copy -out ${name}.pem`,
      );
    }
    openssl(`rsa -aes256 -passout pass:${KEY_PASSWORD} -in client.key -out client-encrypted.key`);
    const tls = { cert: file('localhost.pem'), key: file('localhost.key') };
    oneWay = await fakeBroker({ tls });
    mutual = await fakeBroker({ tls: { ...tls, ca: file('ca.pem'), requestCert: true, rejectUnauthorized: true } });
  });

  afterAll(async () => {
    await Promise.all([oneWay?.stop(), mutual?.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Connects and asks for metadata: 'ok', or the first code or message in the chain of causes. */
  async function attempt(server: FakeServer, host: string, tls: Partial<TlsSettings>): Promise<string> {
    const plain: TlsSettings = { ca: null, cert: null, key: null, keyPassword: null, checkHostname: true };
    const connections = createConnections(
      {
        bootstrapServers: [`${host}:${server.port}`],
        securityProtocol: 'SSL',
        sasl: null,
        tls: { ...plain, ca: file('ca.pem'), ...tls },
      },
      { write: () => {} },
    );
    const options = { signal: AbortSignal.timeout(10_000), timeoutMs: 5_000 };
    try {
      await (await connections.bootstrap(options)).send(metadata, { topics: null }, options);
      return 'ok';
    } catch (error) {
      for (let cause = error; cause instanceof Error; cause = cause.cause) {
        if ('code' in cause && typeof cause.code === 'string') return cause.code;
        if (!(cause.cause instanceof Error)) return cause.message;
      }
      return String(error);
    } finally {
      await connections.close();
    }
  }

  const client = () => ({ cert: file('client.pem'), key: file('client.key') });
  const encrypted = () => ({ cert: file('client.pem'), key: file('client-encrypted.key') });

  it.each<[string, () => FakeServer, host: string, tls: () => Partial<TlsSettings>, outcome: RegExp]>([
    ['the right CA and name', () => oneWay, 'localhost', () => ({}), /^ok$/],
    ['a CA that is not trusted', () => oneWay, 'localhost', () => ({ ca: null }), /UNABLE_TO|SELF_SIGNED/],
    ['another name', () => oneWay, '127.0.0.1', () => ({}), /ERR_TLS_CERT_ALTNAME_INVALID/],
    ['another name, not checked', () => oneWay, '127.0.0.1', () => ({ checkHostname: false }), /^ok$/],
    [
      'a CA that is not trusted, name not checked',
      () => oneWay,
      '127.0.0.1',
      () => ({ checkHostname: false, ca: file('other-ca.pem') }),
      /UNABLE_TO|SELF_SIGNED/,
    ],
    ['a client certificate', () => mutual, 'localhost', client, /^ok$/],
    ['an encrypted key', () => mutual, 'localhost', () => ({ ...encrypted(), keyPassword: KEY_PASSWORD }), /^ok$/],
    ['a wrong key password', () => mutual, 'localhost', () => ({ ...encrypted(), keyPassword: 'no' }), /decrypt/i],
    ['no client certificate', () => mutual, 'localhost', () => ({}), /ERR_SSL|ECONNRESET|Closed connection/],
  ])('%s', async (_, server, host, tls, outcome) => {
    expect(await attempt(server(), host, tls())).toMatch(outcome);
  });
});
