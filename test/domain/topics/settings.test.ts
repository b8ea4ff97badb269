import { describe, expect, it } from 'vitest';
import { designTopics } from '../../../src/domain/topics/design.ts';
import type { EventRequest, ServiceRequest, TopicsRequest } from '../../../src/domain/topics/request.ts';
import { mergeSettings, type Placed } from '../../../src/domain/topics/settings.ts';
import { configs } from '../../support/fake-ports.ts';

const catalog = await configs();
const placed = (appliesTo: string, why: string): Placed => ({
  family: 'topic',
  appliesTo,
  setting: { name: 'segment.ms', value: '86400000', why, source: 'x', default: null, is_default: false },
});

describe('equal settings', () => {
  it('with reasons that differ in numbers are said once, with the name of whom the numbers are', () => {
    expect(mergeSettings([placed('b', 'gone after 9 d'), placed('a', 'gone after 8 d')])).toMatchObject([
      { applies_to: ['a', 'b'], settings: [{ why: 'a: gone after 8 d' }] },
    ]);
  });

  it('with different reasons are said apart', () => {
    const merged = mergeSettings([placed('b', 'only closed segments go'), placed('a', 'never compacted')]);
    expect(merged.map(({ applies_to, settings }) => [applies_to, settings.map(({ why }) => why)])).toEqual([
      [['a'], ['never compacted']],
      [['b'], ['only closed segments go']],
    ]);
  });
});

const base: EventRequest = { name: 'OrderPlaced', entity: 'order', producer: 'p', consumers: ['c'], bytes: 1_000 };
const settingsOf = (services: readonly ServiceRequest[], events: readonly Partial<EventRequest>[]) => {
  const request: TopicsRequest = {
    services: [...services, ...(services.some(({ name }) => name === 'c') ? [] : [{ name: 'c' }])],
    events: events.map((event) => ({ ...base, ...event })),
    environment: { brokers: 3, kafka_version: '4.3' },
    preferences: { growth_factor: 1 },
  };
  return designTopics(request, catalog).settings.flatMap(({ family, applies_to, settings }) =>
    settings.map((setting) => ({ family, applies_to, ...setting })),
  );
};

describe('failure topics', () => {
  it('roll daily, so that their few records go in time', () => {
    expect(
      settingsOf([{ name: 'p' }], [{}]).filter(
        ({ name, applies_to }) => name === 'segment.ms' && applies_to.includes('retry and dead-letter topics'),
      ),
    ).toMatchObject([{ value: '86400000' }]);
  });
});

describe('what a producer sends', () => {
  const batch = (instances: number | undefined) =>
    settingsOf([{ name: 'p', client: 'java', instances }], [{ peak_per_s: 60_000 }]).find(
      ({ name }) => name === 'batch.size',
    );

  it('has room for records that are larger than a batch', () => {
    const buffer = settingsOf(
      [
        { name: 'p', client: 'java', instances: 1_000 },
        { name: 'c', client: 'java', processing_ms_per_event: 40 },
      ],
      [{ peak_per_s: 10_000, bytes: 80_000 }],
    ).find(({ name }) => name === 'buffer.memory');
    expect(buffer?.why).toMatch(
      /^two records, each larger than a batch, for each partition: \d{3} partitions × 80,000 bytes × 2/,
    );
    expect(Number(buffer?.value)).toBeGreaterThan(500 * 80_000 * 2);
  });

  it('is divided by its instances', () => {
    expect([batch(1)?.value, batch(5)?.value]).toEqual(['131072', '32768']);
    expect(batch(1)?.why).toBe('100,000 bytes of one producer reach a partition within linger.ms');
    expect(batch(5)?.why).toBe('20,000 bytes of one of 5 instances reach a partition within linger.ms');
    expect(batch(undefined)).toEqual(batch(1));
  });

  const codecs = (client: ServiceRequest['client'], telemetryPerS: number) =>
    settingsOf(
      [
        { name: 'p', client },
        { name: 'alerting', client: 'kafkajs' },
      ],
      [
        { name: 'DeviceAlarm', entity: 'device', consumers: ['alerting'], peak_per_s: 800 },
        { name: 'TelemetryReported', entity: 'telemetry', peak_per_s: telemetryPerS },
      ],
    )
      .filter(({ name }) => /compression\.type$/.test(name))
      .filter(({ family }) => family !== 'topic')
      .map(({ applies_to, value }) => [...applies_to, value]);

  it.each([
    ['librdkafka', 'p, topic configuration of p.device-events.v1'],
    ['java', 'p, a second producer for p.device-events.v1'],
  ] as const)('of %s is gzip only where KafkaJS reads it', (client, part) => {
    expect(codecs(client, 400_000)).toEqual([
      ['p', 'zstd'],
      [part, 'gzip'],
    ]);
    expect(codecs(client, 10)).toEqual([['p', 'gzip']]);
  });

  it.each(['connect', 'streams'] as const)('of %s has one codec', (client) => {
    expect(codecs(client, 400_000)).toEqual([['p', 'gzip']]);
  });
});

describe('what a group without a commit reads again', () => {
  const again = (client: ServiceRequest['client'], event: Partial<EventRequest>) =>
    settingsOf([{ name: 'p' }, { name: 'c', client }], [event]).find(
      ({ name, applies_to }) => applies_to.includes('c') && /^(auto\.offset\.reset|fromBeginning)$/.test(name),
    )?.why;

  it.each<readonly [ServiceRequest['client'], Partial<EventRequest>, RegExp]>([
    ['java', { peak_per_s: 3_000, average_per_s: 400 }, /, about 241,920,000 messages;.*by_duration/],
    ['kafkajs', { peak_per_s: 3_000, average_per_s: 400 }, /, about 241,920,000 messages;/],
    ['librdkafka', { peak_per_s: 400 }, /, up to 241,920,000 messages;/],
    ['java', { peak_per_s: 400, replay: true }, /, all that was ever written;/],
    ['java', { kind: 'state', distinct_keys: 400, peak_per_s: 5 }, /, up to 18,800 messages;/],
    ['java', {}, /what is kept;/],
  ])('%s %j', (client, event, said) => {
    expect(again(client, event)).toMatch(said);
  });
});
