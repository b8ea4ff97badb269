import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConsumersRequest } from '../../../src/domain/consumers/request.ts';
import { amountOf, figureOf, findingOf, payments, plan, rulesOf } from './asked.ts';

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
