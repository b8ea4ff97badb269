import { describe, expect, it } from 'vitest';
import { designTopics } from '../../../src/domain/topics/design.ts';
import type { EventRequest, TopicsRequest } from '../../../src/domain/topics/request.ts';
import { configs } from '../../support/fake-ports.ts';

const catalog = await configs();
const event = (name: string, given: Partial<EventRequest> = {}): EventRequest => ({
  name,
  entity: 'order',
  producer: 'orders',
  consumers: ['mail'],
  order: 'per_entity',
  peak_per_s: 1_000,
  bytes: 1_000,
  ...given,
});
const choice = (events: readonly EventRequest[], preferences: TopicsRequest['preferences'] = {}) => {
  const names = ['orders', 'mail', 'audit', 'bill', 'ship'];
  const { granularity } = designTopics({ services: names.map((name) => ({ name })), events, preferences }, catalog);
  const [first] = granularity;
  if (first === undefined) throw new Error('no choice');
  return first;
};

describe('what the other granularity would cost', () => {
  it('gives order over all records one partition, with its ceiling', () => {
    const { alternative } = choice([
      event('OrderPlaced', { order: 'total' }),
      event('OrderPaid', { peak_per_s: 60_000 }),
    ]);
    expect(alternative).toBe(
      'One topic would have 1 partition, because OrderPlaced needs order over all records: at most 10,000 messages/s (10 MB/s ÷ 1,000 bytes), the types together need 61,000.',
    );
  });

  it('claims no order across keys', () => {
    const { alternative } = choice([event('OrderPlaced', { key: 'tenant_id' }), event('OrderPaid')]);
    expect(alternative).toContain('would keep no order between them: order_id, tenant_id lead to different partitions');
    expect(alternative).not.toContain('keeps that order');
  });

  it.each([
    ['order', { order: 'none' }, 'OrderViewed would wait behind retries of the others'],
    ['retention', { retention_days: 400 }, 'everything would be kept 400 d'],
    ['personal data', { personal_data: true, consumers: ['audit'] }, 'every reader could read the personal data'],
  ] as const)('says what keeps %s apart', (_what, given, cost) => {
    expect(choice([event('OrderPaid', { retention_days: 7 }), event('OrderViewed', given)]).alternative).toContain(
      cost,
    );
  });

  it('says that a wish was overruled, and why', () => {
    const differ = [event('OrderPlaced', { key: 'tenant_id' }), event('OrderPaid')];
    expect(choice(differ, { granularity: 'per_entity' }).why).toMatch(
      /^per_entity was asked for, but keys differ: 2 topics/,
    );
    expect(choice([...differ, event('OrderShipped')], { granularity: 'per_entity' }).why).toMatch(
      /^per_entity was asked for, but one topic for the lifecycle, apart from it what differs \(keys differ\)/,
    );
    expect(choice(differ).why).toMatch(/^keys differ: 2 topics/);
    expect(choice([event('OrderPlaced'), event('OrderPaid')], { granularity: 'per_entity' }).why).toMatch(
      /^One topic keeps/,
    );
  });

  it('is what one gets who asks for it', () => {
    const events = [
      event('OrderPlaced', { consumers: ['mail', 'audit'] }),
      event('OrderPaid'),
      event('OrderSeen', { peak_per_s: 9_000 }),
    ];
    const numbers = (sentence: string) => /\d+ topics?, \d+ partitions?, \d+ replicas?/.exec(sentence)?.[0];
    const [byEntity, byEvent] = [choice(events), choice(events, { granularity: 'per_event' })];
    expect(numbers(byEntity.alternative)).toBe(numbers(byEvent.why));
    expect(byEvent.alternative).toContain(`One topic with ${/\d+ partitions/.exec(byEntity.why)?.[0]} would`);
    const split = [...events, event('OrderViewed', { order: 'none' })];
    expect(numbers(choice(split, { granularity: 'per_event' }).alternative)).toBe(numbers(choice(split).why));
  });

  it('names one reason once', () => {
    expect(choice([event('OrderPaid'), event('OrderViewed', { order: 'none' })]).why).toMatch(/^order needs differ: 2/);
  });

  it('loses no order that nobody asked for', () => {
    expect(choice([event('OrderSeen', { order: 'none' }), event('OrderViewed', { order: 'none' })]).gives_up).toBe(
      'No order that was asked for: each type has its own partitions and its own lag.',
    );
  });
});

describe('what readers skip, in good English', () => {
  it.each([
    ['nobody reads', [[], []], 'Bytes: none, nobody reads it yet.'],
    ['everybody wants all', [['mail'], ['mail']], 'Bytes: none, no reader would skip anything.'],
    [
      'one skips',
      [['mail'], ['mail', 'bill']],
      /^Bytes: mail wants 1 of 2 types|^Bytes: bill wants 1 of 2 types and throws away 50 % of its bytes \(1 MB\/s\) by a header filter\.$/,
    ],
    ['two skip', [['mail'], ['bill']], /header filter; 1 other reader skips no more than that\.$/],
    ['three skip', [['mail', 'audit'], ['bill']], /header filter; 2 other readers skip no more than that\.$/],
  ] as const)('%s', (_what, [placed, paid], said) => {
    const { gives_up } = choice([event('OrderPlaced', { consumers: placed }), event('OrderPaid', { consumers: paid })]);
    expect(gives_up).toMatch(said);
  });

  it('never says nothing, nor counts one of several', () => {
    const { why, alternative } = choice([
      event('OrderPlaced', { order: 'none' }),
      event('OrderPaid', { order: 'none' }),
    ]);
    expect(`${why} ${alternative}`).not.toMatch(/; nothing|\b1 (topics|partitions|replicas)\b/);
  });
});
