import { describe, expect, it } from 'vitest';
import { designTopics } from '../../../src/domain/topics/design.ts';
import type { EventRequest, TopicsRequest } from '../../../src/domain/topics/request.ts';
import { configs } from '../../support/fake-ports.ts';

const catalog = await configs();
const metrics: EventRequest = { name: 'MetricSeen', entity: 'host', producer: 'edge', consumers: ['store'] };
const figure = (name: string, environment: TopicsRequest['environment'], ...events: readonly Partial<EventRequest>[]) =>
  designTopics(
    {
      services: [{ name: 'edge' }, { name: 'store', instances: 10 }],
      events: events.map((event) => ({ ...metrics, ...event })),
      environment,
    },
    catalog,
  ).figures.find((one) => one.name === name);

describe('figures of a cluster', () => {
  it('say what leaves the brokers, in numbers that add up', () => {
    const read = { peak_per_s: 1, bytes: 500 };
    const unread = { name: 'HostLost', entity: 'loss', consumers: [], peak_per_s: 1, bytes: 500 };
    expect(figure('network_out_mb_per_s', { brokers: 3 }, read, unread)).toMatchObject({
      value: 0.003,
      formula: '0.001 MB/s × (RF 3 − 1) + 0.001 MB/s to consumer groups',
    });
  });

  const busy = { peak_per_s: 1_000_000, average_per_s: 500_000, bytes: 500 };

  it('say what each broker sends, one of them down', () => {
    expect(
      figure('network_out_mb_per_s_per_broker', { brokers: 4 }, { ...busy, consumers: ['store', 'edge'] }),
    ).toMatchObject({
      value: 666.667,
      formula: '(500 MB/s × (RF 3 − 1) + 1,000 MB/s to consumer groups) ÷ 3 brokers',
    });
  });

  it('say what each broker keeps', () => {
    expect(figure('disk_size_gb_per_broker', { brokers: 3 }, busy)).toMatchObject({
      value: 216_000,
      formula: '453,600 GB with replicas ÷ 3 brokers ÷ 0.7 full at most',
    });
  });

  it('say which topics they cannot count', () => {
    const kept = { name: 'HostBooked', entity: 'bill', replay: true, peak_per_s: 1 };
    expect(figure('disk_size_gb_per_broker', { brokers: 3 }, busy, kept)?.inputs.join()).toContain(
      'not counted, kept for ever or of unknown size: edge.bill-events.v1',
    );
  });

  it.each([
    ['the disk', busy, 54],
    ['the network', { ...busy, average_per_s: 1, peak_per_s: 5_000_000 }, 7],
    ['its replicas', { ...busy, average_per_s: 1, peak_per_s: 10 }, 3],
  ])('say how many brokers it takes for %s, where nobody gave their number', (_what, event, brokers) => {
    expect(figure('brokers_needed', undefined, event)?.value).toBe(brokers);
  });
});
