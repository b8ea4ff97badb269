import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ConfigCatalog } from '../../../src/domain/configs/catalog.ts';
import { planConsumers } from '../../../src/domain/consumers/plan.ts';
import type { ConsumersRequest } from '../../../src/domain/consumers/request.ts';
import { configs } from '../../support/fake-ports.ts';

let catalog: ConfigCatalog;
beforeAll(async () => {
  catalog = await configs();
});
const plan = (request: ConsumersRequest) => planConsumers({ kafka_version: '4.3', ...request }, catalog);
type Plan = ReturnType<typeof plan>;
const figureOf = ({ figures }: Plan, name: string) => figures.find((one) => one.name === name);
const amountOf = (answer: Plan, name: string) => figureOf(answer, name)?.value;
const rulesOf = ({ findings }: Plan) => findings.map(({ rule }) => rule);
const findingOf = ({ findings }: Plan, rule: string) => findings.find((one) => one.rule === rule);
const settingOf = ({ settings }: Plan, name: string) =>
  settings.flatMap((group) => group.settings).find((one) => one.name === name);

const payments = {
  client: 'java',
  messages_per_s: 2_000,
  processing_ms_per_message: 10,
  processing_p99_ms: 80,
  partitions: 30,
} as const;

describe('a record that is tried again in place', () => {
  test.each<[what: string, request: ConsumersRequest, waits: RegExp, attempts: number]>([
    [
      '5 % of a busy group: milliseconds',
      { ...payments, failure_share: 0.05 },
      /after 20, 40, 80 … ms, 5 times, 620 ms/,
      6,
    ],
    ['an assumed 1 %', payments, /after 200, 400, 800 … ms, 5 times, 6.2 s in all\. With 1 % \(assumed\)/, 6],
    [
      'a quiet group',
      { ...payments, messages_per_s: 20 },
      /pause\(\) its partition alone.* 1, 2, 4 … s, 5 times, 31 s/,
      6,
    ],
    ['nothing fails', { ...payments, failure_share: 0 }, /1, 2, 4 … s, 5 times/, 6],
    ['no time at all', { ...payments, instances: 2 }, /^No retry in place\. At 1,010 % busy/, 1],
    [
      'no time for a wait',
      { ...payments, failure_share: 0.33 },
      /^A record fails: try once more at once, but do not wait/,
      2,
    ],
    ['no rate', { partitions: 30 }, /keeps up with that only below 14\.7 messages\/s/, 6],
    [
      'kafkajs waits in the handler',
      { ...payments, client: 'kafkajs' },
      /await the wait inside eachMessage, with heartbeat/,
      6,
    ],
  ])('%s', (_, request, waits, attempts) => {
    const answer = plan(request);
    expect(answer.failures.blocking_retry).toMatch(waits);
    const rate = figureOf(answer, 'dead_letters_per_s');
    if (rate !== undefined)
      expect(rate.formula).toMatch(attempts === 1 ? / × [\d.]+$/ : new RegExp(`\\^ ${attempts} attempts$`));
  });

  test('what it costs never exceeds what its partition has left', () => {
    const request = fc.record({
      client: fc.constantFrom('java' as const, 'librdkafka' as const, 'kafkajs' as const),
      messages_per_s: fc.double({ min: 0.01, max: 1e4, noNaN: true }),
      processing_ms_per_message: fc.double({ min: 0.01, max: 100, noNaN: true }),
      partitions: fc.integer({ min: 1, max: 300 }),
      failure_share: fc.option(fc.double({ min: 0, max: 0.9, noNaN: true }), { nil: undefined }),
    });
    fc.assert(
      fc.property(request, (given) => {
        const answer = plan(given);
        const costs = amountOf(answer, 'retry_wait_ms_per_message') ?? Number.NaN;
        const busy = amountOf(answer, 'fullest_member_load') ?? Number.NaN;
        expect(costs).toBeLessThanOrEqual((amountOf(answer, 'bearable_wait_ms_per_message') ?? Number.NaN) * 1.001);
        const held = (given.messages_per_s / given.partitions) * (costs / 1_000);
        expect(held).toBeLessThanOrEqual(Math.max(0, 1 - busy) / 2 + 1e-3);
      }),
      { numRuns: 300 },
    );
  });

  test('a given share is work, an assumed one is not', () => {
    expect(amountOf(plan(payments), 'consumers_needed')).toBe(29);
    const failing = plan({ ...payments, failure_share: 0.3 });
    expect(amountOf(failing, 'consumers_needed')).toBe(41);
    expect(failing.summary).toContain('95.2 % busy');
    expect(findingOf(failing, 'CONSUMERS-TOO-FEW-PARTITIONS')?.remedy).toContain(
      'without the 30 % that are tried again it is 66.7 %',
    );
    expect(findingOf(plan({ ...payments, failure_share: 0.4 }), 'CONSUMERS-TOO-FEW-PARTITIONS')?.severity).toBe('high');
    expect(rulesOf(plan({ ...payments, failure_share: 0.05 }))).not.toContain('CONSUMERS-TOO-FEW-PARTITIONS');
  });

  test.each<[what: string, request: ConsumersRequest, load: number]>([
    ['a share group delivers again', { ordering: 'none', instances: 4, failure_share: 0.2 }, 0.3125],
    [
      'retry topics carry their own',
      { client: 'librdkafka', ordering: 'none', instances: 4, partitions: 8, failure_share: 0.2 },
      0.25,
    ],
    [
      'at most once tries nothing again',
      { delivery: 'at_most_once', instances: 4, partitions: 8, failure_share: 0.2 },
      0.25,
    ],
    ['Streams skips', { client: 'streams', instances: 4, partitions: 8, failure_share: 0.2 }, 0.25],
  ])('%s', (_, request, load) => {
    const answer = plan({ messages_per_s: 100, processing_ms_per_message: 10, ...request });
    expect(amountOf(answer, 'fullest_member_load')).toBe(load);
  });

  test.each<[client: NonNullable<ConsumersRequest['client']>, says: RegExp]>([
    ['java', /All waits inside one poll share 60 s; then seek\(\)/],
    ['librdkafka', /60 s at most between two calls of poll\(\)/],
    ['kafkajs', /Without heartbeat\(\) all waits of a message must end within 29\.9 s/],
  ])('%s has one clock, and an outage parks nothing', (client, says) => {
    for (const ordering of ['per_key', 'none'] as const) {
      const { failures } = plan({ ...payments, client, ordering, kafka_version: '3.9' });
      expect(failures.blocking_retry).toMatch(says);
      expect(failures.blocking_retry).toContain('park nothing');
    }
  });

  test('the clock is for all records of a poll', () => {
    expect(figureOf(plan(payments), 'blocking_retry_budget_ms')?.formula).toContain('for a whole poll');
  });

  test('at most once has no retry topic: it would repeat', () => {
    const { failures } = plan({ client: 'librdkafka', ordering: 'none', delivery: 'at_most_once' });
    expect(failures.topics.map(({ kind }) => kind)).toEqual(['dead_letter']);
    expect(JSON.stringify(failures)).not.toContain('commit the original');
  });

  test('a share group does not burn its deliveries in an outage', () => {
    expect(plan({ ordering: 'none' }).failures.blocking_retry).toContain(
      'wait before RELEASE, well within the lock of 30 s',
    );
  });
});

describe('one group, whatever its members', () => {
  const feed = {
    client: 'java',
    messages_per_s: 900_000,
    average_message_bytes: 400,
    largest_message_bytes: 12_000_000,
    partitions: 600,
    instances: 40,
    threads_per_instance: 4,
    brokers: 60,
    processing_ms_per_message: 0.05,
  } as const;
  test('is sent each record once, and its rate is that of the average', () => {
    const evidence = findingOf(plan(feed), 'ANTI-LARGE-PAYLOAD')?.evidence.join(' ');
    expect(evidence).toContain('sent 3 times (36 MB: 2 followers, 1 group)');
    expect(evidence).toContain('1,080 MB/s to disk, 1,080 MB/s over the network');
  });
  test('says nothing of a rate where no average is known', () => {
    const { average_message_bytes: _, ...unknown } = feed;
    expect(findingOf(plan(unknown), 'ANTI-LARGE-PAYLOAD')?.evidence.join(' ')).not.toContain('over the network');
  });
  test('that needs one consumer does not ask for a partition for each that runs', () => {
    const many = { messages_per_s: 1, processing_ms_per_message: 10, instances: 40, threads_per_instance: 8 };
    expect(findingOf(plan(many), 'ANTI-OVER-50-PARTITIONS')?.says).not.toMatch(/demand|exists/);
  });
  test('that needs 65 does not ask for 600 partitions', () => {
    expect(findingOf(plan(feed), 'ANTI-OVER-50-PARTITIONS')?.says).not.toContain('demand');
    expect(findingOf(plan({ ...payments, partitions: 60 }), 'ANTI-OVER-50-PARTITIONS')?.says).not.toContain('demand');
    expect(findingOf(plan({ ...feed, partitions: 80 }), 'ANTI-OVER-50-PARTITIONS')?.says).toContain(
      '65 consumers are needed',
    );
  });
});

describe('fetching', () => {
  test('a consumer of 6 partitions reads from 6 brokers, not from 60', () => {
    const answer = plan({
      messages_per_s: 500_000,
      average_message_bytes: 300,
      partitions: 120,
      brokers: 60,
      instances: 20,
      processing_ms_per_message: 0.02,
    });
    expect(amountOf(answer, 'bytes_per_fetch')).toBe(625_000);
    expect(settingOf(answer, 'fetch.min.bytes')?.value).toBe('312320');
    expect(figureOf(answer, 'fetch_memory_bytes_per_instance')?.formula).toContain('50 MiB × 6 brokers');
  });

  const librdkafka = {
    client: 'librdkafka',
    messages_per_s: 200_000,
    average_message_bytes: 500,
    processing_ms_per_message: 0.1,
    partitions: 48,
    instances: 6,
    threads_per_instance: 8,
  } as const;
  test('librdkafka holds its queue', () => {
    const answer = plan(librdkafka);
    const queue = Number(settingOf(answer, 'queued.max.messages.kbytes')?.value) * 1_024;
    expect(amountOf(answer, 'fetch_memory_bytes_per_instance')).toBe(8 * (queue + 1_048_576));
  });
  test.each<[kbytes: number, found: boolean]>([
    [2_000_000, true],
    [131_072, true],
    [65_536, false],
    [80_000, false],
  ])('queued.max.messages.kbytes=%i', (kbytes, found) => {
    const answer = plan({ ...librdkafka, config: { 'queued.max.messages.kbytes': kbytes } });
    expect(rulesOf(answer).includes('CONSUMERS-QUEUE-MEMORY')).toBe(found);
    if (kbytes === 2_000_000) expect(findingOf(answer, 'CONSUMERS-QUEUE-MEMORY')?.says).toContain('15.26 GiB');
  });

  test('kafkajs holds one answer of each broker, in batches as large as it says', () => {
    const answer = plan({
      client: 'kafkajs',
      messages_per_s: 1_000,
      average_message_bytes: 30_000,
      largest_message_bytes: 20_000_000,
      processing_ms_per_message: 1,
      partitions: 100,
      instances: 2,
    });
    expect(amountOf(answer, 'batch_bytes_per_partition')).toBe(20_971_520);
    expect(settingOf(answer, 'maxBytesPerPartition')).toMatchObject({
      value: '20971520',
      why: expect.stringContaining('699 messages takes 699 ms'),
    });
    expect(settingOf(answer, 'maxBytes')?.value).toBe('20971520');
    expect(figureOf(answer, 'fetch_memory_bytes_per_instance')).toMatchObject({
      value: 62_914_560,
      formula: 'min(20 MiB × 3 brokers, 50 partitions × 20 MiB)',
    });
    const small = plan({ client: 'kafkajs', partitions: 100, instances: 2 });
    expect(amountOf(small, 'fetch_memory_bytes_per_instance')).toBe(3 * 10_485_760);
  });
});

test('instances that own nothing carry nothing', () => {
  const answer = plan({
    kafka_version: '3.6',
    messages_per_s: 3_000,
    processing_ms_per_message: 0.5,
    partitions: 3,
    instances: 10,
    restart_seconds: 60,
  });
  expect(amountOf(answer, 'replayed_after_crash_messages')).toBe(5_000);
  expect(amountOf(answer, 'deploy_backlog_messages')).toBe(60_000);
  expect(amountOf(answer, 'deploy_drain_s')).toBe(60);
});

describe('the slow hundredth against the mean', () => {
  test.each<[mean: number, tail: number, says: string]>([
    [40, 5, 'below'],
    [40, 39, 'below'],
    [1, 101, 'more than 100 times'],
  ])('%i ms and %i ms contradict each other', (processing_ms_per_message, processing_p99_ms, says) => {
    expect(() => plan({ processing_ms_per_message, processing_p99_ms })).toThrow(says);
  });
  test.each([
    [40, 40],
    [1, 100],
  ])('%i ms and %i ms do not', (processing_ms_per_message, processing_p99_ms) => {
    expect(() => plan({ processing_ms_per_message, processing_p99_ms })).not.toThrow();
  });
  test('a mean that is assumed fits the tail', () => {
    expect(plan({ processing_p99_ms: 5_000 }).assumptions.join()).toContain(
      'processing_ms_per_message = 50: the least',
    );
    expect(plan({ processing_p99_ms: 4 }).assumptions.join()).toContain('processing_ms_per_message = 4:');
  });
});

test('where everything fails there is nothing to plan', () => {
  expect(() => plan({ messages_per_s: 900_000, failure_share: 1 })).toThrow('`failure_share` is 1');
});

describe('a share group is named only where it can be had', () => {
  const short = { ordering: 'none', messages_per_s: 5_000, processing_ms_per_message: 20, partitions: 12 } as const;
  const idle = { ordering: 'none', partitions: 4, instances: 9 } as const;
  test.each<[request: ConsumersRequest, named: boolean]>([
    [{ client: 'java', kafka_version: '3.9' }, true],
    [{ client: 'java', kafka_version: '4.3', delivery: 'exactly_once' }, false],
    [{ client: 'librdkafka', kafka_version: '4.4', delivery: 'exactly_once' }, false],
    [{ client: 'librdkafka', kafka_version: '4.4' }, false],
    [{ client: 'kafkajs', kafka_version: '4.4' }, false],
    [{ client: 'streams', kafka_version: '4.4' }, false],
  ])('%j: %s', (request, named) => {
    const remedies = [short, idle].map(
      (load) => plan({ ...load, ...request }).findings.find(({ rule }) => /TOO-FEW|IDLE/.test(rule))?.remedy ?? '',
    );
    for (const remedy of remedies) expect(/share group/i.test(remedy)).toBe(named);
  });
});

describe('one instance away', () => {
  test('is carried by a spare, or by partitions that leave room', () => {
    const remedy = findingOf(plan(payments), 'CONSUMERS-ONE-DOWN-OVERLOADS')?.remedy;
    expect(remedy).toContain(
      'Run 6 instances: the spare idles, and takes over; or have 48 partitions (the others 83.3 % busy)',
    );
    const spare = plan({ ...payments, instances: 6, threads_per_instance: 6 });
    expect(rulesOf(spare)).toEqual([]);
    expect(amountOf(spare, 'fullest_member_load_one_down')).toBe(0.6667);
  });
  test('two idle instances are one too many', () => {
    expect(rulesOf(plan({ ...payments, instances: 7, threads_per_instance: 6 }))).toContain('CONSUMERS-IDLE-MEMBERS');
  });
  test('no partition count is named that leaves them full', () => {
    const busy = { ...payments, processing_ms_per_message: 14, instances: 5, threads_per_instance: 6 };
    expect(findingOf(plan(busy), 'CONSUMERS-ONE-DOWN-OVERLOADS')?.remedy).not.toContain('partitions');
  });
  test('is no news where the group cannot carry its peak anyway', () => {
    const { deploy } = plan({ messages_per_s: 2_000, processing_ms_per_message: 50, partitions: 24, instances: 2 });
    expect(deploy.join()).not.toContain('off-peak');
  });
});

describe('words', () => {
  test('a plan does not accuse itself of an uneven split', () => {
    const own = { messages_per_s: 300, processing_ms_per_message: 13, partitions: 12 };
    const answer = plan(own);
    expect(answer.group).toMatchObject({ instances: 7, threads_per_instance: 1 });
    expect(rulesOf(answer)).toEqual([]);
    expect(rulesOf(plan({ ...own, instances: 7 }))).toContain('CONSUMERS-UNEVEN-SPLIT');
  });
  test('one message a second is one message', () => {
    for (const client of ['java', 'librdkafka', 'kafkajs'] as const) {
      const { figures, ...words } = plan({
        client,
        messages_per_s: 1,
        average_message_bytes: 1,
        partitions: 1,
        restart_seconds: 20,
        failure_share: 0.9,
      });
      const own = figures.filter(({ name }) => !/^(replayed|deploy_drain)/.test(name)).map(({ formula }) => formula);
      expect(JSON.stringify([own, words])).not.toMatch(/.{40}(?<![\d,.])1 (messages|bytes)\b/);
    }
  });
});
