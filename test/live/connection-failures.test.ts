import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SecuredKafka } from '../../sandbox/security.ts';
import { parseBootstrapServer } from '../../src/kafka/connection/address.ts';
import type { Environment } from '../support/built-server.ts';
import { describeLive } from '../support/live.ts';
import { connectClient } from '../support/mcp-client.ts';
import { withSecuredKafka } from '../support/sandbox.ts';

type Files = Readonly<Record<'ca' | 'otherCa' | 'clientCert' | 'clientKey', string>>;

interface Row {
  readonly name: string;
  /** `proxy` leads to the SSL listener from an address that is not in its certificate. */
  readonly settings: (kafka: SecuredKafka, files: Files, proxy: string) => Environment;
  /** Part of what the answer has to say; absent when it has to work. */
  readonly says?: string;
  readonly names?: string;
}

const sasl = (mechanism: string, { username, password }: { username: string; password: string }): Environment => ({
  KAFKA_SASL_MECHANISM: mechanism,
  KAFKA_SASL_USERNAME: username,
  KAFKA_SASL_PASSWORD: password,
});
const to = (address: string, protocol: string): Environment => ({
  KAFKA_BOOTSTRAP_SERVERS: address,
  KAFKA_SECURITY_PROTOCOL: protocol,
});

const rows: readonly Row[] = [
  {
    name: 'SCRAM over TLS',
    settings: (kafka, { ca }) => ({
      ...to(kafka.saslSsl, 'SASL_SSL'),
      ...sasl('SCRAM-SHA-512', kafka.scramUser),
      KAFKA_SSL_CA_FILE: ca,
    }),
  },
  {
    name: 'PLAIN over TLS',
    settings: (kafka, { ca }) => ({
      ...to(kafka.saslSsl, 'SASL_SSL'),
      ...sasl('PLAIN', kafka.plainUser),
      KAFKA_SSL_CA_FILE: ca,
    }),
  },
  {
    name: 'SCRAM without TLS',
    settings: (kafka) => ({ ...to(kafka.saslPlaintext, 'SASL_PLAINTEXT'), ...sasl('SCRAM-SHA-512', kafka.scramUser) }),
  },
  {
    name: 'mutual TLS',
    settings: (kafka, files) => ({
      ...to(kafka.ssl, 'SSL'),
      KAFKA_SSL_CA_FILE: files.ca,
      KAFKA_SSL_CERT_FILE: files.clientCert,
      KAFKA_SSL_KEY_FILE: files.clientKey,
    }),
  },
  {
    name: 'wrong SCRAM password',
    settings: (kafka, { ca }) => ({
      ...to(kafka.saslSsl, 'SASL_SSL'),
      ...sasl('SCRAM-SHA-512', { ...kafka.scramUser, password: 'not-the-secret' }),
      KAFKA_SSL_CA_FILE: ca,
    }),
    says: 'refused the login',
    names: 'KAFKA_SASL_PASSWORD',
  },
  {
    name: 'wrong PLAIN password',
    settings: (kafka) => ({
      ...to(kafka.saslPlaintext, 'SASL_PLAINTEXT'),
      ...sasl('PLAIN', { ...kafka.plainUser, password: 'not-the-secret' }),
    }),
    says: 'refused the login',
    names: 'KAFKA_SASL_PASSWORD',
  },
  {
    name: 'a mechanism that is off',
    settings: (kafka, { ca }) => ({
      ...to(kafka.saslSsl, 'SASL_SSL'),
      ...sasl('SCRAM-SHA-256', kafka.scramUser),
      KAFKA_SSL_CA_FILE: ca,
    }),
    says: 'does not offer the SASL mechanism',
    names: 'KAFKA_SASL_MECHANISM',
  },
  {
    name: 'unknown CA',
    settings: (kafka, { otherCa }) => ({
      ...to(kafka.saslSsl, 'SASL_SSL'),
      ...sasl('PLAIN', kafka.plainUser),
      KAFKA_SSL_CA_FILE: otherCa,
    }),
    says: 'certificate of an unknown authority',
    names: 'KAFKA_SSL_CA_FILE',
  },
  {
    name: 'no CA at all',
    settings: (kafka) => to(kafka.ssl, 'SSL'),
    says: 'certificate of an unknown authority',
    names: 'KAFKA_SSL_CA_FILE',
  },
  {
    name: 'client certificate missing',
    settings: (kafka, { ca }) => ({ ...to(kafka.ssl, 'SSL'), KAFKA_SSL_CA_FILE: ca }),
    says: 'wants a client certificate',
    names: 'KAFKA_SSL_CERT_FILE',
  },
  {
    name: 'TLS to a plaintext listener',
    settings: (kafka, { ca }) => ({ ...to(kafka.plaintext, 'SSL'), KAFKA_SSL_CA_FILE: ca }),
    says: 'does not speak TLS',
    names: 'KAFKA_SECURITY_PROTOCOL',
  },
  {
    name: 'plaintext to a TLS listener',
    settings: (kafka) => to(kafka.ssl, 'PLAINTEXT'),
    says: 'expects TLS',
    names: 'KAFKA_SECURITY_PROTOCOL',
  },
  {
    name: 'plaintext to a SASL_SSL listener',
    settings: (kafka) => to(kafka.saslSsl, 'PLAINTEXT'),
    says: 'expects TLS',
    names: 'KAFKA_SECURITY_PROTOCOL',
  },
  {
    name: 'no SASL to a SASL listener',
    settings: (kafka) => to(kafka.saslPlaintext, 'PLAINTEXT'),
    says: 'hung up on a client that did not log in',
    names: 'KAFKA_SASL_MECHANISM',
  },
  {
    name: 'SASL to a plaintext listener',
    settings: (kafka) => ({ ...to(kafka.plaintext, 'SASL_PLAINTEXT'), ...sasl('PLAIN', kafka.plainUser) }),
    says: 'does not expect a login',
    names: 'KAFKA_SECURITY_PROTOCOL',
  },
  {
    name: 'TLS without SASL to a SASL_SSL listener',
    settings: (kafka, { ca }) => ({ ...to(kafka.saslSsl, 'SSL'), KAFKA_SSL_CA_FILE: ca }),
    says: 'hung up on a client that did not log in',
    names: 'SASL_SSL',
  },
  {
    name: 'SASL without TLS to a SASL_SSL listener',
    settings: (kafka) => ({ ...to(kafka.saslSsl, 'SASL_PLAINTEXT'), ...sasl('PLAIN', kafka.plainUser) }),
    says: 'expects TLS',
    names: 'KAFKA_SECURITY_PROTOCOL',
  },
  {
    name: 'SASL over TLS to a listener without TLS',
    settings: (kafka, { ca }) => ({
      ...to(kafka.saslPlaintext, 'SASL_SSL'),
      ...sasl('PLAIN', kafka.plainUser),
      KAFKA_SSL_CA_FILE: ca,
    }),
    says: 'does not speak TLS',
    names: 'KAFKA_SECURITY_PROTOCOL',
  },
  {
    name: 'SASL over TLS to a listener without SASL',
    settings: (kafka, files) => ({
      ...to(kafka.ssl, 'SASL_SSL'),
      ...sasl('PLAIN', kafka.plainUser),
      KAFKA_SSL_CA_FILE: files.ca,
      KAFKA_SSL_CERT_FILE: files.clientCert,
      KAFKA_SSL_KEY_FILE: files.clientKey,
    }),
    says: 'does not expect a login',
    names: 'KAFKA_SECURITY_PROTOCOL',
  },
  {
    name: 'the key of another certificate',
    settings: (kafka, files) => ({
      ...to(kafka.ssl, 'SSL'),
      KAFKA_SSL_CA_FILE: files.ca,
      KAFKA_SSL_CERT_FILE: files.ca,
      KAFKA_SSL_KEY_FILE: files.clientKey,
    }),
    says: 'a certificate or key file can not be used',
    names: 'KAFKA_SSL_KEY_FILE',
  },
  {
    name: 'a host name that the certificate does not have',
    settings: (_kafka, { ca }, proxy) => ({ ...to(proxy, 'SSL'), KAFKA_SSL_CA_FILE: ca }),
    says: 'certificate for another host name',
    names: 'KAFKA_SSL_ENDPOINT_IDENTIFICATION',
  },
  {
    name: 'refused',
    settings: () => to('127.0.0.1:1', 'PLAINTEXT'),
    says: 'refused the connection',
    names: 'KAFKA_BOOTSTRAP_SERVERS',
  },
  { name: 'unknown name', settings: () => to('no-such-host.invalid:9092', 'PLAINTEXT'), says: 'does not resolve' },
];

/** Passes bytes on from a free port of `host`. */
async function startProxy(host: string, target: string) {
  const { host: targetHost, port: targetPort } = parseBootstrapServer(target);
  const server = createServer((client) => {
    const broker = connect(targetPort, targetHost);
    client.on('error', () => broker.destroy());
    broker.on('error', () => client.destroy());
    client.pipe(broker).pipe(client);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  return { address: `${host}:${bound.port}`, stop: () => void server.close() };
}

describeLive('each way to connect, and each mistake', ['java', 'maven', 'openssl'], () => {
  const kafka = withSecuredKafka();
  let folder: string;
  let files: Files;

  let proxy: { readonly address: string; readonly stop: () => void };

  beforeAll(async () => {
    proxy = await startProxy('127.0.0.2', kafka().ssl);
    folder = mkdtempSync(join(tmpdir(), 'kafka-architect-'));
    const { ca, otherCa, clientCert, clientKey } = kafka().pem;
    const write = (name: string, text: string) => {
      const file = join(folder, `${name}.pem`);
      writeFileSync(file, text);
      return file;
    };
    files = {
      ca: write('ca', ca),
      otherCa: write('other-ca', otherCa),
      clientCert: write('cert', clientCert),
      clientKey: write('key', clientKey),
    };
  });
  afterAll(() => {
    proxy?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(rows)('$name', async ({ settings, says, names }) => {
    const environment = settings(kafka(), files, proxy.address);
    const client = await connectClient(environment);
    try {
      const status = await client.call('kafka_server_status');
      const lag = await client.call('kafka_diagnose_lag');
      const [system] = status.content.systems;
      for (const answer of [status, lag]) {
        expect(answer.ms).toBeLessThan(5_000);
        const password = environment.KAFKA_SASL_PASSWORD;
        if (password !== undefined) expect(answer.text).not.toContain(password);
        expect(answer.text).not.toContain('PRIVATE KEY');
      }
      if (says === undefined) {
        expect({ status: system.status, problems: status.content.problems, isError: lag.isError }).toEqual({
          status: 'reachable',
          problems: [],
          isError: false,
        });
        expect(system.found).toContain('Kafka 4.3');
        return;
      }
      expect({ status: system.status, isError: lag.isError }).toEqual({ status: 'unreachable', isError: true });
      for (const answer of [status, lag]) {
        expect(answer.text).toContain(says);
        if (names !== undefined) expect(answer.text).toContain(names);
      }
    } finally {
      await client.close();
    }
  });
});
