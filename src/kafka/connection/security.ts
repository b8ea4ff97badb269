import type { ConnectionOptions } from 'node:tls';
import type { SASLOptions } from 'kafkajs';
import type { KafkaSettings } from '../../config/settings.ts';

/** The settings in the words of kafkajs and of Node's TLS. */
export interface Security {
  readonly ssl: ConnectionOptions | undefined;
  readonly sasl: SASLOptions | undefined;
}

export function security({ securityProtocol, tls, sasl }: KafkaSettings): Security {
  const encrypted = securityProtocol === 'SSL' || securityProtocol === 'SASL_SSL';
  return { ssl: encrypted ? tlsOptions(tls) : undefined, sasl: sasl === null ? undefined : saslOptions(sasl) };
}

/** kafkajs adds the server name, for hosts that are not IP addresses. */
function tlsOptions(tls: KafkaSettings['tls']): ConnectionOptions {
  return {
    ...(tls?.ca != null && { ca: tls.ca }),
    ...(tls?.cert != null && { cert: tls.cert }),
    ...(tls?.key != null && { key: tls.key }),
    ...(tls?.keyPassword != null && { passphrase: tls.keyPassword }),
    // The chain is still checked: only the name in the certificate may differ.
    ...(tls?.checkHostname === false && { checkServerIdentity: () => undefined }),
  };
}

function saslOptions({ mechanism, username, password }: NonNullable<KafkaSettings['sasl']>): SASLOptions {
  switch (mechanism) {
    case 'PLAIN':
      return { mechanism: 'plain', username, password };
    case 'SCRAM-SHA-256':
      return { mechanism: 'scram-sha-256', username, password };
    case 'SCRAM-SHA-512':
      return { mechanism: 'scram-sha-512', username, password };
  }
}
