import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { KnownFailure } from '../../src/failure.ts';
import { MAX_ANSWER_CHARS } from '../../src/mcp/limits.ts';
import { packageRoot } from '../../src/package-root.ts';
import type { ClusterReader } from '../../src/ports.ts';
import type { ScenarioInput } from '../../src/simulator/scenario/schema.ts';
import { missingIn } from '../support/facts.ts';
import { askLag, withSimulatedCluster } from './ask-lag.ts';

const shopPeak: ScenarioInput = JSON.parse(
  readFileSync(join(packageRoot(), 'resources', 'scenarios', 'shop-peak.json'), 'utf8'),
);

describe('a shop at its peak', () => {
  const shop = withSimulatedCluster(shopPeak);
  const ask = (args: Readonly<Record<string, unknown>>) => askLag({ cluster: async () => shop().reader }, args);

  test.each([
    [
      'notifications-service',
      'growing',
      'LAG-TOO-FEW-CONSUMERS',
      /lag grows since .* \((?:19|20|21) min ago, give or take 75 s\), from \d+ to \d+, by 140 records\/s/,
      /^producing rose from 6\d(?:\.\d)? to 2[34]\d records\/s \((?:3\.\d|4\.0) times\); consuming went from/,
    ],
    [
      'inventory-service',
      'growing',
      'LAG-HOT-PARTITION',
      /\((?:19|20|21) min ago, .*by 2[78]/,
      /rates of the 1 partition whose lag grows/,
    ],
    [
      'fraud-check',
      'blocked_by_transaction',
      'LAG-HANGING-TRANSACTION',
      /\((?:17|18|19) min ago/,
      /consuming fell from 2\.\d to 0\.\d+/,
    ],
    [
      'shipping-labels',
      'crash_looping',
      'LAG-CRASH-LOOP',
      /\((?:11|12|13) min ago/,
      /^consuming fell from 4 .*At that time members went from (?:1 to 0 \(left|0 to 1 \(joined): labels-1\)/,
    ],
  ])('%s: %s, by %s', async (group, status, cause, since, why) => {
    const { content, text, progress, isError } = await ask({ group });
    expect(isError ? text : null).toBeNull();
    expect(content.groups[0]).toMatchObject({ group, status, cause });
    expect(content.findings[0].rule).toBe(cause);
    expect(content.incident.since).toMatch(since);
    expect(content.incident.why).toMatch(why);
    expect(content.incident.now.length).toBeGreaterThan(1);
    expect(content.incident.this_week.length).toBeGreaterThan(0);
    expect(content.incident.earlier_alert).toMatch(/would have fired at .* min ago/);
    // The history decides: nobody waits for a second look.
    expect(content.measured).toMatchObject({ looks: 1, history_complete_s: expect.any(Number) });
    expect(progress).toEqual(['Looking at groups and offsets', 'Reading the commit history']);
    expect(missingIn(text, content)).toEqual([]);
  });

  test('the text is short first and evidence after', async () => {
    const { text, content } = await ask({ group: 'notifications-service' });
    const heads = text.split('\n').filter((line) => line.startsWith('## '));
    expect(text.split('\n')[0]).toBe(content.summary);
    expect(heads).toEqual([
      '## incident',
      '## partitions',
      '## findings',
      '## capacity',
      '## groups',
      '## curve',
      '## members',
      '## measured',
    ]);
    expect(text).toContain('| ████████ |');
    expect(text).toMatch(/\| [·▁▂]+[▂▃▄▅▆▇█]+█ \|/);
  });

  test('members and partitions in lockstep, now, to keep up and to drain', async () => {
    const { content } = await ask({ group: 'notifications-service', target_minutes: 30 });
    expect(content.capacity).toEqual([
      { plan: 'now', members: 2, partitions: 6, partitions_each: 3, records_per_s: expect.any(Number) },
      expect.objectContaining({ plan: 'keep up', members: 6, partitions: 6 }),
      expect.objectContaining({ plan: 'drain within 30 min', partitions: 12 }),
    ]);
    expect(content.incident.this_week[0]).toContain('12 partitions');
  });

  test('the curve has as many points everywhere, and bars for each', async () => {
    const { content } = await ask({ group: 'notifications-service', limit: 2 });
    expect(content.curve.lag).toHaveLength(24);
    expect(content.curve.partitions).toHaveLength(2);
    expect(content.curve.partitions[0].lag).toHaveLength(24);
    expect(content.partitions[0].course).toHaveLength(24);
    expect(Number(content.curve.lag.at(-1))).toBeCloseTo(Number(content.lag), -3);
    expect(content.cut).toContainEqual(expect.objectContaining({ field: 'partitions', shown: 2, of: 6 }));
  });

  test('since reaches as far as it says', async () => {
    const { content } = await ask({ group: 'notifications-service', since: '10' });
    expect(content.measured.history_complete_s).toBeLessThan(610);
    expect(content.incident.since).toContain('lag grew already when the history begins');
    const iso = new Date(Date.now() - 5 * 60_000).toISOString();
    const { content: shorter } = await ask({ group: 'notifications-service', since: iso });
    expect(shorter.measured.history_complete_s).toBeLessThan(310);
  });

  test('a group that keeps up needs no note', async () => {
    const { content } = await ask({ group: 'payments-service' });
    expect(content.groups[0]).toMatchObject({ status: 'caught_up', cause: null });
    expect(content).not.toHaveProperty('incident');
    expect(content.findings.filter(({ severity }: { severity: string }) => severity !== 'info')).toEqual([]);
  });

  test('all groups, worst first, each with its cause and course', async () => {
    const { content, text } = await ask({});
    expect(content.groups).toHaveLength(7);
    expect(text.split('\n')[0]).toMatch(/^6 of 7 groups lag, \d+ records in all\. Worst: fraud-check/);
    const causes = Object.fromEntries(
      content.groups.map(({ group, cause }: { group: string; cause: string | null }) => [group, cause]),
    );
    expect(causes).toMatchObject({
      'fraud-check': 'LAG-HANGING-TRANSACTION',
      'inventory-service': 'LAG-HOT-PARTITION',
      'shipping-labels': 'LAG-CRASH-LOOP',
      'payments-service': null,
    });
    expect(content.partitions).toEqual([]);
    expect(missingIn(text, content)).toEqual([]);
  });

  test('alert rules have the thresholds of the group', async () => {
    const { content, text } = await ask({ group: 'notifications-service', alerts_for: 'kafka-exporter' });
    const { rules } = parse(content.alerts.rules_yaml).groups[0];
    expect(rules.map(({ alert }: { alert: string }) => alert)).toContain('KafkaConsumerTimeLag');
    // 40 records a second for a minute, rounded up.
    expect(rules[0].expr).toMatch(
      /^max by \(consumergroup, topic, partition\) \(kafka_consumergroup_lag\{consumergroup="notifications-service"\}\) > 2[45]00$/,
    );
    expect(text).toContain('```\n# For Prometheus');
    const { content: all } = await ask({ alerts_for: 'burrow' });
    expect(all.alerts.rules_yaml).toContain('group!=\\"\\"');
  });

  test('a name that nobody knows has neighbours and no lag of zero', async () => {
    const { content, text } = await ask({ group: 'notification-service' });
    expect(content).toMatchObject({ groups: [], lag: null, nearest_names: ['notifications-service'] });
    expect(text).toContain('which is not a lag of zero');
  });

  test.each([
    ['soon', 'no time'],
    ['2026-13-45T99:00', 'no time'],
    ['0', 'in the past'],
    ['2999-01-01', 'in the past'],
    ['40000', 'within the last 14 days'],
  ])('since %s is refused', async (since, says) => {
    const { isError, text } = await ask({ group: 'payments-service', since });
    expect(isError).toBe(true);
    expect(text).toContain('`since`');
    expect(text).toContain(says);
  });

  /** The reader of the shop, with calls counted and some of them changed. */
  function watched(changes: Partial<ClusterReader>) {
    const calls: string[] = [];
    const { reader } = shop();
    const count =
      <Args extends readonly unknown[], Result>(name: string, run: (...args: Args) => Result) =>
      (...args: Args): Result => {
        calls.push(name);
        return run(...args);
      };
    const cluster: ClusterReader = {
      ...reader,
      observeLag: count('look', changes.observeLag ?? reader.observeLag),
      background: count('background', changes.background ?? reader.background),
      observeAgain: count('again', changes.observeAgain ?? reader.observeAgain),
    };
    return { calls, cluster: async () => cluster };
  }
  const noHistory = async (): Promise<never> => {
    throw new KnownFailure('No broker answered.', 'They are down.', 'Start them.');
  };

  test('sample_seconds forces a second look, after the history', async () => {
    const ports = watched({});
    const { content, progress } = await askLag(ports, { group: 'notifications-service', sample_seconds: 3 });
    expect(ports.calls).toEqual(['look', 'background', 'again']);
    expect(content.measured.looks).toBe(2);
    expect(progress.slice(2)).toEqual(['Second look in 3 s', 'Second look in 2 s', 'Second look in 1 s']);
  });

  test('without a history one group is looked at twice, unless that is forbidden', async () => {
    const ports = watched({ background: noHistory });
    const { content } = await askLag(ports, { group: 'notifications-service' });
    expect(ports.calls).toEqual(['look', 'background', 'again']);
    expect(content.gaps).toContainEqual({
      what: 'commit history and what stands around the groups',
      why: 'No broker answered.',
      broker: null,
    });
    expect(content.incident.since).toBe('unknown: no commit history says so');
    const once = watched({ background: noHistory });
    await askLag(once, { group: 'notifications-service', sample_seconds: 0 });
    await askLag(once, {});
    expect(once.calls).toEqual(['look', 'background', 'look', 'background']);
  });

  test('a group with nothing unread is never waited for', async () => {
    const ports = watched({ background: noHistory });
    await askLag(ports, { group: 'recommendations' });
    expect(ports.calls).toEqual(['look', 'background']);
  });

  test('what is no failure of the cluster is none that is hidden', async () => {
    const ports = watched({
      background: async () => {
        throw new Error('a bug');
      },
    });
    const { isError, text } = await askLag(ports, { group: 'payments-service' });
    expect(isError).toBe(true);
    expect(text).toContain('failed unexpectedly');
  });

  test('cancelled between the looks, it takes no second one', async () => {
    const ports = watched({});
    const controller = new AbortController();
    const clock = {
      now: () => Date.now(),
      sleep: async (_ms: number, signal: AbortSignal) => {
        controller.abort();
        signal.throwIfAborted();
      },
    };
    const asked = askLag({ ...ports, clock }, { group: 'payments-service', sample_seconds: 60 }, controller.signal);
    await expect(asked).rejects.toThrow('aborted');
    expect(ports.calls).toEqual(['look', 'background']);
  });
});

describe('a topic that hides its commits', () => {
  const closed = withSimulatedCluster({
    ...shopPeak,
    denied: [{ resource: 'topic', name: '__consumer_offsets', operations: ['read'] }],
  });

  test('is sampled twice, and the answer says why', async () => {
    const { content, text } = await askLag(
      { cluster: async () => closed().reader },
      { group: 'notifications-service' },
    );
    expect(content.measured).toEqual({ looks: 2, seconds_between_looks: expect.any(Number) });
    expect(content).not.toHaveProperty('curve');
    expect(text).toContain('may not READ the topic __consumer_offsets');
  });
});

describe('a wide group', () => {
  const wide = withSimulatedCluster({
    name: 'wide',
    about: 'One group on a topic with 400 partitions and a long name.',
    brokers: [{ id: 1 }],
    topics: [{ name: `wide.${'x'.repeat(120)}`, partitions: 400, rates: [{ from_s: -1_200, per_s: 4_000 }] }],
    groups: [
      {
        name: 'wide-group',
        topics: [`wide.${'x'.repeat(120)}`],
        members: [{ client_id: 'w-{n}', count: 40, per_s: 50 }],
        commit_every_s: 30,
      },
    ],
  });

  test('stays under the cap with everything asked for', async () => {
    const { text, content } = await askLag(
      { cluster: async () => wide().reader },
      { group: 'wide-group', limit: 200, alerts_for: 'klag-exporter' },
    );
    expect(Math.max(text.length, JSON.stringify(content).length)).toBeLessThanOrEqual(MAX_ANSWER_CHARS);
    expect(content.cut.length).toBeGreaterThan(0);
    expect(missingIn(text, content)).toEqual([]);
  });
});
