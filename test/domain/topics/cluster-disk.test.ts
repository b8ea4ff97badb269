import { describe, expect, it } from 'vitest';
import { designTopics } from '../../../src/domain/topics/design.ts';
import type { EventRequest, TopicsRequest } from '../../../src/domain/topics/request.ts';
import { configs } from '../../support/fake-ports.ts';

const catalog = await configs();
const design = (given: Partial<EventRequest>, environment: TopicsRequest['environment'] = { brokers: 3 }) =>
  designTopics(
    {
      services: [{ name: 'p' }, { name: 'c', client: 'java', instances: 4, processing_ms_per_event: 1 }],
      events: [
        {
          ...{ name: 'OrderPlaced', entity: 'order', producer: 'p', consumers: ['c'] },
          ...{ peak_per_s: 30_000, bytes: 2_000, retention_days: 30, ...given },
        },
      ],
      environment: { kafka_version: '4.3', ...environment },
    },
    catalog,
  );
const disk = (answer: ReturnType<typeof design>) =>
  answer.findings.find(({ rule }) => rule === 'DESIGN-DISK-PER-BROKER');

describe('disks of a design', () => {
  it.each([1_000_000, 30_000, 6_000])(
    'at a peak of %d/s without a mean are a question and no verdict',
    (peak_per_s) => {
      const answer = design({ peak_per_s });
      expect(disk(answer)).toMatchObject({ severity: 'medium', confidence: 'low' });
      expect(disk(answer)?.says).toMatch(/at a third of the peak/);
      expect(disk(answer)?.says).not.toMatch(/at the least/);
      expect(disk(answer)?.remedy).toMatch(/^Give average_per_s first/);
      expect(disk(answer)?.remedy).not.toMatch(/\d+ brokers/);
      expect(answer.findings.filter(({ severity }) => severity === 'high')).toEqual([]);
      expect(answer.open_questions[0]).toMatch(/^average_per_s of OrderPlaced/);
    },
  );

  it('are judged by the mean that was given, and by one that equals the peak', () => {
    expect(disk(design({ average_per_s: 500 }))).toBeUndefined();
    expect(disk(design({ average_per_s: 30_000 }))).toMatchObject({
      severity: 'high',
      remedy: expect.stringMatching(/plan 56 brokers with 12,000 GB/),
    });
  });

  it('are said in brokers where their number was not given', () => {
    const answer = design({ average_per_s: 30_000 }, {});
    expect(disk(answer)?.says).toMatch(/466,560 GB with replicas take 56 brokers with 12,000 GB/);
    expect(answer.summary).toMatch(/Biggest risk: 466,560 GB/);
    expect(disk(design({ average_per_s: 500 }, {}))).toBeUndefined();
    expect(disk(design({}, {}))).toBeUndefined();
  });

  it('come before the shape of a topic where both are as severe', () => {
    const { summary, findings } = design({
      ...{ peak_per_s: 1_000_000, average_per_s: 300_000, bytes: 800, retention_days: 1 },
    });
    expect(findings[0]?.rule).toBe('ANTI-OVER-50-PARTITIONS');
    expect(summary).toMatch(/Biggest risk: Each (broker would|of 3 brokers would)/);
  });
});
