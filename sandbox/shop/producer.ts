import { setTimeout as sleep } from 'node:timers/promises';
import type { Message, Producer } from 'kafkajs';
import { eventsPerSecond, inventoryAfter, type OrderEvent, orderEvent } from './events.ts';

const tickMs = 100;
const batchSize = 1_000;

/** Writes the events `from` (included) to `to` (excluded), as if they had happened steadily until `endMs`. */
export async function produceHistory(producer: Producer, from: number, to: number, endMs: number): Promise<void> {
  for (let first = from; first < to; first += batchSize) {
    const count = Math.min(batchSize, to - first);
    const events = Array.from({ length: count }, (_, index) => {
      const number = first + index;
      return orderEvent(number, Math.round(endMs - ((to - number) * 1000) / eventsPerSecond));
    });
    await send(producer, events);
  }
}

/** Writes events at their steady pace from number `from` on, until the signal. What cannot be written is written later. */
export async function produceSteadily(producer: Producer, from: number, signal: AbortSignal): Promise<void> {
  const startMs = Date.now();
  let next = from;
  while (!signal.aborted) {
    const due = from + Math.floor(((Date.now() - startMs) * eventsPerSecond) / 1000);
    const count = Math.min(batchSize, due - next);
    const events = Array.from({ length: count }, (_, index) => orderEvent(next + index, Date.now()));
    try {
      if (count > 0) await send(producer, events);
      next += count;
    } catch {
      // The cluster is being broken on purpose: the same events, with the same ids, go out with the next tick.
    }
    await sleep(tickMs, undefined, { signal }).catch(() => undefined);
  }
}

async function send(producer: Producer, events: readonly OrderEvent[]): Promise<void> {
  const stock = events.map(inventoryAfter).filter((state) => state !== null);
  await producer.sendBatch({
    acks: -1,
    topicMessages: [
      { topic: 'shop.orders', messages: events.map((event) => message(event.order_id, event, event.occurred_at)) },
      { topic: 'shop.inventory', messages: stock.map((state) => message(state.sku, state, state.updated_at)) },
    ].filter(({ messages }) => messages.length > 0),
  });
}

/** A JSON record with its key, which keeps the events of one order in one partition. */
export function message(key: string, value: object, timestampMs: number): Message {
  return { key, value: JSON.stringify(value), timestamp: String(timestampMs) };
}
