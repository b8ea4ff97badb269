import type { KafkaSettings } from '../../config/settings.ts';
import type { CallPhase } from '../connection/errors.ts';
import { hasCode, isNamed, type Symptoms, says } from './causes.ts';

/** Everything a failed connection is recognised by. */
export interface FailedConnection {
  readonly symptoms: Symptoms;
  readonly timedOut: boolean;
  readonly phase: CallPhase;
  /** null when the error alone is to be judged. */
  readonly settings: Pick<KafkaSettings, 'sasl' | 'tls'> | null;
  /** What the TLS probe found; null when there was none, or it could not tell. */
  readonly speaksTls: boolean | null;
}

/** One mistake: how it is recognised, and what to tell. `did` follows the name of the broker. */
export interface FailureKind {
  readonly id: string;
  matches(failed: FailedConnection): boolean;
  readonly did: string;
  readonly likelyCause: string;
  readonly nextStep: string;
}

const usesTls = ({ settings }: FailedConnection) => settings !== null && settings.tls !== null;
const lacksLogin = ({ settings }: FailedConnection) => settings !== null && settings.sasl === null;
/** Hung up without a word. */
const closed = (symptoms: Symptoms) =>
  says(symptoms, /closed connection|socket (was|has been) closed|connection (was )?closed/i) ||
  hasCode(symptoms, 'ECONNRESET', 'EPIPE');

/** Whether only a TLS hello tells what this is: a plaintext client was turned away before it got an answer. */
export const needsProbe = ({ symptoms, timedOut, phase, settings }: FailedConnection): boolean =>
  settings?.tls === null &&
  !timedOut &&
  phase === 'connect' &&
  (closed(symptoms) || isNamed(symptoms, 'ForeignBytesError'));

/**
 * The mistakes, first match wins. What each looks like through kafkajs 2.2.4 was seen on a real Kafka 4.3.1 broker with
 * PLAINTEXT, SSL, SASL_PLAINTEXT and SASL_SSL listeners.
 */
const failureKinds: readonly FailureKind[] = [
  {
    id: 'internals',
    matches: ({ symptoms }) => isNamed(symptoms, 'KafkajsInternalsMissing'),
    did: 'was not asked: this installation has another kafkajs than 2.2.4',
    likelyCause: 'The installed kafkajs package was replaced or updated.',
    nextStep: 'Reinstall kafka-architect-mcp as published.',
  },
  {
    id: 'key-password',
    matches: ({ symptoms }) =>
      hasCode(symptoms, 'ERR_OSSL_BAD_DECRYPT', 'ERR_OSSL_EVP_BAD_DECRYPT') ||
      says(symptoms, /bad decrypt|bad password read|interrupted or cancelled/i),
    did: 'was not asked: the client key can not be decrypted',
    likelyCause: 'KAFKA_SSL_KEY_PASSWORD is missing or wrong.',
    nextStep: 'Set the password of the key in KAFKA_SSL_KEY_PASSWORD (ssl.key.password).',
  },
  {
    id: 'unusable-pem',
    matches: ({ symptoms }) =>
      says(symptoms, /no start line|PEM lib|PEM routines|DECODER routines|key values mismatch|asn1/i),
    did: 'was not asked: a certificate or key file can not be used',
    likelyCause: 'A PEM file is damaged, holds something else, or the key does not belong to the certificate.',
    nextStep: 'Check KAFKA_SSL_CA_FILE, KAFKA_SSL_CERT_FILE and KAFKA_SSL_KEY_FILE with openssl x509 and openssl pkey.',
  },
  {
    id: 'unknown-host',
    matches: ({ symptoms }) => hasCode(symptoms, 'ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL'),
    did: 'could not be reached: its host name does not resolve here',
    likelyCause: 'The name is misspelt, or known only inside another network (a container or Kubernetes service name).',
    nextStep:
      'Use a name or address that resolves on this machine; for a container publish a listener with such an address in advertised.listeners.',
  },
  {
    id: 'refused',
    matches: ({ symptoms }) => hasCode(symptoms, 'ECONNREFUSED'),
    did: 'refused the connection',
    likelyCause: 'Nothing listens there: the broker is down, or the port is another.',
    nextStep: 'Start the broker, or correct host and port in KAFKA_BOOTSTRAP_SERVERS.',
  },
  {
    id: 'no-route',
    matches: ({ symptoms }) => hasCode(symptoms, 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'EADDRNOTAVAIL'),
    did: 'can not be reached from here',
    likelyCause: 'There is no route to that address: a VPN, a firewall, or an address of another network.',
    nextStep: 'Connect the VPN, or use an address that is reachable from this machine.',
  },
  {
    id: 'wrong-mechanism',
    matches: ({ symptoms }) =>
      says(
        symptoms,
        /does not support the requested SASL mechanism|mechanism is not supported by the server|UNSUPPORTED_SASL_MECHANISM/i,
      ),
    did: 'does not offer the SASL mechanism',
    likelyCause: 'KAFKA_SASL_MECHANISM names one that this listener has not enabled.',
    nextStep:
      "Set KAFKA_SASL_MECHANISM to one of the broker's sasl.enabled.mechanisms (PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512).",
  },
  {
    id: 'wrong-password',
    matches: ({ symptoms }) => isNamed(symptoms, 'KafkaJSSASLAuthenticationError'),
    did: 'refused the login',
    likelyCause: 'The user name or the password is wrong, or the user does not exist for this mechanism.',
    nextStep:
      'Check KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD and KAFKA_SASL_MECHANISM together: a SCRAM user has to be created for exactly that mechanism.',
  },
  {
    id: 'sasl-on-plaintext-listener',
    matches: ({ symptoms }) => says(symptoms, /not valid given the current SASL state|ILLEGAL_SASL_STATE/i),
    did: 'does not expect a login on this port',
    likelyCause: 'The listener has no SASL, while the settings ask for it.',
    nextStep: 'Use the port of the SASL listener, or set KAFKA_SECURITY_PROTOCOL to PLAINTEXT or SSL.',
  },
  {
    id: 'unknown-ca',
    matches: ({ symptoms }) =>
      hasCode(
        symptoms,
        'SELF_SIGNED_CERT_IN_CHAIN',
        'DEPTH_ZERO_SELF_SIGNED_CERT',
        'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
        'UNABLE_TO_GET_ISSUER_CERT',
        'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
        'CERT_UNTRUSTED',
      ),
    did: 'shows a certificate of an unknown authority',
    likelyCause: 'The certificate authority that signed the broker is not trusted here.',
    nextStep:
      'Set KAFKA_SSL_CA_FILE to the PEM file of that authority (ssl.truststore.location with ssl.truststore.type=PEM).',
  },
  {
    id: 'expired-certificate',
    matches: ({ symptoms }) => hasCode(symptoms, 'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'),
    did: 'shows a certificate that is expired or not yet valid',
    likelyCause: "The broker's certificate was not renewed, or a clock is wrong.",
    nextStep: 'Renew the certificate of the broker, or correct the clock of this machine.',
  },
  {
    id: 'host-name-mismatch',
    matches: ({ symptoms }) => hasCode(symptoms, 'ERR_TLS_CERT_ALTNAME_INVALID'),
    did: 'shows a certificate for another host name',
    likelyCause: 'The address in the settings or in advertised.listeners is not among the names in the certificate.',
    nextStep:
      'Use a name that the certificate has; KAFKA_SSL_ENDPOINT_IDENTIFICATION=none switches the check off, and with it the proof of who answers.',
  },
  {
    id: 'client-certificate',
    matches: ({ symptoms }) =>
      symptoms.codes.some((code) =>
        /^ERR_SSL_.*(BAD_CERTIFICATE|CERTIFICATE_REQUIRED|CERTIFICATE_UNKNOWN|UNKNOWN_CA)$/.test(code),
      ) || says(symptoms, /alert (bad certificate|certificate required|unknown ca|certificate unknown)/i),
    did: 'wants a client certificate that it trusts',
    likelyCause: 'The listener asks for mutual TLS (ssl.client.auth=required), and no accepted certificate was sent.',
    nextStep:
      'Set KAFKA_SSL_CERT_FILE and KAFKA_SSL_KEY_FILE to a certificate that the authority of the brokers has signed.',
  },
  {
    id: 'tls-handshake',
    matches: ({ symptoms }) =>
      symptoms.codes.some((code) => /^ERR_SSL_.*ALERT|^ERR_SSL_UNSUPPORTED_PROTOCOL$/.test(code)) ||
      says(symptoms, /alert (handshake failure|protocol version|internal error|unrecognized name)/i),
    did: 'broke off the TLS handshake',
    likelyCause:
      'Both sides share no TLS version or cipher, the broker does not know the host name that was asked for, or it wants a client certificate.',
    nextStep:
      "Compare ssl.enabled.protocols and ssl.cipher.suites of the listener with TLS 1.2 and 1.3, use the broker's own host name, and set KAFKA_SSL_CERT_FILE and KAFKA_SSL_KEY_FILE if it asks for mutual TLS.",
  },
  {
    id: 'tls-to-plaintext',
    matches: (failed) =>
      usesTls(failed) &&
      (says(failed.symptoms, /before secure TLS connection|wrong version number|packet length too long/i) ||
        hasCode(failed.symptoms, 'ERR_SSL_WRONG_VERSION_NUMBER', 'EPROTO')),
    did: 'does not speak TLS on this port',
    likelyCause: 'The settings ask for TLS, and the listener is plaintext.',
    nextStep: 'Use the port of the TLS listener, or set KAFKA_SECURITY_PROTOCOL to PLAINTEXT or SASL_PLAINTEXT.',
  },
  {
    id: 'foreign',
    matches: ({ symptoms, speaksTls }) => isNamed(symptoms, 'ForeignBytesError') && speaksTls !== true,
    did: 'does not speak Kafka on this port',
    likelyCause: 'The port belongs to something else, such as a REST proxy, a registry or a web server.',
    nextStep: 'Correct the port in KAFKA_BOOTSTRAP_SERVERS; brokers listen on 9092 or 9093 by default.',
  },
  {
    id: 'plaintext-to-tls',
    matches: (failed) => !usesTls(failed) && failed.speaksTls === true,
    did: 'expects TLS on this port',
    likelyCause: 'The listener is SSL or SASL_SSL, and the settings say plaintext.',
    nextStep: 'Set KAFKA_SECURITY_PROTOCOL to SSL or SASL_SSL, and KAFKA_SSL_CA_FILE if the authority is your own.',
  },
  {
    // A SASL listener tells its versions to anyone and hangs up on the next request.
    id: 'login-expected',
    matches: (failed) => lacksLogin(failed) && failed.phase === 'request' && closed(failed.symptoms),
    did: 'hung up on a client that did not log in',
    likelyCause:
      'The listener wants a SASL login, and the settings have none. A broker that is just stopping does the same.',
    nextStep:
      'Set KAFKA_SECURITY_PROTOCOL to SASL_PLAINTEXT (SASL_SSL where it is SSL now), KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD, or use the port of another listener.',
  },
  {
    id: 'too-old',
    matches: ({ symptoms }) => isNamed(symptoms, 'NoCommonVersionError'),
    did: 'does not offer a request that this server needs',
    likelyCause: 'The broker is older than Kafka 3.0, or a proxy in front of it leaves requests out.',
    nextStep: 'Upgrade the broker, or connect to it without the proxy.',
  },
  {
    id: 'protocol',
    matches: ({ symptoms }) => isNamed(symptoms, 'ProtocolError'),
    did: 'sent an answer that could not be read',
    likelyCause:
      'Something between here and the broker changes messages, or the broker is newer than this server knows.',
    nextStep: 'Connect without a proxy; if it stays, report it with the lines on standard error.',
  },
  {
    id: 'silent',
    matches: ({ timedOut, symptoms }) => timedOut || hasCode(symptoms, 'ETIMEDOUT'),
    did: 'did not answer in time',
    likelyCause:
      'A firewall drops packets, the broker hangs or is overloaded, or the address belongs to another network.',
    nextStep:
      'Test the port from this machine (nc -vz HOST PORT); if it opens, look at the broker: a process that hangs still accepts connections.',
  },
  {
    id: 'closed',
    matches: ({ symptoms }) => closed(symptoms),
    did: 'closed the connection',
    likelyCause:
      'The broker is stopping or restarting, a proxy or port mapping has nothing behind it, a firewall cut the connection, or the listener expects another security protocol.',
    nextStep:
      'Check that the broker listens behind this port, look at its log for this moment, and compare KAFKA_SECURITY_PROTOCOL with its listeners.',
  },
];

/** What is told when nothing is recognised: its own words may hold anything. */
const unrecognised: FailureKind = {
  id: 'other',
  matches: () => true,
  did: 'could not be reached',
  likelyCause: 'The connection failed in a way that this server does not know.',
  nextStep:
    'Check address and security settings; with KAFKA_ARCHITECT_LOG_LEVEL=debug the details are logged on standard error.',
};

export const kindOf = (failed: FailedConnection): FailureKind =>
  failureKinds.find((kind) => kind.matches(failed)) ?? unrecognised;
