import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { quietClient } from '../../sandbox/client.ts';
import { startKafka } from '../../sandbox/kafka.ts';
import { startCall } from '../../src/kafka/call.ts';
import { createConnections } from '../../src/kafka/connection/connections.ts';
import { observeLag } from '../../src/kafka/lag.ts';
import { officialLag } from '../support/official-lag.ts';
import { plantGroups, plantTopics } from '../support/plant.ts';

/** The lag of all groups, three ways, on three real brokers with 3,000 partitions and 200 groups on 100 partitions each. */
const MIN_RATIO = 20;
const RUNS = 3;
const TOPICS_AT_ONCE = 50;
const PLANT_ATTEMPTS = 5;
const topics = Array.from({ length: 300 }, (_, index) => ({ topic: `bench.${index}`, partitions: 10, records: 20 }));
const groups = Array.from({ length: 200 }, (_, index) => ({
  group: `bench-${index}`,
  offsets: Object.fromEntries(
    Array.from({ length: 10 }, (_unused, step) => [
      `bench.${(index * 7 + step * 13) % 300}`,
      Array.from({ length: 10 }, (_u, partition) => (index + partition) % 20),
    ]),
  ),
}));

/** kafkajs gives up where a broker has not heard of a new topic yet; records written twice do no harm to a comparison. */
async function plant(bootstrapServers: string, some: typeof topics): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await plantTopics(bootstrapServers, some);
    } catch (error) {
      if (attempt === PLANT_ATTEMPTS) throw error;
      await sleep(1_000);
    }
  }
}

interface Answer {
  readonly lag: bigint;
  readonly requests: number | null;
}

async function ours(bootstrapServers: string): Promise<Answer> {
  const settings = {
    bootstrapServers: bootstrapServers.split(','),
    securityProtocol: 'PLAINTEXT',
    sasl: null,
    tls: null,
  } as const;
  const connections = createConnections(settings, { write: () => {} });
  const {
    groups: seen,
    partitions,
    requests,
  } = await observeLag(startCall(connections, new AbortController().signal), { kind: 'all' }, () => 0);
  await connections.close();
  const ends = new Map(
    partitions.map(({ topic, partition, highWatermark }) => [`${topic}:${partition}`, highWatermark ?? 0n]),
  );
  const rows = seen.flatMap(({ offsets }) => offsets ?? []);
  return {
    lag: rows.reduce(
      (sum, { topic, partition, offset }) => sum + (ends.get(`${topic}:${partition}`) ?? 0n) - (offset ?? 0n),
      0n,
    ),
    requests,
  };
}

async function kafkajsAdmin(bootstrapServers: string): Promise<Answer> {
  const admin = quietClient('bench', bootstrapServers).admin();
  let requests = 0;
  admin.on('admin.network.request', () => {
    requests += 1;
  });
  await admin.connect();
  const ends = new Map<string, Map<number, bigint>>();
  let lag = 0n;
  for (const { groupId } of (await admin.listGroups()).groups) {
    for (const { topic, partitions } of await admin.fetchOffsets({ groupId })) {
      const known =
        ends.get(topic) ??
        new Map((await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => [partition, BigInt(high)]));
      ends.set(topic, known);
      for (const { partition, offset } of partitions) lag += (known.get(partition) ?? 0n) - BigInt(offset);
    }
  }
  await admin.disconnect();
  return { lag, requests };
}

async function officialTool(bootstrapServers: string): Promise<Answer> {
  const rows = await officialLag(bootstrapServers, '--all-groups');
  return { lag: rows.reduce((sum, { lag }) => sum + BigInt(lag ?? 0), 0n), requests: null };
}

async function median(run: () => Promise<Answer>): Promise<{ ms: number; answer: Answer }> {
  const times: number[] = [];
  let answer: Answer = { lag: 0n, requests: null };
  for (let count = 0; count < RUNS; count += 1) {
    const before = performance.now();
    answer = await run();
    times.push(performance.now() - before);
  }
  return { ms: times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0, answer };
}

const kafka = await startKafka({
  brokers: 3,
  replicationFactor: 1,
  properties: { 'offsets.topic.num.partitions': '12' },
});
try {
  for (let from = 0; from < topics.length; from += TOPICS_AT_ONCE) {
    await plant(kafka.bootstrapServers, topics.slice(from, from + TOPICS_AT_ONCE));
  }
  await plantGroups(kafka.bootstrapServers, groups);
  await ours(kafka.bootstrapServers);
  const results = {
    'kafka-architect': await median(() => ours(kafka.bootstrapServers)),
    'kafkajs admin': await median(() => kafkajsAdmin(kafka.bootstrapServers)),
    'kafka-consumer-groups': await median(() => officialTool(kafka.bootstrapServers)),
  };
  for (const [name, { ms, answer }] of Object.entries(results)) {
    console.log(
      `${name.padEnd(22)} ${ms.toFixed(0).padStart(7)} ms  ${String(answer.requests ?? '?').padStart(6)} requests  total lag ${answer.lag}`,
    );
  }
  const lags = new Set(Object.values(results).map(({ answer }) => answer.lag));
  const ratio = results['kafka-consumer-groups'].ms / results['kafka-architect'].ms;
  console.log(
    `${ratio.toFixed(0)} times ahead of kafka-consumer-groups (at least ${MIN_RATIO}); ${lags.size === 1 ? 'the same total' : 'TOTALS DIFFER'} (medians of ${RUNS})`,
  );
  process.exitCode = ratio >= MIN_RATIO && lags.size === 1 ? 0 : 1;
} finally {
  await kafka.stop();
}
