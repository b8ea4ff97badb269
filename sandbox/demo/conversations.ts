/** One call that an assistant makes, and why. */
interface Step {
  readonly because: string;
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** What a user asks, and the calls that an assistant makes of it. */
export interface Conversation {
  readonly question: string;
  readonly steps: readonly Step[];
}

const ordersWithSalesChannel = {
  type: 'record',
  name: 'OrderEvent',
  namespace: 'shop.orders',
  fields: [
    { name: 'order_id', type: 'string' },
    {
      name: 'status',
      type: { type: 'enum', name: 'Status', symbols: ['created', 'paid', 'shipped', 'completed', 'refunded'] },
    },
    { name: 'customer_id', type: 'string' },
    { name: 'total_cents', type: 'long' },
    { name: 'currency', type: 'string' },
  ],
};

/** The two example conversations of the README. */
export const conversations: readonly Conversation[] = [
  {
    question: 'Design event streaming for our e-commerce order service',
    steps: [
      {
        because: 'from the services and their events to topics, groups and settings',
        tool: 'kafka_design_topics',
        arguments: {
          services: [
            { name: 'order-service', database: true },
            { name: 'payment-service', instances: 3, processing_ms_per_event: 8, database: true },
            { name: 'inventory-service', instances: 3, processing_ms_per_event: 4, database: true },
            { name: 'notifications-service', instances: 6, processing_ms_per_event: 12 },
          ],
          events: ['OrderCreated', 'OrderPaid', 'OrderShipped', 'OrderCompleted'].map((name, index) => ({
            ...{ name, entity: 'order', peak_per_s: 300, bytes: 350 },
            producer: ['order-service', 'payment-service', 'inventory-service', 'order-service'][index] ?? '',
            consumers: ['notifications-service', ...(index === 0 ? ['payment-service', 'inventory-service'] : [])],
          })),
          environment: { brokers: 3, kafka_version: '4.3' },
          preferences: { domain: 'shop' },
        },
      },
      {
        because: 'the topic exists: what does it carry now, and what would twice the traffic need?',
        tool: 'kafka_plan_partitions',
        arguments: { topic: 'shop.orders', processing_ms_per_message: 12, growth_factor: 2 },
      },
      {
        because: 'a card must not be charged twice: how far does exactly-once reach?',
        tool: 'kafka_plan_exactly_once',
        arguments: { sources: ['kafka'], sinks: ['kafka', 'email_or_payment'], client: 'java' },
      },
      {
        because: 'the next version of the order event: may it replace the registered one?',
        tool: 'kafka_check_schema_compatibility',
        arguments: { subject: 'shop.orders-value', schema: JSON.stringify(ordersWithSalesChannel) },
      },
    ],
  },
  {
    question: 'Our consumers are falling behind during peak traffic',
    steps: [
      { because: 'which groups, and how badly?', tool: 'kafka_diagnose_lag', arguments: {} },
      {
        because: 'the one that sends the mails: where does its lag go, and why?',
        tool: 'kafka_diagnose_lag',
        arguments: { group: 'notifications-service', sample_seconds: 5 },
      },
      {
        because: 'and the fraud check, which has members and does not move?',
        tool: 'kafka_diagnose_lag',
        arguments: { group: 'fraud-check', sample_seconds: 2 },
      },
      {
        because: 'is the cluster itself healthy?',
        tool: 'kafka_describe_cluster',
        arguments: { limit: 6 },
      },
    ],
  },
];
