import type { TopicsRequest } from '../../../src/domain/topics/request.ts';

const lifecycle = (name: string, consumers: readonly string[]) => ({
  name,
  entity: 'order',
  producer: 'order-service',
  consumers,
  peak_per_s: 500,
  bytes: 1_200,
  order: 'per_entity' as const,
});

/** The shop of the README: orders created, paid, shipped, completed; services for orders, payment, inventory and notification. */
export const shop: TopicsRequest = {
  services: [
    { name: 'order-service', client: 'java', database: true },
    { name: 'payment-service', client: 'java', instances: 4, processing_ms_per_event: 8, processing_p99_ms: 60 },
    { name: 'inventory-service', client: 'java', instances: 4, processing_ms_per_event: 5, processing_p99_ms: 40 },
    { name: 'notification-service', client: 'java', instances: 8, processing_ms_per_event: 10, processing_p99_ms: 100 },
  ],
  events: [
    lifecycle('OrderCreated', ['payment-service', 'inventory-service', 'notification-service']),
    lifecycle('OrderPaid', ['inventory-service', 'notification-service']),
    lifecycle('OrderShipped', ['notification-service']),
    lifecycle('OrderCompleted', ['payment-service', 'notification-service']),
  ],
  environment: { brokers: 3, kafka_version: '4.3' },
  preferences: { domain: 'shop', growth_factor: 1 },
};
