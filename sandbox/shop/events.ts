/** How many order events a second the shop has, in its past and while it runs. */
export const eventsPerSecond = 60;

const statuses = ['created', 'paid', 'shipped', 'completed'] as const;
const skus = 40;
const channels = ['web', 'app', 'store'] as const;

/** One event in the life of an order. Its id follows from the order and the status, so that a repeat can be recognised. */
export interface OrderEvent {
  readonly event_id: string;
  readonly order_id: string;
  readonly status: (typeof statuses)[number];
  readonly customer_id: string;
  readonly sku: string;
  readonly quantity: number;
  readonly total_cents: number;
  readonly sales_channel: (typeof channels)[number];
  readonly occurred_at: number;
}

/**
 * The event with that number, 0 being the first; the same number is always the same event. Ten orders at a time live
 * through their four states side by side.
 */
export function orderEvent(number: number, occurredAtMs: number): OrderEvent {
  const order = Math.floor(number / 40) * 10 + (number % 10);
  const status = statuses[Math.floor((number % 40) / 10)] ?? 'created';
  const quantity = 1 + (order % 3);
  const order_id = `order-${String(order).padStart(8, '0')}`;
  return {
    event_id: `${order_id}-${status}`,
    order_id,
    status,
    customer_id: `customer-${String((order * 7) % 997).padStart(4, '0')}`,
    sku: `sku-${String((order * 13) % skus).padStart(3, '0')}`,
    quantity,
    total_cents: quantity * (990 + ((order * 37) % 40) * 250),
    sales_channel: channels[order % channels.length] ?? 'web',
    occurred_at: occurredAtMs,
  };
}

export interface PaymentEvent {
  readonly payment_id: string;
  readonly order_id: string;
  readonly amount_cents: number;
  readonly captured_at: number;
}

/** What a paid order makes the payment service write; null for every other event. */
export function paymentFor(event: OrderEvent): PaymentEvent | null {
  if (event.status !== 'paid') return null;
  return {
    payment_id: `payment-${event.order_id}`,
    order_id: event.order_id,
    amount_cents: event.total_cents,
    captured_at: event.occurred_at,
  };
}

/** The whole state of an article, the newest of which a compacted topic keeps. */
export interface InventoryState {
  readonly sku: string;
  readonly available: number;
  readonly updated_at: number;
}

/** The stock after a new order; null for every other event. A shelf is filled to 500 whenever it is empty. */
export function inventoryAfter(event: OrderEvent): InventoryState | null {
  if (event.status !== 'created') return null;
  const order = Number(event.order_id.slice('order-'.length));
  return { sku: event.sku, available: 500 - (Math.floor(order / skus) % 500), updated_at: event.occurred_at };
}

export interface NotificationEvent {
  readonly notification_id: string;
  readonly order_id: string;
  readonly customer_id: string;
  readonly template: string;
  readonly sent_at: number;
}

/** The mail that tells a customer about an event. */
export function notificationFor(event: OrderEvent): NotificationEvent {
  return {
    notification_id: `notification-${event.event_id}`,
    order_id: event.order_id,
    customer_id: event.customer_id,
    template: `order-${event.status}`,
    sent_at: event.occurred_at,
  };
}
