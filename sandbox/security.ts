import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunningKafka, startKafka } from './kafka.ts';
import { runCommand, temporaryFolder } from './processes.ts';

/** One address for each way to connect, and what each of them asks for. All certificates and passwords are throw-away. */
export interface SecuredKafka {
  readonly kafka: RunningKafka;
  readonly plaintext: string;
  /** TLS, then a password: SCRAM-SHA-512 or PLAIN. */
  readonly saslSsl: string;
  /** TLS with a client certificate, no password. */
  readonly ssl: string;
  readonly saslPlaintext: string;
  /** Known to SCRAM-SHA-512. */
  readonly scramUser: Credentials;
  /** Known to PLAIN. */
  readonly plainUser: Credentials;
  /** PEM texts. `otherCa` signed nothing here: a client that trusts only it must refuse the broker. */
  readonly pem: {
    readonly ca: string;
    readonly otherCa: string;
    readonly clientCert: string;
    readonly clientKey: string;
  };
  stop(): Promise<void>;
}

interface Credentials {
  readonly username: string;
  readonly password: string;
}

const scramUser = { username: 'alice', password: 'alice-secret' };
const plainUser = { username: 'bob', password: 'bob-secret' };

/** Starts one broker with a listener of every security protocol. */
export async function startSecuredKafka(): Promise<SecuredKafka> {
  const folder = await temporaryFolder();
  try {
    const pem = await makeCertificates(folder.path);
    const kafka = await startKafka({
      listeners: [
        { name: 'SASL_SSL', protocol: 'SASL_SSL', host: 'localhost' },
        { name: 'SSL', protocol: 'SSL', host: 'localhost' },
        { name: 'SASL_PLAINTEXT', protocol: 'SASL_PLAINTEXT', host: '127.0.0.1' },
      ],
      scramUsers: [{ name: scramUser.username, password: scramUser.password }],
      properties: securityProperties(join(folder.path, 'broker.pem'), join(folder.path, 'ca.crt')),
    });
    const port = (listener: string) => kafka.brokers[0]?.listenerPorts[listener];
    return {
      kafka,
      plaintext: kafka.bootstrapServers,
      saslSsl: `localhost:${port('SASL_SSL')}`,
      ssl: `localhost:${port('SSL')}`,
      saslPlaintext: `127.0.0.1:${port('SASL_PLAINTEXT')}`,
      scramUser,
      plainUser,
      pem,
      async stop() {
        await kafka.stop();
        await folder.remove();
      },
    };
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

function securityProperties(keystore: string, truststore: string): Record<string, string> {
  const login = 'org.apache.kafka.common.security';
  const plain = `${login}.plain.PlainLoginModule required user_${plainUser.username}="${plainUser.password}";`;
  const scram = `${login}.scram.ScramLoginModule required;`;
  return {
    'sasl.enabled.mechanisms': 'SCRAM-SHA-512,PLAIN',
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': keystore,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': truststore,
    'listener.name.ssl.ssl.client.auth': 'required',
    'listener.name.sasl_ssl.plain.sasl.jaas.config': plain,
    'listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config': scram,
    'listener.name.sasl_plaintext.plain.sasl.jaas.config': plain,
    'listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config': scram,
  };
}

/** A CA, the broker's and a client's certificate from it, and a CA of a stranger. `broker.pem` is the broker's keystore. */
async function makeCertificates(folder: string): Promise<SecuredKafka['pem']> {
  const read = (name: string) => readFile(join(folder, name), 'utf8');
  await selfSigned(folder, 'ca', 'Sandbox CA');
  await selfSigned(folder, 'other-ca', 'Another CA');
  await signed(folder, 'broker', 'localhost', 'subjectAltName=DNS:localhost,IP:127.0.0.1');
  await signed(folder, 'client', 'client', 'extendedKeyUsage=clientAuth');
  const ca = await read('ca.crt');
  await writeFile(join(folder, 'broker.pem'), `${await read('broker.key')}${await read('broker.crt')}${ca}`);
  return {
    ca,
    otherCa: await read('other-ca.crt'),
    clientCert: await read('client.crt'),
    clientKey: await read('client.key'),
  };
}

const newKey = ['-newkey', 'rsa:2048', '-nodes'];

async function selfSigned(folder: string, name: string, commonName: string): Promise<void> {
  const files = ['-keyout', `${name}.key`, '-out', `${name}.crt`];
  await openssl(folder, ['req', '-x509', ...newKey, '-days', '2', '-subj', `/CN=${commonName}`, ...files]);
}

async function signed(folder: string, name: string, commonName: string, extension: string): Promise<void> {
  await openssl(folder, [
    'req',
    ...newKey,
    '-subj',
    `/CN=${commonName}`,
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.csr`,
  ]);
  await writeFile(join(folder, `${name}.ext`), `${extension}\n`);
  const request = ['-req', '-in', `${name}.csr`, '-out', `${name}.crt`, '-extfile', `${name}.ext`];
  await openssl(folder, ['x509', ...request, '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2']);
}

async function openssl(cwd: string, args: readonly string[]): Promise<void> {
  const { code, stderr } = await runCommand('openssl', args, { cwd, timeoutMs: 60_000 });
  if (code !== 0) throw new Error(`openssl ${args[0]} failed: ${stderr.trim()}`);
}
