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
    ['no time at all', { ...payments, instances: 2 }, /^No retry in place\. At 1,000 % busy/, 1],
    [
      'no time for a wait',
      { ...payments, messages_per_s: 2_142, instances: 30, failure_share: 0.2 },
      /^A record fails: try once more at once, but do not wait/,
      2,
    ],
    [
      'no time for another try',
      { ...payments, failure_share: 0.33 },
      /^No retry in place\. With 33 % failing a second try is 22 % of a consumer's time, which is 66\.7 % busy/,
      1,
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
    const failing = plan({ ...payments, failure_share: 0.2 });
    expect(amountOf(failing, 'consumers_needed')).toBe(35);
    expect(failing.summary).toContain('80 % busy');
    expect(findingOf(failing, 'CONSUMERS-TOO-FEW-PARTITIONS')?.remedy).toContain(
      'without the 20 % that are tried again it is 66.7 %',
    );
    expect(rulesOf(plan({ ...payments, failure_share: 0.05 }))).not.toContain('CONSUMERS-TOO-FEW-PARTITIONS');
  });

  test.each<[what: string, request: ConsumersRequest, load: number]>([
    ['a share group delivers again', { ordering: 'none', instances: 4, failure_share: 0.2 }, 0.3124],
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
    const retryOf = (ordering: 'per_key' | 'none') =>
      plan({ ...payments, client, ordering, kafka_version: '3.9' }).failures.blocking_retry;
    expect(retryOf('per_key')).toMatch(says);
    expect(retryOf('none')).toContain('no wait in place');
    expect(retryOf('none')).not.toMatch(says);
    for (const ordering of ['per_key', 'none'] as const) expect(retryOf(ordering)).toContain('park nothing');
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

describe('a record is counted as often as the plan tries it', () => {
  const busy = (request: ConsumersRequest) => {
    const answer = plan({ client: 'java', ...request });
    return [
      amountOf(answer, 'consumers_needed'),
      amountOf(answer, 'fullest_member_load'),
      amountOf(answer, 'tries_per_message'),
    ];
  };
  const half = { kafka_version: '3.6', messages_per_s: 900, processing_ms_per_message: 20, partitions: 30 } as const;
  test.each<[what: string, request: ConsumersRequest, expected: readonly (number | undefined)[]]>([
    ['no retry fits: once', { ...half, instances: 30, failure_share: 0.4 }, [26, 0.6, undefined]],
    [
      'at 83 %: once',
      { messages_per_s: 1_000, processing_ms_per_message: 50, partitions: 60, instances: 60, failure_share: 0.3 },
      [72, 0.8333, undefined],
    ],
    [
      'kafkajs at 100 %: once',
      {
        client: 'kafkajs',
        messages_per_s: 200,
        processing_ms_per_message: 20,
        partitions: 12,
        instances: 4,
        failure_share: 0.2,
      },
      [6, 1, undefined],
    ],
    ['six tries where they fit', { ...half, instances: 30, failure_share: 0.1 }, [29, 0.6667, 1.111]],
    [
      'five deliveries of a share group',
      {
        kafka_version: '4.4',
        ordering: 'none',
        messages_per_s: 3_000,
        processing_ms_per_message: 30,
        failure_share: 0.8,
      },
      [433, 1.513, 3.362],
    ],
    [
      'and of another',
      {
        kafka_version: '4.2',
        ordering: 'none',
        messages_per_s: 700,
        processing_ms_per_message: 300,
        failure_share: 0.6,
        instances: 20,
        threads_per_instance: 10,
      },
      [692, 2.421, 2.306],
    ],
  ])('%s', (_, request, expected) => {
    expect(busy(request)).toEqual(expected);
  });

  const failing = fc.record({
    client: fc.constantFrom('java' as const, 'librdkafka' as const, 'kafkajs' as const),
    delivery: fc.constantFrom('at_least_once' as const, 'exactly_once' as const),
    processing_ms_per_message: fc.double({ min: 0.1, max: 200, noNaN: true }),
    partitions: fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }),
    instances: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
    failure_share: fc.double({ min: 0.001, max: 0.95, noNaN: true }),
  });
  const rate = fc.double({ min: 0.1, max: 5_000, noNaN: true });
  test('the attempts of the dead letters are those of the load, and retries alone never overload', () => {
    fc.assert(
      fc.property(failing, rate, (given, messages_per_s) => {
        const request = { ...given, messages_per_s };
        const answer = plan(request);
        const attempts = Number(
          /\^ (\d+) attempts/.exec(figureOf(answer, 'dead_letters_per_s')?.formula ?? '')?.[1] ?? 1,
        );
        const tries = amountOf(answer, 'tries_per_message') ?? 1;
        expect(tries).toBeCloseTo((1 - given.failure_share ** attempts) / (1 - given.failure_share), 2);
        const once = (amountOf(answer, 'fullest_member_load') ?? 0) / tries;
        if (once < 0.99) expect(amountOf(answer, 'fullest_member_load')).toBeLessThan(1);
      }),
      { numRuns: 200 },
    );
  });
  test('more load never plans fewer members, whatever fails', () => {
    fc.assert(
      fc.property(failing, rate, rate, ({ instances: _, ...given }, one, other) => {
        const members = (messages_per_s: number) => amountOf(plan({ ...given, messages_per_s }), 'members') ?? 0;
        expect(members(Math.max(one, other))).toBeGreaterThanOrEqual(members(Math.min(one, other)));
      }),
      { numRuns: 200 },
    );
  });
  test('one load in one answer, also where the share is assumed', () => {
    const answer = plan({ messages_per_s: 10, processing_ms_per_message: 60_000, partitions: 100 });
    expect(answer.failures.blocking_retry).toContain('At 600 % busy');
    expect(JSON.stringify(answer)).not.toContain('606');
  });
});

describe('a transaction ends before its time-out', () => {
  const exactly = { client: 'java', delivery: 'exactly_once' } as const;
  test.each<[mean: number, p99: number, records: number, timeoutMs: number]>([
    [200, 280, 107, 60_000],
    [100, 290, 103, 60_000],
    [1, 5, 500, 60_000],
    [20_000, 29_000, 1, 60_000],
    [20_000, 31_000, 1, 120_000],
    [100_000, 500_000, 1, 900_000],
  ])('%i ms and %i ms p99: %i records', (processing_ms_per_message, processing_p99_ms, records, timeoutMs) => {
    const answer = plan({ ...exactly, processing_ms_per_message, processing_p99_ms });
    expect(settingOf(answer, 'max.poll.records')?.value).toBe(String(records));
    expect(amountOf(answer, 'transaction_timeout_ms')).toBe(timeoutMs);
    expect(answer.commits.steps.join()).toContain(`transaction.timeout.ms=${timeoutMs}`);
  });
  test('Streams commits by interval, and nothing else has one', () => {
    for (const request of [{ ...exactly, client: 'streams' }, { client: 'java' }] as const)
      expect(figureOf(plan(request), 'transaction_timeout_ms')).toBeUndefined();
  });
  test('a crash has the transaction in hand done again, not an interval', () => {
    const answer = plan({ ...exactly, messages_per_s: 5_000, processing_ms_per_message: 1, partitions: 12 });
    expect(amountOf(answer, 'replayed_after_crash_messages')).toBe(1_000);
  });
  test.each<[config: Readonly<Record<string, string>>, mean: number, severity: string | undefined]>([
    [{ 'group.id': 'g' }, 200, 'high'],
    [{ 'max.poll.records': '500' }, 100, 'medium'],
    [{ 'max.poll.records': '107' }, 200, undefined],
    [{ 'max.poll.records': '500' }, 1, undefined],
  ])('%j at %i ms', (config, processing_ms_per_message, severity) => {
    const answer = plan({
      ...exactly,
      config,
      processing_ms_per_message,
      processing_p99_ms: 1.4 * processing_ms_per_message,
    });
    expect(findingOf(answer, 'CONSUMERS-POLL-OVER-TRANSACTION')?.severity).toBe(severity);
  });
  test('what failed goes on inside it', () => {
    for (const ordering of ['none', 'per_key'] as const) {
      const { failures } = plan({ ...exactly, ordering });
      expect(failures.says).toContain('in the transaction that holds its offset');
      expect(failures.says).not.toContain('then commit the original');
    }
    expect(plan({ ...exactly, client: 'librdkafka', ordering: 'none' }).client_notes.join()).not.toContain(
      'share group',
    );
  });
});

describe('a commit is not made for each message', () => {
  const mail = { messages_per_s: 5_000, processing_ms_per_message: 1, partitions: 24, instances: 12 } as const;
  const each = /consumer\.commit\(message|eachMessage/;
  const stepsOf = ({ commits }: Plan) => commits.steps.join('\n');

  test.each<[client: 'librdkafka' | 'kafkajs', loop: RegExp]>([
    ['librdkafka', /for 1 s: message = consumer\.poll.*\n.*send_offsets.*\n.*commit_transaction\(\), once for all/],
    ['kafkajs', /eachBatch }\)[\s\S]*for 1 s, or to the end of the batch[\s\S]*transaction\.commit\(\), once for all/],
  ])('%s: one transaction for a second', (client, loop) => {
    const answer = plan({ ...mail, client, delivery: 'exactly_once' });
    expect(stepsOf(answer)).toMatch(loop);
    expect(stepsOf(answer)).toContain('one transaction takes up to 1.01 s');
    expect(stepsOf(answer)).not.toMatch(each);
    expect(answer.client_notes.join()).not.toMatch(each);
    expect(answer.failures.blocking_retry).not.toMatch(each);
    expect(amountOf(answer, 'replayed_after_crash_messages')).toBe(417);
    const slow = { ...mail, messages_per_s: 1, threads_per_instance: 2 };
    expect(amountOf(plan({ ...slow, client, delivery: 'exactly_once' }), 'replayed_after_crash_messages')).toBe(2);
  });

  test.each<[client: 'librdkafka' | 'kafkajs', mean: number, records: number, graceMs: number, loop: RegExp]>([
    ['librdkafka', 0.2, 1_000, 11_000, /consume\(1000, timeout=0\.2\)\n.*asynchronous=false\), once for all/],
    ['librdkafka', 500, 1, 12_500, /until there is 1 message or 200 ms/],
    ['kafkajs', 1, 200, 11_000, /up to 200 at a time; before each part await heartbeat\(\)[\s\S]*once for all/],
    ['kafkajs', 40, 5, 11_000, /up to 5 at a time/],
  ])('%s at most once, %d ms: one commit for %d', (client, mean, records, graceMs, loop) => {
    const answer = plan({ ...mail, client, processing_ms_per_message: mean, delivery: 'at_most_once' });
    expect(stepsOf(answer)).toMatch(loop);
    expect(stepsOf(answer)).not.toMatch(each);
    expect(amountOf(answer, 'records_of_one_commit')).toBe(records);
    expect(amountOf(answer, 'shutdown_grace_ms')).toBe(graceMs);
    expect(figureOf(answer, 'replayed_after_crash_messages')?.formula).toContain(
      `up to ${records === 1 ? '1 record in hand is' : `${records.toLocaleString('en')} records in hand are`} lost`,
    );
  });

  test('other threads at most once: the loop polls on', () => {
    const answer = plan({ ...mail, client: 'librdkafka', hands_off: true, delivery: 'at_most_once' });
    expect(amountOf(answer, 'records_of_one_commit')).toBe(200);
    expect(amountOf(answer, 'poll_budget_ms')).toBe(5);
  });

  test('the retries of kafkajs are its default, not what a configuration has', () => {
    expect(plan({ ...mail, client: 'kafkajs' }).client_notes.join()).toContain('(retry.retries, 5 by default)');
  });
});

describe('automatic commits are commits', () => {
  test.each<[what: string, request: ConsumersRequest, found: boolean]>([
    ['on', { config: { 'enable.auto.commit': 'true' } }, false],
    ['on by default', { config: { 'group.id': 'g' } }, false],
    ['off', { config: { 'enable.auto.commit': 'false' } }, true],
    ['nothing is known of them', {}, true],
    ['on in kafkajs', { client: 'kafkajs', config: { autoCommit: true } }, false],
  ])('%s', (_, request, found) => {
    expect(rulesOf(plan({ commits: false, messages_per_s: 900, ...request })).includes('ANTI-NO-COMMIT')).toBe(found);
  });
  test('where a group starts is what the configuration says', () => {
    const evidence = (reset: string) =>
      findingOf(
        plan({
          commits: false,
          messages_per_s: 900,
          retention_hours: 24,
          config: { 'enable.auto.commit': 'false', 'auto.offset.reset': reset },
        }),
        'ANTI-NO-COMMIT',
      )?.evidence.join();
    expect(evidence('earliest')).toContain('77,760,000 records again');
    expect(evidence('earliest')).not.toContain('skips');
    expect(evidence('latest')).toContain('skips 54,000');
    expect(evidence('latest')).not.toContain('again');
  });
  test('a share group is not asked for its commits', () => {
    const config = { 'share.acknowledgement.mode': 'explicit', 'enable.auto.commit': 'false' };
    expect(plan({ ordering: 'none', config }).open_questions.join()).not.toContain('commits:');
  });
});

describe('what waits after a deploy', () => {
  test.each<[what: string, request: ConsumersRequest, backlog: number, drainS: number | undefined]>([
    [
      'three members with two partitions',
      { client: 'librdkafka', delivery: 'at_most_once', partitions: 30, instances: 10, threads_per_instance: 3 },
      6_600,
      82.5,
    ],
    [
      'the same with retries',
      { client: 'java', failure_share: 0.05, partitions: 30, instances: 10, threads_per_instance: 3 },
      7_050,
      141,
    ],
    ['an even split keeps up', { client: 'java', partitions: 120, instances: 60 }, 0, undefined],
  ])('%s', (_, request, backlog, drainS) => {
    const answer = plan({ messages_per_s: 2_600, processing_ms_per_message: 10, ...request });
    expect(amountOf(answer, 'deploy_backlog_messages')).toBe(backlog);
    expect(amountOf(answer, 'deploy_drain_s')).toBe(drainS);
  });
  test('tasks of Connect and of classic Streams stand still meanwhile', () => {
    for (const client of ['connect', 'streams'] as const) {
      const answer = plan({ client, messages_per_s: 100, processing_ms_per_message: 2, partitions: 6, instances: 2 });
      expect(amountOf(answer, 'deploy_backlog_messages')).toBe(1_500);
      expect(answer.deploy.join()).not.toContain('While one is away');
    }
  });
  test('the streams protocol leaves on close', () => {
    const request = {
      client: 'streams',
      messages_per_s: 100,
      processing_ms_per_message: 2,
      partitions: 6,
      instances: 2,
    } as const;
    const deploy = plan({ ...request, config: { 'application.id': 'a', 'group.protocol': 'streams' } }).deploy.join();
    expect(deploy).toContain('leaves at once');
    expect(deploy).not.toContain('does not leave');
    expect(plan(request).deploy.join()).toContain('does not leave its group on close()');
  });
  test('one instance moves nothing', () => {
    const answer = plan({ messages_per_s: 1, partitions: 1, instances: 1, restart_seconds: 600 });
    expect(rulesOf(answer)).not.toContain('CONSUMERS-RESTART-TOO-LONG');
    expect(answer.deploy.join()).not.toContain('its partitions move');
  });
  test.each<[client: 'streams' | 'connect', again: number]>([
    ['streams', 1_500],
    ['connect', 3_000],
  ])('%s cannot do at most once: it repeats', (client, again) => {
    const answer = plan({ client, delivery: 'at_most_once', messages_per_s: 100, partitions: 6, instances: 2 });
    expect(amountOf(answer, 'replayed_after_crash_messages')).toBe(again);
  });
  test('a whole number stays one', () => {
    const answer = plan({ client: 'streams', messages_per_s: 100, processing_ms_per_message: 2, instances: 3 });
    expect(amountOf(answer, 'replayed_after_crash_messages')).toBe(1_000);
  });
});

describe('other threads do the work', () => {
  const handsOff = {
    client: 'java',
    hands_off: true,
    messages_per_s: 1_000,
    processing_ms_per_message: 20,
    partitions: 12,
    instances: 3,
  } as const;
  test('so members are not accused, and workers are asked for', () => {
    const answer = plan(handsOff);
    expect(rulesOf(answer)).toEqual([]);
    expect(amountOf(answer, 'workers_needed')).toBe(29);
    expect(answer.open_questions.join()).toContain('29 workers');
    expect(answer.failures.blocking_retry).toMatch(/its worker may try again/);
    expect(settingOf(answer, 'max.poll.records')?.value).toBe('500');
    expect(JSON.stringify(answer)).not.toMatch(/% busy/);
  });
  test('without a given layout neither members nor partitions are multiplied', () => {
    const { partitions: _, instances: __, ...free } = handsOff;
    expect(plan(free).group).toMatchObject({ instances: 3, threads_per_instance: 1, partitions: 6 });
    expect(plan(free).assumptions.join()).toContain('instances = 3: two to work');
  });
  test('a share group finishes a poll before the next', () => {
    expect(amountOf(plan({ ...handsOff, ordering: 'none' }), 'consumers_needed')).toBe(29);
  });
});

describe('remedies that help', () => {
  test.each<[partitions: number, instances: number, remedy: string]>([
    [13, 4, 'Use a divisor of 13: 13 members.'],
    [24, 9, 'Use a divisor of 24: 8 or 12 members.'],
  ])('%i partitions over %i members', (partitions, instances, remedy) => {
    const answer = plan({ messages_per_s: 500, processing_ms_per_message: 10, partitions, instances });
    expect(findingOf(answer, 'CONSUMERS-UNEVEN-SPLIT')?.remedy).toBe(remedy);
  });
  test('exactly full while one is away is a finding', () => {
    const answer = plan({ messages_per_s: 100, processing_ms_per_message: 200, partitions: 40, instances: 40 });
    expect(findingOf(answer, 'CONSUMERS-ONE-DOWN-OVERLOADS')?.says).toContain(
      '100 % busy, and its lag does not shrink',
    );
  });
  test('several records at once are also polled', () => {
    const answer = plan({
      kafka_version: '4.4',
      ordering: 'none',
      messages_per_s: 100,
      processing_ms_per_message: 20_000,
      processing_p99_ms: 90_000,
    });
    expect(findingOf(answer, 'CONSUMERS-SHARE-GROUP-FULL')?.remedy).toContain(
      '15 records of a poll at once (max.poll.records=15, not 1: none of them waits for another then)',
    );
  });
  test.each<[what: string, request: ConsumersRequest, remedy: RegExp]>([
    [
      '12 members are not 200',
      { messages_per_s: 2_000, processing_ms_per_message: 50, instances: 12, failure_share: 0.8 },
      /^Run 200 members and bring the handler to 20\.82 ms; or let each member work on 41 records of a poll at once, /,
    ],
    [
      'no more at once than the poll of the plan brings',
      { messages_per_s: 1_000, processing_ms_per_message: 100, instances: 6, failure_share: 0.3 },
      /^Run 200 members and bring the handler to 98\.24 ms; or run 7 members that each work on 30 records of a poll at once, /,
    ],
    [
      'a full group',
      { messages_per_s: 10_000, processing_ms_per_message: 20, instances: 200 },
      /^Bring the handler to 14 ms; or let each member work on 2 records/,
    ],
  ])('a share group that is too small for its peak: %s', (_, request, remedy) => {
    const answer = plan({ client: 'java', kafka_version: '4.2', ordering: 'none', partitions: 12, ...request });
    expect(findingOf(answer, 'CONSUMERS-SHARE-GROUP-FULL')?.remedy).toMatch(remedy);
  });

  test('a fast handler is not starved by a full queue', () => {
    const fast = { client: 'librdkafka', messages_per_s: 100, average_message_bytes: 2_000, partitions: 12 } as const;
    const queue = (processing_ms_per_message: number) =>
      settingOf(plan({ ...fast, processing_ms_per_message }), 'queued.max.messages.kbytes');
    expect(queue(0.05)).toMatchObject({ value: '39063', why: expect.stringContaining('fetch.queue.backoff.ms') });
    expect(queue(0.01)).toMatchObject({ value: '65536', why: expect.stringContaining('the default') });
    expect(queue(10)?.value).toBe('1024');
  });
  test('times below a millisecond are not 0 ms', () => {
    const answer = plan({ client: 'librdkafka', processing_ms_per_message: 0.05 });
    expect(settingOf(answer, 'max.poll.interval.ms')?.why).toContain('0.25 ms');
    expect(settingOf(plan({ processing_ms_per_message: 0.001 }), 'max.poll.records')?.why).toContain('= 2.5 ms');
  });
  test('10 TB/s is a wrong unit', () => {
    expect(() => plan({ messages_per_s: 1e7, average_message_bytes: 1e6 })).toThrow('10 TB/s');
  });
  test.each([
    [1, 12],
    [6, 75],
    [12, 150],
  ])(
    'the members of a share group on %i partitions leave records for each other: max.poll.records=%i',
    (partitions, records) => {
      const work = { messages_per_s: 1_000, processing_ms_per_message: 100, processing_p99_ms: 100, partitions };
      const answer = plan({ ...work, ordering: 'none', instances: 10, threads_per_instance: 16 });
      expect(settingOf(answer, 'max.poll.records')?.value).toBe(String(records));
      expect(records * 160).toBeLessThanOrEqual(Math.max(partitions * 2_000, 160));
    },
  );
  test.each([
    { client: 'streams' },
    { client: 'connect' },
    { client: 'java', ordering: 'none', config: { 'share.acknowledgement.mode': 'explicit' } },
    { client: 'java', config: { 'spring.kafka.consumer.group-id': 'x', 'spring.kafka.listener.ack-mode': 'RECORD' } },
  ] as const)('who commits by nature is not said to commit never: %j', (request) => {
    const answer = plan({ ...request, kafka_version: '4.2', commits: false });
    expect(answer.findings.map(({ rule }) => rule)).not.toContain('ANTI-NO-COMMIT');
    expect(answer.assumptions.join()).toContain('commits = true, not false');
  });
});
