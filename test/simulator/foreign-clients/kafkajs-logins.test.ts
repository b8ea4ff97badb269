import { Kafka, type SASLOptions } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SimulatedCluster, startSimulatedCluster } from '../../../src/simulator/cluster.ts';
import { scenario } from '../build.ts';

let cluster: SimulatedCluster;
beforeAll(async () => {
  const users = [
    { username: 'alice', password: 'wonderland' },
    { username: 'größe=1,2', password: 'pa,ss=wörd' },
  ];
  cluster = await startSimulatedCluster(scenario({ users, topics: [{ name: 'orders' }] }));
});
afterAll(() => cluster?.close());

async function topicsSeenBy(sasl?: SASLOptions): Promise<readonly string[]> {
  const admin = new Kafka({
    clientId: 'login',
    brokers: cluster.bootstrapServers.split(','),
    logCreator: () => () => undefined,
    connectionTimeout: 2_000,
    retry: { retries: 0 },
    ...(sasl === undefined ? {} : { sasl }),
  }).admin();
  try {
    await admin.connect();
    return (await admin.listTopics()).filter((name) => !name.startsWith('__'));
  } finally {
    await admin.disconnect();
  }
}

type Credentials = (username: string, password: string) => SASLOptions;
const mechanisms: [string, Credentials][] = [
  ['PLAIN', (username, password) => ({ mechanism: 'plain', username, password })],
  ['SCRAM-SHA-256', (username, password) => ({ mechanism: 'scram-sha-256', username, password })],
  ['SCRAM-SHA-512', (username, password) => ({ mechanism: 'scram-sha-512', username, password })],
];

describe.each(mechanisms)('a login with %s', (_mechanism, credentials) => {
  const login = (username: string, password: string) => topicsSeenBy(credentials(username, password));

  it('lets in who knows the password', async () => {
    expect(await login('alice', 'wonderland')).toEqual(['orders']);
  });

  it('takes names and passwords with signs of its own', async () => {
    expect(await login('größe=1,2', 'pa,ss=wörd')).toEqual(['orders']);
  });

  it.each([
    ['a wrong password', 'alice', 'looking-glass'],
    ['an unknown user', 'bob', 'wonderland'],
  ])('refuses %s', async (_, username, password) => {
    await expect(login(username, password)).rejects.toThrow(/authentication|failed/i);
  });
});

it('lets nobody in who does not log in', async () => {
  await expect(topicsSeenBy()).rejects.toThrow(/connection|closed|disconnected/i);
});
