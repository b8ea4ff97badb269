import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { KafkaSettings } from '../../src/config/settings.ts';
import { KnownFailure } from '../../src/failure.ts';
import {
  BootstrapError,
  BrokerCallError,
  DeadlineError,
  ForeignBytesError,
} from '../../src/kafka/connection/errors.ts';
import { explainBrokerFailure, unreachable } from '../../src/kafka/failures/failures.ts';
import { speaksTls } from '../../src/kafka/tls-probe.ts';

const address = { nodeId: null, host: '127.0.0.1', port: 1 };
const failed = (cause: unknown, phase: 'connect' | 'authenticate' | 'request' = 'connect') =>
  new BrokerCallError({ address, phase, apiName: null }, cause);
const coded = (code: string, message = code) => Object.assign(new Error(message), { code });
const named = (name: string, message: string) => Object.assign(new Error(message), { name });
const plaintext: KafkaSettings = {
  bootstrapServers: ['127.0.0.1:1'],
  securityProtocol: 'PLAINTEXT',
  sasl: null,
  tls: null,
};
const tls: KafkaSettings = {
  ...plaintext,
  securityProtocol: 'SSL',
  tls: { ca: null, cert: null, key: null, keyPassword: null, checkHostname: true },
};
const signal = new AbortController().signal;

/** Causes as kafkajs 2.2.4 and Node report them; seen on a real broker where the live test has a row for it. */
test.each<[string, unknown, KafkaSettings, string]>([
  ['refused', coded('ECONNREFUSED'), plaintext, 'refused the connection'],
  ['unknown name', coded('ENOTFOUND'), plaintext, 'does not resolve here'],
  ['no route', coded('EHOSTUNREACH'), plaintext, 'can not be reached from here'],
  ['silent', new DeadlineError(3_000), plaintext, 'did not answer in time'],
  ['unknown CA', coded('SELF_SIGNED_CERT_IN_CHAIN'), tls, 'unknown authority'],
  ['expired', coded('CERT_HAS_EXPIRED'), tls, 'expired or not yet valid'],
  ['other host', coded('ERR_TLS_CERT_ALTNAME_INVALID'), tls, 'another host name'],
  ['client certificate', coded('ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE'), tls, 'wants a client certificate'],
  [
    'TLS to plaintext',
    coded('ECONNRESET', 'Client network socket disconnected before secure TLS connection was established'),
    tls,
    'does not speak TLS',
  ],
  [
    'wrong password',
    named('KafkaJSSASLAuthenticationError', 'invalid credentials with SASL mechanism SCRAM-SHA-512'),
    tls,
    'refused the login',
  ],
  [
    'mechanism',
    named('KafkaJSProtocolError', 'The broker does not support the requested SASL mechanism'),
    tls,
    'does not offer the SASL mechanism',
  ],
  [
    'SASL to plaintext',
    named('KafkaJSProtocolError', 'Request is not valid given the current SASL state'),
    tls,
    'does not expect a login',
  ],
  ['not Kafka', new ForeignBytesError('starts with "HTTP/1.1"'), plaintext, 'does not speak Kafka'],
  ['key password', coded('ERR_OSSL_BAD_DECRYPT'), tls, 'can not be decrypted'],
  ['bad PEM', new Error('error:0909006C:PEM routines:get_name:no start line'), tls, 'certificate or key file'],
  [
    'mechanism missing in the list',
    named('KafkaJSSASLAuthenticationError', 'SASL PLAIN mechanism is not supported by the server'),
    tls,
    'does not offer the SASL mechanism',
  ],
  ['self-signed', coded('DEPTH_ZERO_SELF_SIGNED_CERT'), tls, 'unknown authority'],
  ['not yet valid', coded('CERT_NOT_YET_VALID'), tls, 'expired or not yet valid'],
  [
    'client certificate, TLS 1.3',
    coded('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'),
    tls,
    'wants a client certificate',
  ],
  ['no common TLS version', coded('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'), tls, 'broke off the TLS handshake'],
  [
    'handshake alert under EPROTO',
    coded('EPROTO', 'write EPROTO 00:error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:'),
    tls,
    'broke off the TLS handshake',
  ],
  ['TLS to something else', coded('ERR_SSL_WRONG_VERSION_NUMBER'), tls, 'does not speak TLS'],
  [
    'no password for the key',
    new Error('Failed to connect: error:07880109:common libcrypto routines::interrupted or cancelled'),
    tls,
    'can not be decrypted',
  ],
  [
    'key of another certificate',
    new Error('error:05800074:x509 certificate routines::key values mismatch'),
    tls,
    'certificate or key file',
  ],
  ['reset', coded('ECONNRESET'), tls, 'closed the connection'],
  ['TCP timeout', coded('ETIMEDOUT'), plaintext, 'did not answer in time'],
  ['kafkajs internals', named('KafkajsInternalsMissing', 'missing: x'), plaintext, 'another kafkajs than 2.2.4'],
  ['too old', named('NoCommonVersionError', 'Metadata: …'), plaintext, 'does not offer a request'],
  ['unreadable', named('ProtocolError', 'Metadata v9 response'), plaintext, 'could not be read'],
  ['anything else', new Error('a secret detail'), tls, 'could not be reached'],
])('%s', async (_name, cause, settings, did) => {
  const error = failed(cause);
  const explained = await unreachable(new BootstrapError([error]), settings, signal);
  expect(explained).toBeInstanceOf(KnownFailure);
  if (!(explained instanceof KnownFailure)) return;
  expect(explained.what).toContain('127.0.0.1:1 ');
  expect(explained.what).toContain(did);
  expect(`${explained.what}${explained.likelyCause}${explained.nextStep}`).not.toContain('secret detail');
});

test('several servers: each is named, equal causes are told once', async () => {
  const attempts = [1, 2].map(
    (port) =>
      new BrokerCallError({ address: { ...address, port }, phase: 'connect', apiName: null }, coded('ECONNREFUSED')),
  );
  const explained = await unreachable(new BootstrapError(attempts), plaintext, signal);
  expect(explained).toMatchObject({
    what: expect.stringMatching(/:1 refused.*:2 refused/),
    likelyCause: expect.stringMatching(/^Nothing listens there[^.]*\.$/),
  });
});

test.each<[string, KafkaSettings, 'connect' | 'request', string]>([
  ['before anything was answered', plaintext, 'connect', 'closed the connection'],
  ['after versions were told', plaintext, 'request', 'hung up on a client that did not log in'],
  ['after versions were told, with TLS', tls, 'request', 'hung up on a client that did not log in'],
  [
    'after the login',
    { ...plaintext, sasl: { mechanism: 'PLAIN', username: 'u', password: 'p' } },
    'request',
    'closed the connection',
  ],
])('closed %s', async (_name, settings, phase, did) => {
  const explained = await unreachable(failed(new Error('Closed connection'), phase), settings, signal);
  expect(explained).toMatchObject({ what: expect.stringContaining(did) });
});

test('a gap does not guess from settings that it does not know', () => {
  expect(explainBrokerFailure(failed(new Error('Closed connection'), 'request'))).toBe('closed the connection');
});

test('a gap says what the broker did', () => {
  expect(explainBrokerFailure(failed(coded('ECONNREFUSED')))).toBe('refused the connection');
  expect(explainBrokerFailure(new TypeError('bug'))).toBe('failed unexpectedly');
});

test('an error that is not about a connection is left alone', async () => {
  const error = new TypeError('bug');
  expect(await unreachable(error, plaintext, signal)).toBe(error);
});

describe('the TLS probe', () => {
  test('of a port where nothing listens any more can not tell', async () => {
    expect(await speaksTls(address, signal)).toBe(null);
  });

  let server: Server | null = null;
  afterEach(() => server?.close());

  test.each<[string, (socket: import('node:net').Socket) => void, boolean | null]>([
    ['hangs up', (socket) => socket.destroy(), false],
    ['answers something else', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), false],
    ['is silent', () => {}, null],
  ])('of a server that %s', async (_name, behave, expected) => {
    server = createServer((socket) => {
      socket.on('error', () => {});
      behave(socket);
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const bound = server.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    expect(await speaksTls({ nodeId: null, host: '127.0.0.1', port }, signal)).toBe(expected);
  });
});
