import { describe, expect, test } from 'vitest';
import type { ConsumersRequest } from '../../../src/domain/consumers/request.ts';
import { amountOf, findingOf, payments, plan, rulesOf, settingOf } from './asked.ts';

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
