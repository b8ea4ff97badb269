import { describe, expect, it } from 'vitest';
import type { ConsumerClient } from '../../../src/domain/consumers/request.ts';
import { designTopics } from '../../../src/domain/topics/design.ts';
import { configs } from '../../support/fake-ports.ts';

const catalog = await configs();

/** Sales that need few partitions and prices that need one for each of 60 tills, both read by `reader`. */
const shops = (client: ConsumerClient) =>
  designTopics(
    {
      services: [
        { name: 'web' },
        { name: 'erp' },
        { name: 'pos', client: 'java', instances: 60 },
        { name: 'reader', client, instances: 2 },
      ],
      events: [
        { name: 'SaleMade', entity: 'article', producer: 'web', consumers: ['reader'], peak_per_s: 20 },
        {
          name: 'Price',
          entity: 'article',
          producer: 'erp',
          consumers: ['pos', 'reader'],
          kind: 'state',
          distinct_keys: 80_000,
          peak_per_s: 20,
          bytes: 300,
        },
      ],
      environment: { brokers: 3, kafka_version: '4.3' },
    },
    catalog,
  );
const counts = (client: ConsumerClient) => shops(client).topics.map(({ partitions }) => partitions);
const asked = (client: ConsumerClient) =>
  shops(client).open_questions.filter((question) => question.startsWith('joins'));

describe('topics that are read together under one key', () => {
  it('get one count where Streams reads them', () => {
    expect(new Set(counts('streams')).size).toBe(1);
    expect(asked('streams')).toEqual([]);
    expect(
      shops('streams')
        .topics.map(({ order }) => order)
        .join(),
    ).toContain('so they can be joined');
  });

  it('keep their own counts where a sink copies them', () => {
    expect(new Set(counts('connect')).size).toBe(2);
    expect(asked('connect')).toEqual([]);
  });

  it.each(['java', 'librdkafka', 'kafkajs'] as const)(
    'keep their own counts for %s, and it is asked whether it joins',
    (client) => {
      expect(counts(client)).toEqual(counts('connect'));
      expect(asked(client)).toEqual([
        'joins: does reader join erp.article-state.v1, web.article-events.v1 by article_id? Then give each 60 partitions before the first record; here they have 60, 6.',
      ]);
    },
  );

  const fleet = (processing_ms_per_event: number | undefined) =>
    designTopics(
      {
        services: [
          { name: 'fleet', client: 'java', instances: 8 },
          { name: 'bill', client: 'streams', instances: 2, processing_ms_per_event },
        ],
        events: [
          {
            ...{ name: 'PositionReported', entity: 'vehicle', producer: 'fleet', consumers: ['bill'] },
            ...{ peak_per_s: 20_000, bytes: processing_ms_per_event === undefined ? 20_000 : 160 },
          },
          {
            ...{ name: 'TripEnded', entity: 'trip', key: 'vehicle_id', producer: 'fleet', consumers: ['bill'] },
            ...{ peak_per_s: 30, bytes: 900 },
          },
        ],
        environment: { brokers: 6, kafka_version: '4.4' },
      },
      catalog,
    );
  const over50 = (ms: number | undefined) =>
    fleet(ms).findings.filter(({ rule }) => rule === 'ANTI-OVER-50-PARTITIONS');

  it('stand on the measured number of the topic that asks for their count', () => {
    const { topics, summary } = fleet(2);
    expect(topics.map(({ partitions }) => partitions)).toEqual([120, 120]);
    expect(summary).toMatch(/the largest is fleet\.vehicle-events\.v1/);
    expect(over50(2).map(({ severity }) => severity)).toEqual(['low', 'low']);
    for (const { says, remedy } of over50(2)) {
      expect(says).toMatch(/the numbers demand them: .*the handler of bill, 2 ms/);
      expect(remedy).not.toMatch(/Too many already/);
    }
  });

  it('are accused once, where no number that was measured asks for the count', () => {
    expect(over50(undefined).map(({ says }) => says.split(':')[0])).toEqual(['fleet.vehicle-events.v1']);
  });
});
