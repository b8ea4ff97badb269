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
        because: 'one topic for the life of an order, or one for each event?',
        tool: 'kafka_guidelines',
        arguments: { query: 'one topic per aggregate or per event type ordering' },
      },
      {
        because: 'how many partitions for order events at peak, and what would growing them later break?',
        tool: 'kafka_plan_partitions',
        arguments: {
          target_messages_per_s: 1_200,
          average_message_bytes: 350,
          processing_ms_per_message: 12,
          expected_consumers: 6,
          growth_factor: 2,
          key_cardinality: 5_000_000,
          hottest_key_share: 0.0001,
          brokers: 3,
        },
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
