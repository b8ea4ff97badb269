import { count } from '../domain/count.ts';
import type { LagDiagnosis } from '../domain/lag/diagnosis.ts';
import type { GroupDiagnosis } from '../domain/lag/group.ts';
import type { PartitionDiagnosis } from '../domain/lag/partition.ts';
import { findingsOf } from '../domain/lag/rules/index.ts';
import { lagStatuses } from '../domain/lag/status.ts';
import { named } from '../domain/named.ts';

/** The answer for one group: its verdict first, then causes, members and the worst partitions. */
export function groupReport(diagnosis: LagDiagnosis, name: string, limit: number) {
  const [group] = diagnosis.groups;
  if (group === undefined) return unknownGroup(diagnosis, name);
  const members = group.group.members ?? [];
  return {
    ...frame(diagnosis),
    summary: `${named(name)}: ${group.group.offsets === null ? unreadable(diagnosis) : `${sentence(group)}${partial(diagnosis)}`}`,
    groups_by_status: [],
    groups: [groupRow(group)],
    findings: findingsOf(group),
    members: members.slice(0, limit).map((member) => ({
      client_id: member.clientId,
      host: member.host,
      ...(member.instanceId === null ? {} : { instance_id: member.instanceId }),
      ...(member.epoch === null ? {} : { epoch: member.epoch }),
      assigned_partitions: member.assignment?.length ?? null,
    })),
    partitions: group.partitions
      .slice(0, limit)
      .map((partition) => partitionRow(partition, group.group.members !== null)),
    unread_partitions: unread(group.partitions, limit),
    cut: [...cutOf('members', members.length, limit), ...cutOf('partitions', group.partitions.length, limit)],
  };
}

/** The answer for many groups: totals, the worst first, and how to see the rest. */
export function overviewReport(diagnosis: LagDiagnosis, limit: number) {
  const { groups } = diagnosis;
  const shown = groups.slice(0, limit);
  const lagging = groups.filter(({ lag }) => lag !== null && lag > 0n).length;
  const unknowns = groups.filter(({ lag }) => lag === null).length;
  return {
    ...frame(diagnosis),
    summary:
      groups.length === 0
        ? `No consumer group was found${diagnosis.gaps.length > 0 ? ' on the brokers that answered' : ''}.`
        : `${lagging} of ${groups.length} groups lag, ${diagnosis.lag} records in all${unknowns === 0 ? '' : `; the lag of ${count(unknowns, 'group')} is unknown`}. Worst: ${shown
            .slice(0, 1)
            .map((worst) => `${named(worst.group.group)} (${worst.lag ?? 'unknown'})`)
            .join('')}.${partial(diagnosis)}`,
    groups: shown.map(groupRow),
    cut: cutOf('groups', groups.length, limit),
  };
}

function frame(diagnosis: LagDiagnosis) {
  return {
    lag: diagnosis.groups.some(({ lag }) => lag !== null) ? String(diagnosis.lag) : null,
    groups_by_status: lagStatuses
      .filter((status) => diagnosis.byStatus.has(status))
      .map((status) => ({ status, groups: diagnosis.byStatus.get(status) ?? 0 })),
    members: [],
    partitions: [],
    unread_partitions: [],
    nearest_names: [],
    findings: [],
    looks: diagnosis.seconds === null ? 1 : 2,
    ...(diagnosis.seconds === null ? {} : { seconds_between_looks: round(diagnosis.seconds) }),
    gaps: diagnosis.gaps.map((gap) => ({ ...gap })),
  };
}

/** A group that no broker lists. With a broker missing it may exist all the same. */
function unknownGroup(diagnosis: LagDiagnosis, name: string) {
  const nearest = diagnosis.unknownGroups[0]?.nearest ?? [];
  const certain =
    diagnosis.gaps.length === 0
      ? 'no broker knows a group of this name'
      : 'no broker that answered knows a group of this name';
  const hint = nearest.length === 0 ? '' : ` Nearest names: ${nearest.map(named).join(', ')}.`;
  return {
    ...frame(diagnosis),
    summary: `${named(name)}: unknown, ${certain}. It has no lag that could be measured, which is not a lag of zero.${hint}`,
    groups: [],
    nearest_names: [...nearest],
    cut: [],
  };
}

/** Nothing but a reason: the first gap is about the group itself. */
const unreadable = ({ gaps }: LagDiagnosis): string =>
  `unknown, which is not a lag of zero: ${gaps[0]?.why ?? 'its offsets could not be had'}. The group may well exist; kafka_describe_cluster shows what is down.`;

/** Stands in the first line, since the gaps themselves come last. */
const partial = ({ gaps }: LagDiagnosis): string =>
  gaps.length === 0 ? '' : ` Partial: ${count(gaps.length, 'part')} could not be had, see gaps.`;

function sentence(group: GroupDiagnosis): string {
  const words = group.status.replaceAll('_', ' ');
  const whole = group.partitions.every(({ lag }) => lag !== null);
  const lag = group.lag === null ? 'lag unknown' : `lag ${whole ? '' : 'at least '}${group.lag}`;
  const drain =
    group.drainSeconds === null || group.status !== 'draining'
      ? ''
      : `; drained in about ${duration(group.drainSeconds)} at this rate`;
  return `${words}, ${lag} (confidence ${group.confidence}): ${group.because}${drain}.`;
}

function groupRow(group: GroupDiagnosis) {
  const measured = group.producedPerSecond !== null || group.consumedPerSecond !== null;
  return {
    group: group.group.group,
    status: group.status,
    lag: group.lag === null ? null : String(group.lag),
    ...(measured ? ratesOf(group) : {}),
    ...(group.drainSeconds === null ? {} : { drain_seconds: Math.round(group.drainSeconds) }),
    type: group.group.type,
    state: group.group.state,
    members: group.group.members?.length ?? null,
    partitions: group.partitions.length,
    confidence: group.confidence,
    because: group.because,
  };
}

const ratesOf = ({ producedPerSecond, consumedPerSecond }: GroupDiagnosis | PartitionDiagnosis) => ({
  produced_per_s: producedPerSecond === null ? null : round(producedPerSecond),
  consumed_per_s: consumedPerSecond === null ? null : round(consumedPerSecond),
});

const text = (offset: bigint | null) => (offset === null ? null : String(offset));

/** With the members known, a partition without an owner has none; else it is unknown. */
function partitionRow(partition: PartitionDiagnosis, membersKnown: boolean) {
  const measured = partition.producedPerSecond !== null || partition.consumedPerSecond !== null;
  return {
    topic: partition.topic,
    partition: partition.partition,
    status: partition.status,
    lag: text(partition.lag),
    ...(measured ? ratesOf(partition) : {}),
    committed: text(partition.committed),
    log_start: text(partition.logStart),
    last_stable: text(partition.lastStable),
    high_watermark: text(partition.highWatermark),
    owner: partition.owner ?? (membersKnown ? 'none' : null),
  };
}

const unread = (partitions: readonly PartitionDiagnosis[], limit: number): string[] =>
  partitions
    .filter(({ lag, status }) => lag === null && status === 'unknown')
    .slice(0, limit)
    .map(({ topic, partition, because }) => `${topic}-${partition}: ${because}`);

const cutOf = (field: string, of: number, limit: number) =>
  of > limit ? [{ field, shown: limit, of, narrow: 'Raise limit, or name one group.' }] : [];

const round = (number: number) => Math.round(number * 10) / 10;

/** Seconds in the largest unit that keeps the number readable. */
function duration(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} h` : `${Math.round(seconds / 86_400)} days`;
}
