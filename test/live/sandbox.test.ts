import { Kafka, type KafkaConfig, logLevel } from 'kafkajs';
import { expect, it } from 'vitest';
import { askBroker } from '../../sandbox/ask-broker.ts';
import { kafkaTool } from '../../sandbox/cli.ts';
import { type RunningKafka, startKafka } from '../../sandbox/kafka.ts';
import { portOpen } from '../../sandbox/ports.ts';
import { startRegistry } from '../../sandbox/registry.ts';
import { startShop } from '../../sandbox/shop.ts';
import { metadata } from '../../src/kafka/protocol/apis/03-metadata.ts';
import { describeLive } from '../support/live.ts';
import { withKafka, withRegistry, withSecuredKafka } from '../support/sandbox.ts';

const minutes = 60_000;

/** Lag by partition of `shop.orders`, as Kafka's own tool prints it. */
async function officialLags(kafka: RunningKafka, group: string): Promise<number[]> {
  const tool = 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand';
  const args = ['--bootstrap-server', kafka.bootstrapServers, '--describe', '--group', group];
  const { code, stdout } = await kafkaTool('4.3.1', tool, args, { timeoutMs: 30_000 });
  expect(code).toBe(0);
  const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/));
  return rows.filter(([, topic]) => topic === 'shop.orders').map((row) => Number(row[5]));
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describeLive('the sandbox', ['java', 'maven'], () => {
  it(
    'has a group that keeps up, one that lags and one without members, and leaves nothing behind',
    async () => {
      const [kafka, registry] = await Promise.all([startKafka(), startRegistry()]);
      const shop = await startShop({
        bootstrapServers: kafka.bootstrapServers,
        registryUrl: registry.url,
        replicationFactor: 1,
      });
      try {
        const before = await officialLags(kafka, 'notifications-service');
        expect(before).toHaveLength(6);
        expect(sum(before)).toBeGreaterThan(5_000);
        const keepingUp = await officialLags(kafka, 'payments-service');
        expect(keepingUp).toHaveLength(6);
        expect(sum(keepingUp)).toBeLessThan(200);
        expect(sum(await officialLags(kafka, 'reporting-batch'))).toBeGreaterThan(4_000);
        expect(sum(await officialLags(kafka, 'notifications-service'))).toBeGreaterThan(sum(before));
        const versions = await fetch(`${registry.url}/subjects/shop.orders-value/versions`);
        expect(await versions.json()).toEqual([1, 2]);
        const level = await fetch(`${registry.url}/config`);
        expect(await level.json()).toEqual({ compatibilityLevel: 'BACKWARD' });
      } finally {
        await shop.stop();
        await registry.stop();
        await kafka.stop();
      }
      const ports = [...kafka.brokers.map(({ port }) => port), Number(new URL(registry.url).port)];
      expect(await Promise.all(ports.map(portOpen))).toEqual([false, false]);
      expect(kafka.brokers.map(({ pid }) => pid)).toEqual([0]);
    },
    10 * minutes,
  );

  it(
    'says why a broker does not start',
    async () => {
      const starting = startKafka({ properties: { 'num.io.threads': 'many' } });
      await expect(starting).rejects.toThrow(/Invalid value many for configuration num\.io\.threads/);
    },
    2 * minutes,
  );
});

describeLive('three brokers', ['java', 'maven'], () => {
  it.each(['3.9.2', '4.3.1'])(
    'of %s know each other when they are ready',
    async (version) => {
      const kafka = await startKafka({ version, brokers: 3 });
      try {
        const seen = await Promise.all(
          kafka.bootstrapServers.split(',').map((address) => askBroker(address, metadata, 9, { topics: [] })),
        );
        expect(seen.map(({ brokers }) => brokers.map(({ nodeId }) => nodeId).sort())).toEqual(Array(3).fill([1, 2, 3]));
      } finally {
        await kafka.stop();
      }
    },
    5 * minutes,
  );
});

describeLive('of three brokers', ['java', 'maven'], () => {
  const kafka = withKafka('4.3.1', { brokers: 3 });

  it(
    'one of them crashes and comes back with its port and data',
    async () => {
      const [, second] = kafka().brokers;
      if (second === undefined) throw new Error('There is no second broker.');
      const before = second.pid;
      await second.kill('SIGKILL');
      expect(second.pid).toBe(0);
      expect(await portOpen(second.port)).toBe(false);
      await second.restart();
      expect(second.pid).not.toBe(before);
      expect(await portOpen(second.port)).toBe(true);
      expect(await kafka().logTail(2, 1)).toContain('Kafka Server started');
    },
    2 * minutes,
  );
});

describeLive('the registry', ['java', 'maven'], () => {
  const registry = withRegistry();

  it('refuses a schema that cannot read what was written before', async () => {
    const register = (schema: object) =>
      fetch(`${registry().url}/subjects/orders-value/versions`, {
        method: 'POST',
        headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
        body: JSON.stringify({ schema: JSON.stringify(schema) }),
      });
    const id = { name: 'id', type: 'string' };
    expect((await register({ type: 'record', name: 'Order', fields: [id] })).status).toBe(200);
    const required = { name: 'total', type: 'long' };
    expect((await register({ type: 'record', name: 'Order', fields: [id, required] })).status).toBe(409);
  });
});

describeLive('listeners with security', ['java', 'maven'], () => {
  const secured = withSecuredKafka();

  async function connects(settings: KafkaConfig): Promise<boolean> {
    const admin = new Kafka({
      connectionTimeout: 10_000,
      authenticationTimeout: 20_000,
      logLevel: logLevel.NOTHING,
      retry: { retries: 0 },
      ...settings,
    }).admin();
    try {
      await admin.connect();
      await admin.listTopics();
      return true;
    } catch {
      return false;
    } finally {
      await admin.disconnect();
    }
  }

  it('let in who has what they ask for, and nobody else', async () => {
    const { plaintext, saslSsl, ssl, saslPlaintext, scramUser, plainUser, pem } = secured();
    const tls = { ca: pem.ca };
    const scram = { mechanism: 'scram-sha-512', ...scramUser } as const;
    const plain = { mechanism: 'plain', ...plainUser } as const;
    const welcome: KafkaConfig[] = [
      { brokers: [plaintext] },
      { brokers: [saslSsl], ssl: tls, sasl: scram },
      { brokers: [saslSsl], ssl: tls, sasl: plain },
      { brokers: [ssl], ssl: { ...tls, cert: pem.clientCert, key: pem.clientKey } },
      { brokers: [saslPlaintext], sasl: scram },
    ];
    const refused: KafkaConfig[] = [
      { brokers: [saslSsl], ssl: tls, sasl: { ...scram, password: 'wrong' } },
      { brokers: [saslSsl], ssl: { ca: pem.otherCa }, sasl: scram },
      { brokers: [ssl], ssl: tls },
      { brokers: [saslPlaintext] },
    ];
    expect(await Promise.all(welcome.map(connects))).toEqual(welcome.map(() => true));
    expect(await Promise.all(refused.map(connects))).toEqual(refused.map(() => false));
  });
});
