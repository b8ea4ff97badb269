import { describe, expect, it } from 'vitest';
import { designTopics } from '../../../src/domain/topics/design.ts';
import type { ServiceRequest, TopicsRequest } from '../../../src/domain/topics/request.ts';
import { configs } from '../../support/fake-ports.ts';

const catalog = await configs();
const images = (kafka_version: string, ...others: readonly ServiceRequest[]): TopicsRequest => ({
  services: [
    { name: 'web' },
    { name: 'img', client: 'java', instances: 3, processing_ms_per_event: 400, processing_p99_ms: 5_000 },
    ...others,
  ],
  events: [
    {
      name: 'ImageUploaded',
      entity: 'image',
      order: 'none',
      producer: 'web',
      consumers: ['img', ...others.map(({ name }) => name)],
      peak_per_s: 100,
      bytes: 700,
    },
  ],
  environment: { brokers: 3, kafka_version },
});
const design = (request: TopicsRequest) => designTopics(request, catalog);

describe('a share group', () => {
  it('asks for members and not for partitions', () => {
    const { topics, groups, findings } = design(images('4.4'));
    expect(topics.map(({ partitions }) => partitions)).toEqual([3]);
    expect(groups).toMatchObject([{ protocol: 'share', instances: 3, threads_per_instance: 20 }]);
    expect(findings.map(({ rule }) => rule)).not.toContain('ANTI-OVER-50-PARTITIONS');
  });

  it('leaves a consumer group of older brokers its partitions', () => {
    const { topics, groups } = design(images('4.1'));
    expect(groups[0]?.protocol).toBe('consumer');
    expect(topics[0]?.partitions).toBeGreaterThanOrEqual(58);
  });

  it('leaves a reader beside it its partitions', () => {
    const { topics } = design(
      images('4.4', { name: 'old', client: 'librdkafka', instances: 12, processing_ms_per_event: 50 }),
    );
    expect(topics[0]?.partitions).toBeGreaterThanOrEqual(12);
    expect(topics[0]?.partitions).toBeLessThanOrEqual(48);
  });

  it('never plans more members than a share group takes', () => {
    const request = images('4.4');
    const { groups } = design({ ...request, events: request.events.map((event) => ({ ...event, peak_per_s: 5_000 })) });
    for (const { instances, threads_per_instance } of groups)
      expect(instances * threads_per_instance).toBeLessThanOrEqual(200);
  });

  it('allows dead letters on their topic, not on the group', () => {
    const allowed = design(images('4.4')).settings.filter(({ settings }) =>
      settings.some(({ name }) => name === 'errors.deadletterqueue.group.enable'),
    );
    expect(allowed.map(({ family, applies_to }) => [family, applies_to])).toEqual([
      ['topic', ['dlq.web.image-events.v1.img']],
    ]);
  });
});
