import { describe, expect, test } from 'vitest';
import type { ConsumersRequest } from '../../../src/domain/consumers/request.ts';
import { findingOf, payments, plan, rulesOf } from './asked.ts';

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
