import fc from 'fast-check';
import { expect, it } from 'vitest';
import { apiVersions } from '../../src/kafka/protocol/apis/18-api-versions.ts';
import { encodeRequest, frame } from '../../src/kafka/protocol/message.ts';
import { servedApis } from '../../src/simulator/apis/index.ts';
import { startSimulatedCluster } from '../../src/simulator/cluster.ts';
import { rangesOf } from '../../src/simulator/releases.ts';
import { valuesOf } from '../support/schema-values.ts';
import { scenario } from './build.ts';
import { mutated, numbersFrom } from './mutations.ts';
import { type RawClient, rawClient } from './wire/raw-client.ts';

const SEED = 20261124;
const REQUESTS = 10_000;
const SAMPLES = 25;
const RELEASE = '4.4';
const HEAP_GROWTH_BYTES = 128 * 1024 * 1024;

/** These wait for something to happen, as long as the request says. */
const MAY_WAIT = new Set(['Fetch', 'JoinGroup', 'SyncGroup']);
/** How long nothing comes before one of them counts as waiting. */
const WAITING_MS = 25;

const HEADER_BYTES = 12;
const PROBE_ID = 0x7eadbeef;

const numbers = numbersFrom(SEED);
const { random, below } = numbers;

const asItIs = (message: Buffer): Buffer => message;
const inItsBody = (message: Buffer): Buffer =>
  Buffer.concat([message.subarray(0, HEADER_BYTES), mutated(message.subarray(HEADER_BYTES), numbers)]);
const anywhere = (message: Buffer): Buffer => mutated(message, numbers);
const BREAKAGES = [asItIs, inItsBody, anywhere] as const;

/** Names and small numbers of the cluster in the place of some that mean nothing, so that handlers have something to do. */
function meaningful(value: unknown, names: readonly string[]): unknown {
  if (typeof value === 'string') return random() < 0.6 ? (names[below(names.length)] ?? value) : value;
  if (typeof value === 'number' && Number.isInteger(value)) return random() < 0.6 ? below(5) - 1 : value;
  if (typeof value === 'bigint') return random() < 0.6 ? BigInt(below(100)) : value;
  if (Array.isArray(value)) return value.map((each) => meaningful(each, names));
  if (Buffer.isBuffer(value) || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, meaningful(each, names)]));
}

it(`${REQUESTS} mutated or random requests are answered, or end the connection; nothing else happens`, async () => {
  const cluster = await startSimulatedCluster(
    scenario({
      release: RELEASE,
      brokers: [{ id: 1 }],
      topics: [{ name: 't', partitions: 3, rates: [{ from_s: -60, per_s: 20 }] }],
      groups: (['classic', 'consumer', 'share', 'streams'] as const).map((type) => ({
        ...{ name: `g-${type}`, type, topics: ['t'], members: [{ client_id: 'c', per_s: 5 }] },
      })),
      // What is there has to stay there.
      denied: ['t', '__consumer_offsets'].map((name) => ({ resource: 'topic', name, operations: ['delete'] })),
      transactions: [
        { transactional_id: 'tx', producer_id: 1, topic: 't', partition: 0, from_s: -10, outcome: 'hanging' },
      ],
    }),
  );
  const [broker] = cluster.state.brokers;
  if (broker === undefined) throw new Error('no broker');
  const names = ['t', '__consumer_offsets', ...cluster.state.groups.keys(), 'new.1', 'new.2', 'new.3', 'tx', '', '.*'];
  const ids = [...cluster.state.topics.values()].map(({ topicId }) => topicId);

  const subjects = servedApis.flatMap(({ api }) => {
    const offered = rangesOf(RELEASE).get(api.key);
    const lowest = Math.max(offered?.min ?? 0, api.versions[0]);
    const highest = Math.min(offered?.max ?? -1, api.versions[1]);
    return Array.from({ length: highest - lowest + 1 }, (_, index) => {
      const version = lowest + index;
      const samples = fc.sample(valuesOf(api.request, version), { seed: SEED, numRuns: SAMPLES }).flatMap((value) => {
        const header = { correlationId: 1, clientId: 'garbage' };
        try {
          return [encodeRequest(api, version, header, meaningful(value, [...names, ...ids]))];
        } catch {
          // A name where an id must be, and the like: the next sample.
          return [encodeRequest(api, version, header, value)];
        }
      });
      return { name: `${api.name} v${version}`, waits: MAY_WAIT.has(api.name), samples };
    });
  });
  expect(subjects.length).toBeGreaterThan(150);

  const probe = frame(encodeRequest(apiVersions, 0, { correlationId: PROBE_ID, clientId: null }, {}));
  const outcome = { answered: 0, ended: 0, waiting: 0 };
  const before = process.memoryUsage().heapUsed;
  let client: RawClient | null = null;
  for (let run = 0; run < REQUESTS; run += 1) {
    const subject = subjects[run % subjects.length];
    const sample = subject?.samples[below(subject.samples.length)];
    if (subject === undefined || sample === undefined) throw new Error('no subject');
    const breakage = BREAKAGES[below(BREAKAGES.length)] ?? BREAKAGES[0];
    const message = breakage(sample);
    client ??= await rawClient(broker);
    client.write(Buffer.concat([frame(message), probe]));
    const end = await endOf(client, subject.waits || breakage === anywhere);
    if (end === 'stuck') throw new Error(`${subject.name} is not answered: ${message.toString('hex')}`);
    outcome[end] += 1;
    if (end !== 'answered') {
      client.close();
      client = null;
    }
  }
  client?.close();
  await cluster.close();

  expect(cluster.connections).toBe(0);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(HEAP_GROWTH_BYTES);
  // Both ends of the road are walked.
  expect(outcome.answered).toBeGreaterThan(REQUESTS / 4);
  expect(outcome.ended).toBeGreaterThan(REQUESTS / 4);
  expect(outcome.waiting).toBeLessThan(REQUESTS / 20);
});

/** The probe behind the request tells that the broker is through with it. */
async function endOf(client: RawClient, mayWait: boolean): Promise<'answered' | 'ended' | 'waiting' | 'stuck'> {
  const limitMs = mayWait ? WAITING_MS : 2_000;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), limitMs);
  });
  try {
    for (;;) {
      const message = await Promise.race([client.next(), late]);
      if (message === 'late') return mayWait ? 'waiting' : 'stuck';
      if (message === null) return 'ended';
      if (message.readInt32BE(0) === PROBE_ID) return 'answered';
    }
  } finally {
    clearTimeout(timer);
  }
}
