import type { Exporter } from './exporter.ts';
import { type ExporterId, exporters } from './exporters.ts';
import {
  absent,
  type Expression,
  empty,
  lagging,
  late,
  lateForRetention,
  lost,
  stalled,
  unreadShare,
} from './expressions.ts';
import type { AlertParameters } from './parameters.ts';
import { type AlertRule, ruleFile } from './rule-file.ts';

/** Alert rules for one group and one exporter, as a file for Prometheus. */
export interface LagAlerts {
  readonly exporter: string;
  readonly source: string;
  /** A rule file in YAML: load it with rule_files, or put its `groups` under `spec` of a PrometheusRule. */
  readonly yaml: string;
  /** What this exporter has no metric for, and what to check before the rules go live. */
  readonly notes: readonly string[];
}

export function lagAlerts(id: ExporterId, parameters: AlertParameters): LagAlerts {
  const exporter = exporters[id];
  const kinds = kindsFor(exporter, parameters);
  const rules = kinds.map(
    ({ expression, ...rule }): AlertRule => ({
      ...rule,
      expr: expression(exporter, parameters),
    }),
  );
  return {
    exporter: exporter.name,
    source: exporter.source,
    yaml: ruleFile(fileName(parameters.group), rules, [
      'For Prometheus by rule_files; for a PrometheusRule of the operator put `groups` under `spec`.',
      `Metric names: ${exporter.source}`,
      ...reasons(parameters),
    ]),
    notes: notesOn(exporter, parameters),
  };
}

const fileName = (group: string | null): string =>
  group === null ? 'kafka-lag' : `kafka-lag-${group.replace(/[^\w-]/gu, '-')}`;

interface AlertKind extends Omit<AlertRule, 'expr'> {
  readonly expression: Expression;
}

function kindsFor(exporter: Exporter, parameters: AlertParameters): readonly AlertKind[] {
  const { labels, startOffset } = exporter;
  const where = `{{ $labels.${labels.group} }} on {{ $labels.${labels.topic} }}-{{ $labels.${labels.partition} }}`;
  const group = `{{ $labels.${labels.group} }}`;
  const stalledWhere =
    exporter.stalledStatus === null && exporter.committed.per === 'topic'
      ? `${group} on {{ $labels.${labels.topic} }}`
      : where;
  const kinds: (AlertKind | null)[] = [
    {
      alert: 'KafkaConsumerLagHigh',
      for: '5m',
      severity: 'warning',
      summary: `${where}: {{ $value }} records unread`,
      section: 'growing',
      expression: lagging,
    },
    {
      alert: 'KafkaConsumerTimeLag',
      for: '5m',
      severity: 'critical',
      summary: `${where}: the oldest unread record waits for {{ $value | humanizeDuration }}`,
      section: 'what-to-alert-on',
      expression: late,
    },
    retentionKind(exporter, parameters, where),
    startOffset === null || exporter.committed.per === 'topic'
      ? null
      : {
          alert: 'KafkaConsumerRecordsLost',
          for: '0m',
          severity: 'critical',
          summary: `${where}: unread records were deleted; committed {{ $value }} lies before the log start`,
          section: 'offsets-lost-to-retention',
          expression: lost(startOffset),
        },
    {
      alert: 'KafkaConsumerStalled',
      for: '2m',
      severity: 'critical',
      summary: `${stalledWhere}: records wait, and no progress is committed`,
      section: 'stalled',
      expression: stalled,
    },
    exporter.empty === null
      ? null
      : {
          alert: 'KafkaConsumerGroupEmpty',
          for: '10m',
          severity: 'critical',
          summary: `${group}: no members, and records wait`,
          section: 'no-active-members',
          expression: empty,
        },
    // Of all groups together, one that is gone can't be told.
    parameters.group === null
      ? null
      : {
          alert: 'KafkaConsumerGroupAbsent',
          for: '15m',
          severity: 'warning',
          summary:
            'The exporter sees nothing of the group: renamed, deleted, its offsets expired, or the exporter is down',
          section: 'what-to-alert-on',
          expression: absent,
        },
  ];
  return kinds.filter((kind) => kind !== null);
}

/** By the part of the log that is unread; by its age where the exporter has no log starts and the retention is known. */
function retentionKind(exporter: Exporter, { retentionSeconds }: AlertParameters, where: string): AlertKind | null {
  const kind = { alert: 'KafkaConsumerRetentionRisk', for: '10m', severity: 'critical', section: 'draining' } as const;
  if (exporter.startOffset !== null) {
    return {
      ...kind,
      summary: `${where}: {{ $value | humanizePercentage }} of the retained log is unread; deletion is next`,
      expression: unreadShare(exporter.startOffset),
    };
  }
  if (retentionSeconds === null) return null;
  return {
    ...kind,
    summary: `${where}: the oldest unread record is {{ $value | humanizeDuration }} old; deletion is next`,
    expression: lateForRetention(retentionSeconds.value),
  };
}

const reasons = (parameters: AlertParameters): readonly string[] => [
  `Lag > ${parameters.lagRecords.value} records: ${parameters.lagRecords.because}`,
  `Time lag > ${parameters.timeLagSeconds.value} s: ${parameters.timeLagSeconds.because}`,
  `Stalled for ${parameters.stalledMinutes.value} min: ${parameters.stalledMinutes.because}`,
  `Unread > ${parameters.retentionShare.value * 100} % of the log: ${parameters.retentionShare.because}`,
  ...(parameters.retentionSeconds === null
    ? []
    : [`Old > ${parameters.retentionSeconds.value} s: ${parameters.retentionSeconds.because}`]),
];

function notesOn(exporter: Exporter, { group, retentionSeconds }: AlertParameters): readonly string[] {
  const notes: string[] = [];
  if (exporter.timeLagSeconds === null) {
    notes.push(
      'No time lag is exported: the rule divides unread records by what is written a second, and is silent while nothing is.',
    );
  }
  if (exporter.startOffset === null) {
    notes.push(
      retentionSeconds === null
        ? 'No log starts are exported and no retention.ms is known: there is no rule for retention risk and none for lost records.'
        : 'No log starts are exported: retention risk is judged by age against retention.ms, and lost records go unseen.',
    );
  }
  if (exporter.committed.per === 'topic') {
    notes.push(
      'Committed offsets are summed over a topic: one stuck partition among moving ones does not show as stalled, and lost records go unseen.',
    );
  }
  if (exporter.empty === null) notes.push('Members are not exported: a group without any shows as stalled.');
  if (exporter.labels.cluster === null) {
    notes.push(
      'If one Prometheus watches several clusters, add the label that tells them apart to every `by` and `on`.',
    );
  }
  if (group === null) {
    notes.push('The rules watch every group with the same thresholds: name one group for thresholds of its own.');
  } else if (!/^[\w-]+$/.test(group)) {
    notes.push(
      'In the group name, characters other than letters, digits, _ and - stand as a dot, which matches any character.',
    );
  }
  return notes;
}
