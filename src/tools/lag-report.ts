import { count } from '../domain/count.ts';
import { earlierAlert } from '../domain/lag/alerts/earlier.ts';
import { measuredOf } from '../domain/lag/alerts/measure.ts';
import { alertParameters } from '../domain/lag/alerts/parameters.ts';
import type { Capacity, Scale } from '../domain/lag/capacity.ts';
import { lagCurve } from '../domain/lag/curve.ts';
import { type LagStory, lagStory } from '../domain/lag/curve-changes.ts';
import type { LagTrend } from '../domain/lag/curve-trend.ts';
import type { LagDiagnosis } from '../domain/lag/diagnosis.ts';
import { type BackgroundIndex, indexBackground } from '../domain/lag/evidence.ts';
import type { GroupDiagnosis } from '../domain/lag/group.ts';
import { type IncidentNote, incidentNote, isFallingBehind } from '../domain/lag/note/incident-note.ts';
import type { PartitionDiagnosis } from '../domain/lag/partition.ts';
import { lagStatuses } from '../domain/lag/status.ts';
import { duration, moment } from '../domain/lag/words.ts';
import { named } from '../domain/named.ts';
import { curveCuts, curvePart } from './lag-curve.ts';
import type { LagAnswer } from './lag-looks.ts';
import { cutOf, groupRow, isForeseeable, memberRow, partitionRow } from './lag-rows.ts';

/** The answer for one group: what happened and what to do, then the worst partitions, causes, curve and members. */
export function groupReport({ evidence, diagnosis }: LagAnswer, name: string, limit: number) {
  const [group] = diagnosis.groups;
  if (group === undefined) return unknownGroup(diagnosis, name);
  const nowMs = (evidence.second ?? evidence.first).observedAtMs;
  const index = evidence.background === null ? null : indexBackground(evidence.background);
  const curve = index === null ? null : lagCurve(group.group, index);
  const story = curve === null || index === null ? null : lagStory(group.group, curve, index);
  const parameters = alertParameters(measuredOf(group, index));
  const note = incidentNote(group, story, earlierAlert(group, curve, parameters), nowMs);
  const members = group.group.members ?? [];
  const worst = group.partitions.reduce((most, { lag }) => (lag !== null && lag > most ? lag : most), 0n);
  const shown = { worst, curve, membersKnown: group.group.members !== null };
  return {
    ...frame(diagnosis),
    summary: `${named(group.group.group)}: ${group.group.offsets === null ? unreadable(group, diagnosis) : `${sentence(group, story, nowMs)}${partial(diagnosis)}`}`,
    ...(note === null ? {} : { incident: incidentPart(note) }),
    groups: [groupRow(group, curve)],
    groups_by_status: [],
    partitions: group.partitions.slice(0, limit).map((partition) => partitionRow(partition, shown)),
    findings: findingsOf(group),
    ...(group.nextMeasurement === null ? {} : { next_measurement: group.nextMeasurement }),
    ...(group.capacity === null || !isFallingBehind(group) ? {} : capacityPart(group.capacity)),
    ...(curve === null ? {} : { curve: curvePart(curve, story, limit) }),
    members: members.slice(0, limit).map(memberRow),
    unread_partitions: unread(group.partitions, limit),
    measured: { ...measuredPart(diagnosis), ...historyReach(group, index, nowMs) },
    cut: [
      ...cutOf('members', members.length, limit),
      ...cutOf('partitions', group.partitions.length, limit),
      ...(curve === null ? [] : curveCuts(curve, story, limit)),
    ],
  };
}

/** The answer for many groups: totals, the worst first, and how to see the rest. */
export function overviewReport({ evidence, diagnosis }: LagAnswer, limit: number) {
  const { groups } = diagnosis;
  const index = evidence.background === null ? null : indexBackground(evidence.background);
  const shown = groups.slice(0, limit);
  return {
    ...frame(diagnosis),
    summary: `${overview(diagnosis)}${partial(diagnosis)}`,
    groups: shown.map((group) => groupRow(group, index === null ? null : lagCurve(group.group, index))),
    cut: cutOf('groups', groups.length, limit),
  };
}

function overview({ groups, lag, gaps }: LagDiagnosis): string {
  const [worst] = groups;
  if (worst === undefined)
    return `No consumer group was found${gaps.length > 0 ? ' on the brokers that answered' : ''}.`;
  const lagging = groups.filter((each) => each.lag !== null && each.lag > 0n).length;
  const unknowns = groups.filter((each) => each.lag === null).length;
  const unread = groups
    .flatMap(({ partitions }) => partitions)
    .some((each) => each.lag === null && each.status === 'unknown');
  const total = `${lagging} of ${groups.length} groups lag, ${unread ? 'at least ' : ''}${lag} records in all`;
  const more = unknowns === 0 ? '' : `; the lag of ${count(unknowns, 'group')} is unknown`;
  const known = unknowns < groups.length ? `${total}${more}` : `The lag of ${count(unknowns, 'group')} is unknown`;
  const cause = worst.primary === null ? '.' : `: ${worst.primary.says}`;
  return `${known}. Worst: ${named(worst.group.group)} (${worst.lag ?? 'unknown'})${cause}`;
}

function frame(diagnosis: LagDiagnosis) {
  return {
    groups: [],
    partitions: [],
    findings: [],
    capacity: [],
    members: [],
    lag: diagnosis.groups.some(({ lag }) => lag !== null) ? String(diagnosis.lag) : null,
    groups_by_status: lagStatuses
      .filter((status) => diagnosis.byStatus.has(status))
      .map((status) => ({ status, groups: diagnosis.byStatus.get(status) ?? 0 })),
    unread_partitions: [],
    nearest_names: [],
    measured: measuredPart(diagnosis),
    gaps: diagnosis.gaps.map((gap) => ({ ...gap })),
  };
}

const measuredPart = ({ seconds }: LagDiagnosis) => ({
  looks: seconds === null ? 1 : 2,
  ...(seconds === null ? {} : { seconds_between_looks: Math.round(seconds * 10) / 10 }),
});

const incidentPart = (note: IncidentNote) => ({
  where: note.where,
  since: note.since,
  why: note.why,
  now: [...note.now],
  this_week: [...note.thisWeek],
  earlier_alert: note.earlierAlert,
});

const findingsOf = ({ primary, secondary }: GroupDiagnosis) =>
  [...(primary === null ? [] : [primary]), ...secondary].map((finding) => ({
    ...finding,
    evidence: [...finding.evidence],
  }));

/** The plans beside what there is; where no number helps, the note says why. */
function capacityPart({ perMemberPerSecond: one, members, partitions, keepUp, drain, targetMinutes }: Capacity) {
  const row = (plan: string, scale: Scale) => ({
    plan,
    members: scale.members,
    partitions: scale.partitions,
    partitions_each: Math.round((scale.partitions / scale.members) * 10) / 10,
    records_per_s: Math.round(scale.members * one * 10) / 10,
  });
  return {
    capacity: [
      ...(members === 0 ? [] : [row('now', { members, partitions })]),
      ...(keepUp === null ? [] : [row('keep up', keepUp)]),
      ...(drain === null || targetMinutes === null ? [] : [row(`drain within ${duration(targetMinutes * 60)}`, drain)]),
    ],
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
    nearest_names: [...nearest],
    cut: [],
  };
}

/** Nothing but a reason: the first gap is about the group itself. */
const unreadable = ({ primary }: GroupDiagnosis, { gaps }: LagDiagnosis): string =>
  `unknown, which is not a lag of zero: ${primary?.says ?? `${gaps[0]?.why ?? 'its offsets could not be had'}.`} The group may well exist; kafka_describe_cluster shows what is down.`;

/** Stands in the first line, since the gaps themselves come last. */
const partial = ({ gaps }: LagDiagnosis): string =>
  gaps.length === 0 ? '' : ` Partial: ${count(gaps.length, 'part')} could not be had, see gaps.`;

function sentence(group: GroupDiagnosis, story: LagStory | null, nowMs: number): string {
  const words = group.status.replaceAll('_', ' ');
  const whole = group.partitions.every(({ lag }) => lag !== null);
  const lag = group.lag === null ? 'lag unknown' : `lag ${whole ? '' : 'at least '}${group.lag}`;
  const drain =
    !isForeseeable(group.drainSeconds) || group.status !== 'draining'
      ? ''
      : `; drained in about ${duration(group.drainSeconds)} at this rate`;
  const since = story === null || story.trend.kind === 'flat' ? '' : `, ${shortSince(story.trend, group, nowMs)}`;
  return `${words}, ${lag}${ageWords(group)}${since} (confidence ${group.confidence})${drain}: ${group.primary?.says ?? `${group.because}.`}`;
}

/** How old the first unread record is; what is only bracketed is not said as if it were known. */
function ageWords({ timeLag }: GroupDiagnosis): string {
  if (timeLag === null || timeLag.method === 'none') return '';
  const { method, atLeastSeconds } = timeLag;
  return method === 'exact'
    ? `, the oldest unread ${duration(atLeastSeconds)} old`
    : `, the oldest unread at least ${duration(atLeastSeconds)} old`;
}

type Turning = Exclude<LagTrend, { kind: 'flat' }>;

function shortSince({ sinceMs, beganInWindow, kind }: Turning, { status }: GroupDiagnosis, nowMs: number): string {
  const ago = duration((nowMs - sinceMs) / 1_000);
  return `${status === kind ? '' : `${kind} `}since ${beganInWindow ? '' : 'before '}${moment(sinceMs)} (${ago} ago)`;
}

function historyReach({ group }: GroupDiagnosis, index: BackgroundIndex | null, nowMs: number) {
  const history = index?.history(group.group) ?? null;
  if (history === null) return {};
  const since = Math.max(history.fromMs, history.completeSinceMs);
  return { history_complete_s: Math.max(0, Math.round((nowMs - since) / 1_000)) };
}

const unread = (partitions: readonly PartitionDiagnosis[], limit: number): string[] =>
  partitions
    .filter(({ lag, status }) => lag === null && status === 'unknown')
    .slice(0, limit)
    .map(({ topic, partition, because }) => `${topic}-${partition}: ${because}`);
