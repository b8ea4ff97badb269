import { quietClient } from '../../sandbox/client.ts';

/** Records a second, by partition. */
export type Rates = Readonly<Record<string, readonly number[]>>;

export interface SteadyLoad {
  /** From now on these topics get these rates too; a rate below one writes a record now and then. */
  add(rates: Rates): void;
  stop(): Promise<void>;
}

const TICK_MS = 250;

/**
 * One producer that writes to many topics at rates that stay. What a slow machine delays is made up for, so that counts over
 * a minute hold; a batch that fails is lost.
 */
export async function startSteadyLoad(bootstrapServers: string): Promise<SteadyLoad> {
  const producer = quietClient('load', bootstrapServers).producer({ allowAutoTopicCreation: false });
  await producer.connect();
  const started = new Map<string, { readonly rates: readonly number[]; readonly fromMs: number; written: number[] }>();
  const sending = new Set<Promise<unknown>>();
  const tick = () => {
    const topicMessages = [...started].map(([topic, load]) => {
      const due = load.rates.map((perSecond) => Math.floor((perSecond * (Date.now() - load.fromMs)) / 1_000));
      const messages = due.flatMap((count, partition) =>
        Array.from({ length: count - (load.written[partition] ?? 0) }, () => ({ partition, value: 'v' })),
      );
      load.written = due;
      return { topic, messages };
    });
    const some = topicMessages.filter(({ messages }) => messages.length > 0);
    if (some.length === 0) return;
    const sent = producer.sendBatch({ topicMessages: some }).catch(() => {});
    sending.add(sent);
    void sent.then(() => sending.delete(sent));
  };
  const timer = setInterval(tick, TICK_MS);
  return {
    add(rates) {
      for (const [topic, perSecond] of Object.entries(rates))
        started.set(topic, { rates: perSecond, fromMs: Date.now(), written: [] });
    },
    async stop() {
      clearInterval(timer);
      await Promise.all(sending);
      await producer.disconnect();
    },
  };
}
