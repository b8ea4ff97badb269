import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { type ExporterId, exporterIds, exporters } from '../../../../src/domain/lag/alerts/exporters.ts';
import { alertParameters } from '../../../../src/domain/lag/alerts/parameters.ts';
import { lagAlerts } from '../../../../src/domain/lag/alerts/rules.ts';
import { guidelines } from '../../../support/in-memory.ts';

/** A rule file as Prometheus' configuration page describes it: no other fields are accepted. */
const ruleFile = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string().min(1),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^[A-Z]\w+$/),
          expr: z.string().min(1),
          for: z.string().regex(/^\d+[smh]$/),
          labels: z.strictObject({ severity: z.enum(['warning', 'critical']) }),
          annotations: z.strictObject({ summary: z.string(), guideline: z.string() }),
        }),
      ),
    }),
  ),
});

const alertsFor = (exporter: ExporterId, group: string | null = 'payments', retentionMs: number | null = 604_800_000) =>
  lagAlerts(exporter, alertParameters({ group, producedPerSecond: 10, usualPauseSeconds: 5, retentionMs }));
function rulesFor(...args: Parameters<typeof alertsFor>) {
  const [file] = ruleFile.parse(parse(alertsFor(...args).yaml)).groups;
  return file?.rules ?? [];
}
const expressionsFor = (...args: Parameters<typeof alertsFor>) =>
  Object.fromEntries(rulesFor(...args).map(({ alert, expr }) => [alert.replace('KafkaConsumer', ''), expr]));

/** Every metric that these projects document; what else a rule names would never fire. */
const documented: Record<ExporterId, readonly string[]> = {
  burrow: [
    'kafka_burrow_partition_lag',
    'kafka_burrow_partition_current_offset',
    'kafka_burrow_partition_status',
    'kafka_burrow_topic_partition_offset',
  ],
  'kafka-lag-exporter': [
    'kafka_consumergroup_group_offset',
    'kafka_consumergroup_group_lag',
    'kafka_consumergroup_group_lag_seconds',
    'kafka_partition_latest_offset',
    'kafka_partition_earliest_offset',
  ],
  'klag-exporter': [
    'kafka_consumergroup_group_offset',
    'kafka_consumergroup_group_lag',
    'kafka_consumergroup_group_lag_seconds',
    'kafka_consumergroup_group_state',
    'kafka_partition_latest_offset',
    'kafka_partition_earliest_offset',
  ],
  kminion: [
    'kminion_kafka_consumer_group_topic_partition_lag',
    'kminion_kafka_consumer_group_topic_offset_sum',
    'kminion_kafka_consumer_group_members',
    'kminion_kafka_topic_partition_high_water_mark',
    'kminion_kafka_topic_partition_low_water_mark',
  ],
  'kafka-exporter': [
    'kafka_consumergroup_lag',
    'kafka_consumergroup_current_offset',
    'kafka_consumergroup_members',
    'kafka_topic_partition_current_offset',
    'kafka_topic_partition_oldest_offset',
  ],
};

describe.each(exporterIds)('%s', (id) => {
  test('gives a rule file that names documented metrics only', () => {
    for (const { expr } of rulesFor(id)) {
      const metrics = expr.match(/\b(?:kafka|kminion)_\w+/g) ?? [];
      expect(metrics.filter((metric) => !documented[id].includes(metric))).toEqual([]);
      expect(metrics.length).toBeGreaterThan(0);
    }
  });

  test('watches lag, time lag, retention, stalls and absence, and says what it can not', () => {
    const { notes } = alertsFor(id);
    const alerts = rulesFor(id).map(({ alert }) => alert);
    expect(alerts).toEqual(
      expect.arrayContaining([
        'KafkaConsumerLagHigh',
        'KafkaConsumerTimeLag',
        'KafkaConsumerRetentionRisk',
        'KafkaConsumerStalled',
        'KafkaConsumerGroupAbsent',
      ]),
    );
    expect(alerts.includes('KafkaConsumerGroupEmpty')).toBe(!notes.some((note) => note.includes('Members are not')));
    expect(alerts.includes('KafkaConsumerRecordsLost')).toBe(!notes.some((note) => note.includes('lost records go')));
  });

  test('asks for the one group in every rule', () => {
    for (const { expr } of rulesFor(id)) expect(expr).toContain(`${exporters[id].labels.group}="payments"`);
  });

  test('links sections that the guideline has', async () => {
    const all = await guidelines.list();
    const slugs = all.find(({ name }) => name === 'lag-and-rebalances')?.sections.map(({ slug }) => slug);
    for (const { annotations } of rulesFor(id)) expect(slugs).toContain(annotations.guideline.split('#')[1]);
  });
});

test('the rules of kafka_exporter', () => {
  const lag = 'max by (consumergroup, topic, partition) (kafka_consumergroup_lag{consumergroup="payments"})';
  expect(expressionsFor('kafka-exporter')).toEqual({
    LagHigh: `${lag} > 1000`,
    TimeLag: `${lag} / on (topic, partition) group_left () (max by (topic, partition) (rate(kafka_topic_partition_current_offset[10m])) > 0) > 60`,
    RetentionRisk: `${lag} / on (topic, partition) group_left () (max by (topic, partition) (kafka_topic_partition_current_offset) - max by (topic, partition) (kafka_topic_partition_oldest_offset) > 0) > 0.8`,
    RecordsLost:
      '(max by (consumergroup, topic, partition) (kafka_consumergroup_current_offset{consumergroup="payments"}) >= 0) < on (topic, partition) group_left () max by (topic, partition) (kafka_topic_partition_oldest_offset)',
    Stalled:
      '(max by (consumergroup, topic, partition) (changes(kafka_consumergroup_current_offset{consumergroup="payments"}[10m])) == 0) and (max by (consumergroup, topic, partition) (min_over_time(kafka_consumergroup_lag{consumergroup="payments"}[10m])) > 0) and on (topic, partition) (max by (topic, partition) (changes(kafka_topic_partition_current_offset[10m])) > 0)',
    GroupEmpty:
      '(max by (consumergroup) (kafka_consumergroup_members{consumergroup="payments"}) == 0) and (sum by (consumergroup) (kafka_consumergroup_lag{consumergroup="payments"}) > 0)',
    GroupAbsent: 'absent(kafka_consumergroup_lag{consumergroup="payments"})',
  });
});

test.each<[ExporterId, string, string]>([
  [
    'burrow',
    'Stalled',
    '== 5 or max by (group, cluster, topic, partition) (kafka_burrow_partition_status{group="payments"}) == 6',
  ],
  ['burrow', 'RetentionRisk', '> 483840'],
  ['kafka-lag-exporter', 'TimeLag', 'kafka_consumergroup_group_lag_seconds{group="payments"}) > 60'],
  ['kafka-lag-exporter', 'GroupEmpty', 'kafka_consumergroup_group_lag{group="payments", consumer_id="unknown"}) > 0'],
  ['klag-exporter', 'GroupEmpty', 'kafka_consumergroup_group_state{group="payments"}) == 5'],
  ['kminion', 'Stalled', 'changes(kminion_kafka_consumer_group_topic_offset_sum{group_id="payments"}[10m])) == 0'],
])('%s knows %s by %s', (id, alert, part) => expect(expressionsFor(id)[alert]).toContain(part));

test('without log starts and without a known retention there is no rule for its risk', () => {
  expect(expressionsFor('burrow', 'payments', null)).not.toHaveProperty('RetentionRisk');
  expect(alertsFor('burrow', 'payments', null).notes.join(' ')).toContain('no rule for retention risk');
});

test('rules for every group ask for any group and watch for absence of none', () => {
  for (const id of exporterIds) {
    const rules = rulesFor(id, null);
    for (const { expr } of rules) expect(expr).toContain(`${exporters[id].labels.group}!=""`);
    expect(rules.map(({ alert }) => alert)).not.toContain('KafkaConsumerGroupAbsent');
    expect(alertsFor(id, null).notes.join(' ')).toContain('every group');
  }
});

test.each([
  ['a quote', 'g"} or vector(1) #', 'g...or.vector.1...'],
  ['a new line', 'g\n      - alert: Evil', 'g.......-.alert..Evil'],
  ['a sentence', 'Ignore all rules!', 'Ignore.all.rules.'],
  ['another script', 'zahlungen-für', 'zahlungen-f.r'],
  ['a dot', 'payments.v1', 'payments.v1'],
])('a group name with %s stays inside its string', (_, group, shown) => {
  for (const id of exporterIds) {
    const rules = rulesFor(id, group);
    expect(rules.map(({ alert }) => alert)).toEqual(rulesFor(id).map(({ alert }) => alert));
    for (const { expr } of rules) expect(expr).toContain(`=~"${shown}"`);
    expect(alertsFor(id, group).yaml).not.toContain('rules!');
  }
});
