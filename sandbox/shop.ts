import { setTimeout as sleep } from 'node:timers/promises';
import { type Admin, Partitioners } from 'kafkajs';
import { quietClient } from './client.ts';
import { eventsPerSecond } from './shop/events.ts';
import { committedOffsets, coordinatorReady, leaveCommits } from './shop/past.ts';
import { produceHistory, produceSteadily } from './shop/producer.ts';
import { registerShopSchemas } from './shop/schemas.ts';
import { type Member, startNotificationsMember, startPaymentsMember } from './shop/services.ts';
import { shopTopics } from './shop/topics.ts';
import { createTopics } from './topics.ts';
import { waitUntil } from './wait.ts';

/** What happened before the sandbox started: 200 seconds of orders. */
const historyEvents = 200 * eventsPerSecond;

const disconnectTimeoutMs = 10_000;

export interface ShopOptions {
  readonly bootstrapServers: string;
  /** Base URL of the registry's Confluent API; null when there is none. */
  readonly registryUrl: string | null;
  readonly replicationFactor: number;
}

export interface RunningShop {
  /** Records of `shop.orders` that a group has not yet committed, as kafkajs sees it; enough to know when to go on. */
  lagOf(group: ShopGroup): Promise<number>;
  /** Ends the producers and consumers; the topics stay. */
  stop(): Promise<void>;
}

const shopGroups = ['payments-service', 'notifications-service', 'reporting-batch'] as const;

type ShopGroup = (typeof shopGroups)[number];

/**
 * A small shop on an empty cluster: four topics, schemas, a steady stream of order events, a group that keeps up, one
 * that lags more and more, and one without members. Resolves when the groups are in that state.
 */
export async function startShop({
  bootstrapServers,
  registryUrl,
  replicationFactor,
}: ShopOptions): Promise<RunningShop> {
  const client = (clientId: string) => quietClient(clientId, bootstrapServers);
  const admin = client('shop-setup').admin();
  const producer = client('shop-frontend').producer({
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  const services = client('shop-services').producer({ createPartitioner: Partitioners.DefaultPartitioner });
  const members: Member[] = [];
  const steady = new AbortController();
  let producing = Promise.resolve();

  const stop = async () => {
    steady.abort();
    const disconnected = Promise.allSettled(members.map((member) => member.disconnect()))
      .then(() => producing)
      .then(() => Promise.allSettled([producer, services, admin].map((part) => part.disconnect())));
    // kafkajs waits for brokers that may be gone by now.
    await Promise.race([disconnected, sleep(disconnectTimeoutMs, undefined, { ref: false })]);
  };
  const lagOf = (group: ShopGroup) => ordersLag(admin, group);

  try {
    await Promise.all([admin.connect(), producer.connect(), services.connect()]);
    await createTopics(bootstrapServers, shopTopics(replicationFactor));
    if (registryUrl !== null) await registerShopSchemas(registryUrl);
    await Promise.all(shopGroups.map((group) => coordinatorReady(admin, group)));
    await produceHistory(producer, 0, historyEvents, Date.now());
    producing = produceSteadily(producer, historyEvents, steady.signal);
    await Promise.all([
      leaveCommits(client('notifications-1'), admin, 'notifications-service', 0.1),
      leaveCommits(client('reporting-batch'), admin, 'reporting-batch', 0.6),
    ]);
    members.push(
      ...(await Promise.all([
        startPaymentsMember(client('payments-1'), services),
        startPaymentsMember(client('payments-2'), services),
        startNotificationsMember(client('notifications-1'), services),
      ])),
    );
    const caughtUpLag = 5 * eventsPerSecond;
    await waitUntil(async () => (await lagOf('payments-service')) < caughtUpLag, {
      timeoutMs: 60_000,
      everyMs: 500,
      what: 'Catching up of payments-service',
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { lagOf, stop };
}

async function ordersLag(admin: Admin, groupId: string): Promise<number> {
  const [ends, committed] = await Promise.all([
    admin.fetchTopicOffsets('shop.orders'),
    committedOffsets(admin, groupId),
  ]);
  return ends.reduce((lag, { partition, high }) => lag + Number(high) - (committed.get(partition) ?? 0), 0);
}
