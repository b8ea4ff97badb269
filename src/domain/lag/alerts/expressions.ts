import type { Exporter } from './exporter.ts';
import type { AlertParameters } from './parameters.ts';

/** One condition in PromQL. */
export type Expression = (exporter: Exporter, parameters: AlertParameters) => string;

/** Offsets only rise, so a rate works on them as on a counter; ten minutes bridge a few missed scrapes. [chosen] */
const RATE_WINDOW = '10m';

/**
 * The group as a label matcher. Characters that names usually don't have stand as a dot, which in a regular expression is any
 * character: so no name can end the string or say anything to whoever reads the rule.
 */
function groupMatcher({ labels }: Exporter, group: string | null): string {
  if (group === null) return `${labels.group}!=""`;
  const plain = /^[\w-]+$/.test(group);
  return plain ? `${labels.group}="${group}"` : `${labels.group}=~"${group.replace(/[^\w-]/gu, '.')}"`;
}

/** `metric{group="…"}` with more matchers behind it. */
const ofGroup = (exporter: Exporter, metric: string, group: string | null, ...more: readonly string[]): string =>
  `${metric}{${[groupMatcher(exporter, group), ...more].join(', ')}}`;

const clusterOf = ({ labels }: Exporter): readonly string[] => (labels.cluster === null ? [] : [labels.cluster]);
const partitionOf = (exporter: Exporter): string =>
  [...clusterOf(exporter), exporter.labels.topic, exporter.labels.partition].join(', ');
const groupPartition = (exporter: Exporter): string => `${exporter.labels.group}, ${partitionOf(exporter)}`;
const groupTopic = (exporter: Exporter): string =>
  [exporter.labels.group, ...clusterOf(exporter), exporter.labels.topic].join(', ');
const groupOnly = (exporter: Exporter): string => [exporter.labels.group, ...clusterOf(exporter)].join(', ');

/** One series a partition, whichever member owns it: labels of members come and go with each rebalance. */
const lagByPartition: Expression = (exporter, { group }) =>
  `max by (${groupPartition(exporter)}) (${ofGroup(exporter, exporter.lag, group)})`;

/** Written a second, where anything is. */
const producing = (exporter: Exporter): string =>
  `(max by (${partitionOf(exporter)}) (rate(${exporter.endOffset}[${RATE_WINDOW}])) > 0)`;

/** A group's value of a partition beside one of the partition itself. */
const beside = (exporter: Exporter): string => `on (${partitionOf(exporter)}) group_left ()`;

export const lagging: Expression = (exporter, parameters) =>
  `${lagByPartition(exporter, parameters)} > ${parameters.lagRecords.value}`;

/** Read from the exporter, or unread records over what is written a second. */
const timeLag: Expression = (exporter, parameters) =>
  exporter.timeLagSeconds === null
    ? `${lagByPartition(exporter, parameters)} / ${beside(exporter)} ${producing(exporter)}`
    : `max by (${groupPartition(exporter)}) (${ofGroup(exporter, exporter.timeLagSeconds, parameters.group)})`;

export const late: Expression = (exporter, parameters) =>
  `${timeLag(exporter, parameters)} > ${parameters.timeLagSeconds.value}`;

export const lateForRetention =
  (seconds: number): Expression =>
  (exporter, parameters) =>
    `${timeLag(exporter, parameters)} > ${seconds}`;

/** Unread records as a part of what the log holds. */
export const unreadShare =
  (startOffset: string): Expression =>
  (exporter, parameters) => {
    const of = (metric: string) => `max by (${partitionOf(exporter)}) (${metric})`;
    const held = `(${of(exporter.endOffset)} - ${of(startOffset)} > 0)`;
    return `${lagByPartition(exporter, parameters)} / ${beside(exporter)} ${held} > ${parameters.retentionShare.value}`;
  };

/** Committed below the start of the log. An offset of −1 is none. */
export const lost =
  (startOffset: string): Expression =>
  (exporter, { group }) => {
    const committed = `max by (${groupPartition(exporter)}) (${ofGroup(exporter, exporter.committed.metric, group)})`;
    return `(${committed} >= 0) < ${beside(exporter)} max by (${partitionOf(exporter)}) (${startOffset})`;
  };

/** Records wait, more are written, and nothing is committed. */
export const stalled: Expression = (exporter, parameters) => {
  const { group, stalledMinutes } = parameters;
  const minutes = `${stalledMinutes.value}m`;
  if (exporter.stalledStatus !== null) {
    const { metric, values } = exporter.stalledStatus;
    const status = `max by (${groupPartition(exporter)}) (${ofGroup(exporter, metric, group)})`;
    return values.map((value) => `${status} == ${value}`).join(' or ');
  }
  const by = exporter.committed.per === 'partition' ? groupPartition(exporter) : groupTopic(exporter);
  const changes = `max by (${by}) (changes(${ofGroup(exporter, exporter.committed.metric, group)}[${minutes}])) == 0`;
  const waiting = `max by (${by}) (min_over_time(${ofGroup(exporter, exporter.lag, group)}[${minutes}])) > 0`;
  const on =
    exporter.committed.per === 'partition'
      ? partitionOf(exporter)
      : [...clusterOf(exporter), exporter.labels.topic].join(', ');
  const written = `max by (${on}) (changes(${exporter.endOffset}[${minutes}])) > 0`;
  return `(${changes}) and (${waiting}) and on (${on}) (${written})`;
};

/** Records wait and the group has no members. */
export const empty: Expression = (exporter, { group }) => {
  const sign = exporter.empty;
  if (sign === null) return '';
  if ('label' in sign) {
    const matcher = `${sign.label}="${sign.is}"`;
    return `sum by (${groupOnly(exporter)}) (${ofGroup(exporter, exporter.lag, group, matcher)}) > 0`;
  }
  const members = `max by (${groupOnly(exporter)}) (${ofGroup(exporter, sign.metric, group)}) == ${sign.value}`;
  return `(${members}) and (sum by (${groupOnly(exporter)}) (${ofGroup(exporter, exporter.lag, group)}) > 0)`;
};

/** The exporter sees nothing of the group any more. */
export const absent: Expression = (exporter, { group }) => `absent(${ofGroup(exporter, exporter.lag, group)})`;
