import { describe, expect, it } from 'vitest';
import { designTopics } from '../../../src/domain/topics/design.ts';
import type { EventRequest, ServiceRequest } from '../../../src/domain/topics/request.ts';
import { configs } from '../../support/fake-ports.ts';

const catalog = await configs();
const design = (client: ServiceRequest['client'], given: Partial<EventRequest> = {}) =>
  designTopics(
    {
      services: [{ name: 'p' }, { name: 'c', client, instances: 3, processing_ms_per_event: 10 }],
      events: [
        {
          ...{ name: 'ClickSeen', entity: 'campaign', key: 'campaign_id', order: 'none', producer: 'p' },
          ...{ consumers: ['c'], peak_per_s: 2_000, average_per_s: 700, bytes: 300, distinct_keys: 50 },
          ...given,
        },
      ],
      environment: { brokers: 6, kafka_version: '3.9' },
    },
    catalog,
  );
const remedies = ({ findings }: ReturnType<typeof design>) =>
  findings.filter(({ rule }) => /HOT-KEY|FEW-KEYS/.test(rule)).map(({ remedy }) => remedy);

describe('a key without an order', () => {
  it.each([0.4, 0.0698])(
    'with a share of %d is kept from choosing the partition, and no load grows for it',
    (share) => {
      const answer = design('java', { hottest_key_share: share });
      expect(answer.topics[0]?.partitions).toBeLessThanOrEqual(50);
      expect(remedies(answer).length).toBeGreaterThan(0);
      for (const remedy of remedies(answer)) {
        expect(remedy).toMatch(/partitioner\.ignore\.keys=true/);
        expect(remedy).not.toMatch(/finer key|share group/);
      }
    },
  );

  it('plans for the load as a topic without a key does', () => {
    expect(design('java', { hottest_key_share: 0.4 }).topics[0]?.partitions).toBe(29);
  });

  it('stays with its partition where Streams adds up by it, or where an order was asked for', () => {
    for (const answer of [design('streams'), design('java', { order: 'per_entity' })]) {
      expect(answer.topics[0]?.partitions).toBeGreaterThanOrEqual(58);
      for (const remedy of remedies(answer)) expect(remedy).not.toMatch(/ignore\.keys/);
    }
  });
});
