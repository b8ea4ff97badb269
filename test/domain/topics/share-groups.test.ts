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

  const metrics = (kafka_version: string): TopicsRequest => ({
    services: [
      { name: 'edge', client: 'java' },
      { name: 'store', client: 'java', instances: 10, processing_ms_per_event: 0.02 },
    ],
    events: [
      {
        ...{ name: 'Metric', entity: 'host', order: 'none', producer: 'edge', consumers: ['store'] },
        ...{ peak_per_s: 1_000_000, average_per_s: 1_000_000, bytes: 500 },
      },
    ],
    environment: { brokers: 6, kafka_version },
  });

  it('is counted for what producers ask for, as a consumer group with a quick handler is', () => {
    const [older, newer] = ['4.1', '4.2'].map((release) => design(metrics(release)));
    expect([older?.groups[0]?.protocol, newer?.groups[0]?.protocol]).toEqual(['consumer', 'share']);
    expect(newer?.topics[0]?.partitions).toBe(50);
    expect(newer?.topics[0]?.partitions).toBe(older?.topics[0]?.partitions);
    expect(newer?.assumptions.join()).not.toContain('consumer_mb_per_s_per_partition');
  });

  it('asks for no partitions by its number, and is not said to', () => {
    const request = images('4.4');
    const { topics } = design({ ...request, services: request.services.map((one) => ({ ...one, instances: 150 })) });
    expect(topics[0]).toMatchObject({ partitions: 3, binding_constraint: expect.stringMatching(/share partitions/) });
  });

  it('without a rate is planned all the same', () => {
    const request = images('4.4');
    const events = request.events.map(({ peak_per_s: _, ...event }) => event);
    expect(design({ ...request, events }).topics[0]?.partitions).toBeGreaterThanOrEqual(3);
  });

  it('that is full is not told to run more instances', () => {
    const request = images('4.2');
    const { findings } = design({
      ...request,
      events: request.events.map((event) => ({ ...event, peak_per_s: 5_000 })),
    });
    expect(findings.map(({ rule }) => rule)).not.toContain('DESIGN-CROWDED-INSTANCES');
    expect(findings.find(({ rule }) => rule === 'CONSUMERS-SHARE-GROUP-FULL')?.remedy).toMatch(
      /A consumer group has no such limit, but each of its 2,858 members needs a partition/,
    );
  });

  it('with room is told to run no more members than it takes', () => {
    const request = images('4.4');
    const { findings } = design({
      ...request,
      events: request.events.map((event) => ({ ...event, peak_per_s: 340 })),
    });
    expect(findings.find(({ rule }) => rule === 'DESIGN-CROWDED-INSTANCES')?.remedy).toMatch(
      /up to 16 each, 200 in all at most/,
    );
  });

  it.each([
    ['4.2', /archived in silence: before it rejects a record the application writes it/],
    ['4.3', /archived in silence/],
    ['4.4', /the broker writes the dead letter, which needs share\.version=2/],
  ])('of %s says who writes dead letters', (release, says) => {
    expect(design(images(release)).groups[0]?.failures).toMatch(says);
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
