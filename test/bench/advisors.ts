import { connectClient } from '../support/mcp-client.ts';

/** How long the advisors take over stdio, on the built server: the largest design, and input that is refused. */
const MAX_MS = 1_000;
const RUNS = 5;
const SERVICES = 60;
const EVENTS = 200;

const services = Array.from({ length: SERVICES }, (_, index) => ({
  ...{ name: `service-${index}`, instances: 3, processing_ms_per_event: 5 + (index % 20) },
  client: (['java', 'librdkafka', 'kafkajs'] as const)[index % 3],
}));
const events = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...{ name: `Fact${index}Happened`, entity: `entity-${index % 50}`, peak_per_s: 10 + index, bytes: 800 },
    producer: `service-${index % SERVICES}`,
    consumers: [1, 7, 13].map((step) => `service-${(index + step) % SERVICES}`),
  }));
const pair = {
  services: services.slice(0, 2),
  events: events(1).map((event) => ({ ...event, consumers: ['service-1'] })),
};
const [event] = pair.events;

const questions: readonly (readonly [what: string, tool: string, input: object, refused: RegExp | null])[] = [
  [`${SERVICES} services × ${EVENTS} events`, 'kafka_design_topics', { services, events: events(EVENTS) }, null],
  ['500 events', 'kafka_design_topics', { services, events: events(500) }, /`events`/],
  ['a negative rate', 'kafka_design_topics', { ...pair, events: [{ ...event, peak_per_s: -1 }] }, /peak_per_s/],
  [
    'an unknown consumer',
    'kafka_design_topics',
    { ...pair, events: [{ ...event, consumers: ['nobody'] }] },
    /consumers/,
  ],
  [
    'a circle of 200 events',
    'kafka_design_topics',
    {
      services,
      events: events(EVENTS).map((one, index) => ({ ...one, caused_by: `Fact${(index + 1) % EVENTS}Happened` })),
    },
    /caused_by/,
  ],
  ['a group', 'kafka_plan_consumers', { messages_per_s: 2_000, processing_ms_per_message: 10 }, null],
  ['a pipeline', 'kafka_plan_exactly_once', { sources: ['kafka'], sinks: ['kafka', 'database'] }, null],
  ['a topic', 'kafka_plan_partitions', { target_mb_per_s: 60, sample_key: 'order-42' }, null],
];

const client = await connectClient({});
await client.call('kafka_plan_consumers');
let slow = 0;
for (const [what, tool, input, refused] of questions) {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const { ms, isError, text } = await client.call(tool, { ...input });
    if (isError !== (refused !== null) || (refused !== null && !refused.test(text)))
      throw new Error(`${tool}, ${what}: not the answer that was expected: ${text.slice(0, 300)}`);
    times.push(ms);
  }
  const most = Math.max(...times);
  slow = Math.max(slow, most);
  console.log(`${tool}, ${what}${refused === null ? '' : ' (refused)'}: at most ${most} ms of ${RUNS} runs`);
}
await client.close();
console.log(`slowest ${slow} ms, bound ${MAX_MS} ms`);
if (slow > MAX_MS) process.exitCode = 1;
