type Field = Readonly<Record<string, unknown>> & { readonly name: string };

const text = (name: string): Field => ({ name, type: 'string' });
const whole = (name: string, type: 'int' | 'long'): Field => ({ name, type });
const moment = (name: string): Field => ({ name, type: { type: 'long', logicalType: 'timestamp-millis' } });

const orderFields = [
  text('event_id'),
  text('order_id'),
  { name: 'status', type: { type: 'enum', name: 'OrderStatus', symbols: ['created', 'paid', 'shipped', 'completed'] } },
  text('customer_id'),
  text('sku'),
  whole('quantity', 'int'),
  whole('total_cents', 'long'),
];

/**
 * The values' Avro schemas in the order of registration, one entry a version. The second version of an order event adds
 * a field with a default, which is a BACKWARD compatible change.
 */
export const shopSchemas: readonly { readonly subject: string; readonly schema: object }[] = [
  { subject: 'shop.orders-value', schema: record('OrderEvent', [...orderFields, moment('occurred_at')]) },
  {
    subject: 'shop.orders-value',
    schema: record('OrderEvent', [
      ...orderFields,
      { name: 'sales_channel', type: 'string', default: 'web' },
      moment('occurred_at'),
    ]),
  },
  {
    subject: 'shop.payments-value',
    schema: record('PaymentEvent', [
      text('payment_id'),
      text('order_id'),
      whole('amount_cents', 'long'),
      moment('captured_at'),
    ]),
  },
  {
    subject: 'shop.inventory-value',
    schema: record('InventoryState', [text('sku'), whole('available', 'int'), moment('updated_at')]),
  },
  {
    subject: 'shop.notifications-value',
    schema: record('NotificationEvent', [
      text('notification_id'),
      text('order_id'),
      text('customer_id'),
      text('template'),
      moment('sent_at'),
    ]),
  },
];

/** Registers every schema. Throws with the registry's words when it refuses one. */
export async function registerShopSchemas(registryUrl: string): Promise<void> {
  for (const { subject, schema } of shopSchemas) {
    const answer = await fetch(`${registryUrl}/subjects/${encodeURIComponent(subject)}/versions`, {
      method: 'POST',
      headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
      body: JSON.stringify({ schema: JSON.stringify(schema) }),
      signal: AbortSignal.timeout(15_000),
    });
    if (!answer.ok) throw new Error(`The registry refused a schema of ${subject}: ${await answer.text()}`);
  }
}

function record(name: string, fields: readonly Field[]): object {
  return { type: 'record', name, namespace: 'shop', fields };
}
