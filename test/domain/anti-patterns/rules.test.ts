import { describe, expect, it } from 'vitest';
import { noFacts, type StreamFacts } from '../../../src/domain/anti-patterns/facts.ts';
import { antiPatternsOf } from '../../../src/domain/anti-patterns/rules.ts';

/** The stream, the rule it breaks, and a number that the finding must name. */
const cases: readonly (readonly [string, Partial<StreamFacts>, string, RegExp])[] = [
  [
    'a caller that waits',
    { requestReply: true, messagesPerS: 200 },
    'ANTI-REQUEST-REPLY',
    /400 records\/s.*1,200 times a second/,
  ],
  ['a caller that waits, rate unknown', { requestReply: true }, 'ANTI-REQUEST-REPLY', /2 records, stored 6 times/],
  [
    '60 partitions without a reason',
    { partitions: 60, brokers: 6 },
    'ANTI-OVER-50-PARTITIONS',
    /180 replicas at RF 3, 30 on each of 6 brokers/,
  ],
  [
    '120 partitions with a reason',
    { partitions: 120, partitionsDemandedBy: '2,000 messages/s × 40 ms ÷ 0.7 = 115' },
    'ANTI-OVER-50-PARTITIONS',
    /the numbers demand them: 2,000 messages\/s × 40 ms/,
  ],
  [
    '60 partitions that are there, 6 needed',
    { partitions: 60, partitionsNeeded: 6 },
    'ANTI-OVER-50-PARTITIONS',
    /exists with them, and its load needs 6/,
  ],
  ['many on one broker', { partitions: 60, brokers: 1 }, 'ANTI-OVER-50-PARTITIONS', /180 on the one broker/],
  ['order without a key', { keyed: false, orderMatters: true, partitions: 12 }, 'ANTI-NO-KEY', /1 ÷ 12 = 8.3 %/],
  ['order without a key, count unknown', { keyed: false, orderMatters: true }, 'ANTI-NO-KEY', /1 ÷ partitions/],
  [
    'no commits',
    { commits: false, messagesPerS: 1_000, retentionMs: 604_800_000 },
    'ANTI-NO-COMMIT',
    /skips 60,000 records.*604,800,000 records again/,
  ],
  [
    'no commits, from the beginning',
    { commits: false, startsAt: 'earliest', messagesPerS: 1_000, retentionMs: 604_800_000 },
    'ANTI-NO-COMMIT',
    /each rebalance repeats records(?!.*skips).*604,800,000 records again/,
  ],
  [
    'no commits, from the end',
    { commits: false, startsAt: 'latest', messagesPerS: 1_000, retentionMs: 604_800_000 },
    'ANTI-NO-COMMIT',
    /each rebalance skips records(?!.*again).*skips 60,000 records/,
  ],
  [
    'a 10 MB record',
    { averageBytes: 10e6, consumers: 3, messagesPerS: 2 },
    'ANTI-LARGE-PAYLOAD',
    /30 MB.*50 MB.*holds 3 of them/,
  ],
  ['one large record', { averageBytes: 800, largestBytes: 1_000_001 }, 'ANTI-LARGE-PAYLOAD', /buffer.memory/],
  [
    'one large record among many small',
    { averageBytes: 400, largestBytes: 12e6, messagesPerS: 900_000 },
    'ANTI-LARGE-PAYLOAD',
    /up to 12 MB.*sent 3 times.*900,000\/s of 400 bytes on average: 1,080 MB\/s to disk, 1,080 MB\/s over/,
  ],
  [
    'lag that nobody watches',
    { lagWatched: false, messagesPerS: 500, retentionMs: 604_800_000 },
    'ANTI-LAG-UNWATCHED',
    /14,400,000 records behind.*after 168 h; at 80 % of the produce rate after 840 h/,
  ],
];

describe('antiPatternsOf', () => {
  it.each(cases)('%s', (_what, facts, rule, says) => {
    const findings = antiPatternsOf({ ...noFacts, ...facts });
    expect(findings.map((finding) => finding.rule)).toEqual([rule]);
    expect([findings[0]?.says, ...(findings[0]?.evidence ?? [])].join(' ')).toMatch(says);
    expect(findings[0]?.remedy).not.toBe('');
  });

  it.each<readonly [string, Partial<StreamFacts>]>([
    ['nothing known', {}],
    ['50 partitions', { partitions: 50 }],
    ['exactly 1 MB', { averageBytes: 1_000_000, largestBytes: 1_000_000 }],
    ['no key and no order', { keyed: false, orderMatters: false, partitions: 12 }],
    ['no key on one partition', { keyed: false, orderMatters: true, partitions: 1 }],
    ['all well', { keyed: true, orderMatters: true, commits: true, lagWatched: true, requestReply: false }],
  ])('is silent: %s', (_what, facts) => {
    expect(antiPatternsOf({ ...noFacts, ...facts })).toEqual([]);
  });

  it.each<readonly [number, Partial<StreamFacts>, string, RegExp]>([
    [120, { partitionsDemandedBy: 'the slowest handler asks for 120' }, 'low', /half the count/],
    [1_716, { partitionsDemandedBy: 'the slowest handler asks for 1,716' }, 'medium', /split the slow reader off/],
    [60, { partitionsNeeded: 6 }, 'low', /new topic with fewer/],
    [600, { partitionsNeeded: 6 }, 'medium', /new topic with fewer/],
    [60, {}, 'medium', /Measure/],
  ])('of %i partitions with %j is %s, and says what to do', (partitions, facts, severity, remedy) => {
    const [finding] = antiPatternsOf({ ...noFacts, partitions, ...facts });
    expect([finding?.severity, finding?.remedy]).toEqual([severity, expect.stringMatching(remedy)]);
  });

  it('takes no rate from the largest record alone', () => {
    const [finding] = antiPatternsOf({ ...noFacts, largestBytes: 12e6, messagesPerS: 900_000 });
    expect(finding?.evidence.join()).not.toContain('over the network');
  });

  it('claims no linger of a client that has none', () => {
    const [finding] = antiPatternsOf({ ...noFacts, requestReply: true });
    expect(finding?.evidence.join()).not.toMatch(/5 ms|4\.0/);
  });

  it.each(cases)('begins with a capital letter or a number: %s', (_what, facts) => {
    expect(antiPatternsOf({ ...noFacts, ...facts })[0]?.says).toMatch(/^[A-Z0-9]/);
  });

  it.each([
    [1, '1 time (10 MB) and sent 1 time (10 MB: 0 followers, 1 group)'],
    [2, '2 times (20 MB) and sent 2 times (20 MB: 1 follower, 1 group)'],
  ])('counts followers at RF %i', (replicationFactor, says) => {
    expect(antiPatternsOf({ ...noFacts, averageBytes: 10e6, replicationFactor })[0]?.evidence[0]).toContain(says);
  });

  it('names the stream it is about', () => {
    const [finding] = antiPatternsOf({ ...noFacts, of: 'shop.orders', commits: false });
    expect(finding?.says).toMatch(/^shop\.orders: /);
  });
});
