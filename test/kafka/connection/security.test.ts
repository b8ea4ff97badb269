import { describe, expect, it } from 'vitest';
import type { KafkaSettings } from '../../../src/config/settings.ts';
import { security } from '../../../src/kafka/connection/security.ts';

const plain: KafkaSettings = { bootstrapServers: ['a:1'], securityProtocol: 'PLAINTEXT', sasl: null, tls: null };
const tls = { ca: null, cert: null, key: null, keyPassword: null, checkHostname: true };
const login = { username: 'alice', password: 'secret' };

describe('security', () => {
  it.each<[string, KafkaSettings, unknown]>([
    ['PLAINTEXT', plain, { ssl: undefined, sasl: undefined }],
    ['SSL with the system CAs', { ...plain, securityProtocol: 'SSL', tls }, { ssl: {}, sasl: undefined }],
    [
      'SSL with a client certificate',
      { ...plain, securityProtocol: 'SSL', tls: { ...tls, ca: 'CA', cert: 'CERT', key: 'KEY', keyPassword: 'pw' } },
      { ssl: { ca: 'CA', cert: 'CERT', key: 'KEY', passphrase: 'pw' }, sasl: undefined },
    ],
    [
      'SASL_PLAINTEXT, PLAIN',
      { ...plain, securityProtocol: 'SASL_PLAINTEXT', sasl: { mechanism: 'PLAIN', ...login } },
      { ssl: undefined, sasl: { mechanism: 'plain', ...login } },
    ],
    [
      'SASL_SSL, SCRAM-SHA-256',
      { ...plain, securityProtocol: 'SASL_SSL', tls, sasl: { mechanism: 'SCRAM-SHA-256', ...login } },
      { ssl: {}, sasl: { mechanism: 'scram-sha-256', ...login } },
    ],
    [
      'SASL_SSL, SCRAM-SHA-512',
      { ...plain, securityProtocol: 'SASL_SSL', tls, sasl: { mechanism: 'SCRAM-SHA-512', ...login } },
      { ssl: {}, sasl: { mechanism: 'scram-sha-512', ...login } },
    ],
  ])('%s', (_, settings, expected) => {
    expect(security(settings)).toEqual(expected);
  });

  it('without a check of the host name the chain is still checked', () => {
    const { ssl } = security({ ...plain, securityProtocol: 'SSL', tls: { ...tls, checkHostname: false } });
    expect(ssl).toEqual({ checkServerIdentity: expect.any(Function) });
    expect(ssl).not.toHaveProperty('rejectUnauthorized');
  });
});
