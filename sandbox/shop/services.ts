import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer, Kafka, KafkaMessage, Message, Producer } from 'kafkajs';
import { notificationFor, type OrderEvent, paymentFor } from './events.ts';
import { message } from './producer.ts';

/** How long the notification service takes for one mail: with six at a time, 20 a second, a third of what arrives. */
const slowHandlerMs = 300;
const mailsAtATime = 6;

/** A running member of a consumer group. */
export type Member = Pick<Consumer, 'disconnect'>;

/** A member of `payments-service`: writes a payment for each paid order, in batches, and keeps up with the shop. */
export async function startPaymentsMember(kafka: Kafka, producer: Producer): Promise<Member> {
  const isNew = recentlyUnseen();
  const consumer = await joinOrders(kafka, { groupId: 'payments-service', maxWaitTimeInMs: 200 });
  await consumer.run({
    autoCommitInterval: 500,
    eachBatch: async ({ batch, resolveOffset, heartbeat, commitOffsetsIfNecessary, isRunning, isStale }) => {
      const payments = batch.messages
        .map(orderIn)
        .filter((event) => isNew(event.event_id))
        .map(paymentFor)
        .filter((payment) => payment !== null)
        .map((payment): Message => message(payment.order_id, payment, payment.captured_at));
      if (!isRunning() || isStale()) return;
      if (payments.length > 0) await producer.send({ topic: 'shop.payments', messages: payments, acks: -1 });
      resolveOffset(batch.lastOffset());
      await commitOffsetsIfNecessary();
      await heartbeat();
    },
  });
  return consumer;
}

/** The one member of `notifications-service`: a slow mail server behind it makes it fall behind for ever. */
export async function startNotificationsMember(kafka: Kafka, producer: Producer): Promise<Member> {
  const isNew = recentlyUnseen();
  const consumer = await joinOrders(kafka, { groupId: 'notifications-service' });
  await consumer.run({
    autoCommitInterval: 1_000,
    partitionsConsumedConcurrently: mailsAtATime,
    eachMessage: async ({ message: received }) => {
      const event = orderIn(received);
      if (!isNew(event.event_id)) return;
      await sleep(slowHandlerMs);
      const sent = notificationFor(event);
      const messages = [message(sent.customer_id, sent, sent.sent_at)];
      await producer.send({ topic: 'shop.notifications', messages, acks: -1 });
    },
  });
  return consumer;
}

/** Connects a consumer that reads `shop.orders` from where its group is, or from the beginning. */
async function joinOrders(kafka: Kafka, options: Parameters<Kafka['consumer']>[0]): Promise<Consumer> {
  const consumer = kafka.consumer({ sessionTimeout: 10_000, rebalanceTimeout: 15_000, ...options });
  await consumer.connect();
  await consumer.subscribe({ topics: ['shop.orders'], fromBeginning: true });
  return consumer;
}

function orderIn({ value }: KafkaMessage): OrderEvent {
  return JSON.parse(value?.toString() ?? '{}');
}

/** Says of each id whether it is the first time, among the last ten thousand: a record may be delivered twice. */
function recentlyUnseen(): (id: string) => boolean {
  const seen = new Set<string>();
  return (id) => {
    if (seen.has(id)) return false;
    seen.add(id);
    const [oldest] = seen;
    if (seen.size > 10_000 && oldest !== undefined) seen.delete(oldest);
    return true;
  };
}
