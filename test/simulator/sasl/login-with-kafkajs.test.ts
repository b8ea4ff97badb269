import { afterEach, describe, expect, it } from 'vitest';
import type { KafkaSettings } from '../../../src/config/settings.ts';
import { saslHandshake } from '../../../src/kafka/protocol/apis/17-sasl-handshake.ts';
import { saslAuthenticate } from '../../../src/kafka/protocol/apis/36-sasl-authenticate.ts';
import { createClusterReader } from '../../../src/kafka/reader.ts';
import { type SimulatedCluster, startSimulatedCluster } from '../../../src/simulator/cluster.ts';
import { errorCode } from '../../../src/simulator/faults.ts';
import { scenario } from '../build.ts';
import { rawClient } from '../wire/raw-client.ts';

type Sasl = NonNullable<KafkaSettings['sasl']>;

const users = [{ username: 'anna, =B', password: 'p=,ä"\\' }];
const clusters: SimulatedCluster[] = [];
afterEach(async () => {
  for (const cluster of clusters.splice(0)) await cluster.close();
});

async function started(withUsers = true): Promise<SimulatedCluster> {
  const cluster = await startSimulatedCluster(scenario(withUsers ? { users } : {}));
  clusters.push(cluster);
  return cluster;
}

/** What the product says of a cluster that it logs in to. */
async function check(cluster: SimulatedCluster, sasl: Sasl | null) {
  const settings: KafkaSettings = {
    bootstrapServers: cluster.bootstrapServers.split(','),
    securityProtocol: sasl === null ? 'PLAINTEXT' : 'SASL_PLAINTEXT',
    sasl,
    tls: null,
  };
  const reader = createClusterReader(settings, { write: () => {} });
  try {
    return await reader.check({ signal: new AbortController().signal });
  } finally {
    await reader.close();
  }
}

const account = { username: 'anna, =B', password: 'p=,ä"\\' };

describe.each(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const)('%s', (mechanism) => {
  it('lets in who knows the password, on every broker', async () => {
    const cluster = await started();
    const checked = await check(cluster, { mechanism, ...account });
    expect(checked).toMatchObject({ reachable: true, problems: [] });
    expect(checked.found).toContain('3 of 3 brokers');
    expect(
      new Set(cluster.requests.filter(({ api }) => api === 'SaslAuthenticate').map(({ broker }) => broker)).size,
    ).toBe(3);
  });

  it.each([
    ['a wrong password', { ...account, password: 'p' }],
    ['an unknown user', { ...account, username: 'ben' }],
  ])('does not let in %s', async (_, wrong) => {
    const checked = await check(await started(), { mechanism, ...wrong });
    expect(checked.reachable).toBe(false);
    expect(checked.problems[0]?.what).toContain('refused the login');
  });
});

it('a client that does not log in is turned away', async () => {
  const checked = await check(await started(), null);
  expect(checked.reachable).toBe(false);
  expect(checked.problems[0]?.what).toContain('hung up on a client that did not log in');
});

it('a listener without users takes no login', async () => {
  const checked = await check(await started(false), { mechanism: 'PLAIN', ...account });
  expect(checked.problems[0]?.what).toContain('does not expect a login on this port');
});

describe('a handshake', () => {
  const connected = async () => {
    const broker = (await started()).state.broker(1);
    if (broker === null) throw new Error('no broker 1');
    return rawClient(broker);
  };

  it('for a mechanism that is not offered tells which are', async () => {
    const answer = await (await connected()).ask(saslHandshake, 1, { mechanism: 'GSSAPI' });
    expect(answer).toEqual({
      errorCode: errorCode('UNSUPPORTED_SASL_MECHANISM'),
      mechanisms: ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'],
    });
  });

  it('comes before the login', async () => {
    const answer = await (await connected()).ask(saslAuthenticate, 1, { authBytes: Buffer.from('\0anna\0x') });
    expect(answer?.errorCode).toBe(errorCode('ILLEGAL_SASL_STATE'));
  });
});
