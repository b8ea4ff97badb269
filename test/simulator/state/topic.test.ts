import { describe, expect, it } from 'vitest';
import type { ScenarioInput } from '../../../src/simulator/scenario/schema.ts';
import { clusterOf, ZERO_MS } from '../build.ts';

type Topic = NonNullable<ScenarioInput['topics']>[number];
type Transaction = NonNullable<ScenarioInput['transactions']>[number];

const at = (seconds: number) => ZERO_MS + seconds * 1_000;

/** Ten records a second since a minute ago, of 100 bytes. */
function topicOf(more: Partial<Topic> = {}, transactions: readonly Partial<Transaction>[] = []) {
  const cluster = clusterOf({
    topics: [{ name: 't', record_bytes: 100, rates: [{ from_s: -60, per_s: 10 }], ...more }],
    transactions: transactions.map((each, index) => ({
      transactional_id: `tx-${index}`,
      producer_id: index,
      topic: 't',
      partition: 0,
      from_s: -30,
      outcome: 'hanging' as const,
      ...each,
    })),
  });
  const topic = cluster.topic('t');
  const partition = topic?.partitions[0];
  if (topic === null || partition === undefined) throw new Error('no topic');
  return { topic, partition };
}

describe('the last stable offset', () => {
  it.each<[string, readonly Partial<Transaction>[], number, bigint]>([
    ['is the end without transactions', [], 0, 600n],
    ['is the end before the transaction', [{}], -31, 290n],
    ['is the first offset of the one that is open', [{}], 0, 300n],
    ['is the first of several', [{ from_s: -10 }, { from_s: -30 }], 0, 300n],
    ['moves on to the next when the first is over', [{ outcome: 'committed', until_s: -20 }, { from_s: -10 }], 0, 502n],
    ['is the end when all are over', [{ outcome: 'aborted', until_s: -20 }], 0, 602n],
  ])('%s', (_, transactions, seconds, expected) => {
    const { topic, partition } = topicOf({}, transactions);
    expect(topic.lastStable(partition, at(seconds))).toBe(expected);
  });
});

describe('the log start', () => {
  it.each<[string, Partial<Topic>, number, bigint]>([
    ['is 0 while nothing is too old', {}, 0, 0n],
    ['moves after seven days, the default of brokers', {}, 7 * 86_400, 599n],
    ['moves with retention.ms', { configs: { 'retention.ms': '10000' } }, 0, 499n],
    ['moves with retention.bytes', { configs: { 'retention.bytes': '5000' } }, 0, 550n],
    ['stays for -1', { configs: { 'retention.ms': '-1', 'retention.bytes': '-1' } }, 30 * 86_400, 0n],
    ['stays where the log is compacted only', { configs: { 'cleanup.policy': 'compact', 'retention.ms': '1' } }, 0, 0n],
    [
      'moves where it is compacted and deleted',
      { configs: { 'cleanup.policy': 'compact,delete', 'retention.ms': '10000' } },
      0,
      499n,
    ],
    ['is where records were deleted', { deleted_below: [321] }, 0, 321n],
  ])('%s', (_, more, seconds, expected) => {
    const { topic, partition } = topicOf(more);
    expect(topic.logStart(partition, at(seconds))).toBe(expected);
  });
});
