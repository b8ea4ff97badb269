import type { LagCurve } from '../domain/lag/curve.ts';
import { sparkline, thinned } from '../domain/lag/curve-thinning.ts';
import type { GroupDiagnosis } from '../domain/lag/group.ts';
import type { MemberObservation } from '../domain/lag/observation.ts';
import type { PartitionDiagnosis } from '../domain/lag/partition.ts';
import type { TimeLag } from '../domain/lag/time-lag.ts';

/** Points of a curve that are told: enough for a shape, few enough for a table. */
export const CURVE_POINTS = 24;
/** And in a table of groups. */
const GROUP_POINTS = 12;

export function groupRow(diagnosis: GroupDiagnosis, curve: LagCurve | null) {
  const { group, timeLag, secondsToLoss, drainSeconds } = diagnosis;
  return {
    group: group.group,
    status: diagnosis.status,
    lag: offsetText(diagnosis.lag),
    ...ratesOf(diagnosis),
    ...(timeLag === null ? {} : { oldest_unread_s: ageOf(timeLag) }),
    ...(isForeseeable(secondsToLoss) ? { loss_in_s: Math.round(secondsToLoss) } : {}),
    ...(curve === null ? {} : { course: sparkline(thinned(curve.total, GROUP_POINTS)) }),
    cause: diagnosis.primary?.rule ?? null,
    type: group.type,
    state: group.state,
    members: group.members?.length ?? null,
    partitions: diagnosis.partitions.length,
    confidence: diagnosis.confidence,
    because: diagnosis.because,
    ...(isForeseeable(drainSeconds) ? { drain_seconds: Math.round(drainSeconds) } : {}),
  };
}

/** With the members known, a partition without an owner has none; else it is unknown. */
export function partitionRow(
  partition: PartitionDiagnosis,
  { worst, curve, membersKnown }: { worst: bigint; curve: LagCurve | null; membersKnown: boolean },
) {
  const { topic, timeLag } = partition;
  const secondsToLoss = partition.retention?.secondsToLoss ?? null;
  const course = curve?.partitions.find((each) => each.topic === topic && each.partition === partition.partition);
  return {
    topic,
    partition: partition.partition,
    bar: bar(partition.lag, worst),
    status: partition.status,
    lag: offsetText(partition.lag),
    ...ratesOf(partition),
    ...(timeLag === null ? {} : { oldest_unread_s: ageOf(timeLag) }),
    ...(isForeseeable(secondsToLoss) ? { loss_in_s: Math.round(secondsToLoss) } : {}),
    ...(course === undefined ? {} : { course: sparkline(thinned(course.points, CURVE_POINTS)) }),
    committed: offsetText(partition.committed),
    log_start: offsetText(partition.logStart),
    last_stable: offsetText(partition.lastStable),
    high_watermark: offsetText(partition.highWatermark),
    owner: partition.owner ?? (membersKnown ? 'none' : null),
  };
}

export const memberRow = (member: MemberObservation) => ({
  client_id: member.clientId,
  host: member.host,
  ...(member.instanceId === null ? {} : { instance_id: member.instanceId }),
  ...(member.epoch === null ? {} : { epoch: member.epoch }),
  assigned_partitions: member.assignment?.length ?? null,
});

const ratesOf = ({
  producedPerSecond,
  consumedPerSecond,
}: Pick<PartitionDiagnosis, 'producedPerSecond' | 'consumedPerSecond'>) =>
  producedPerSecond === null && consumedPerSecond === null
    ? {}
    : { produced_per_s: rounded(producedPerSecond), consumed_per_s: rounded(consumedPerSecond) };

/** A year: rates that are all but equal reckon with ages of the world, which means never. [chosen] */
const LONGEST_SECONDS = 31_536_000;

export const isForeseeable = (seconds: number | null): seconds is number =>
  seconds !== null && seconds <= LONGEST_SECONDS;

/** What is certain: the lower end where the record itself was not read. */
const ageOf = ({ atLeastSeconds }: TimeLag): number => Math.round(atLeastSeconds);

export const offsetText = (offset: bigint | null) => (offset === null ? null : String(offset));

const rounded = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);

const BAR_WIDTH = 8;

/** Eight blocks are the worst lag; any lag at all has one. */
function bar(lag: bigint | null, worst: bigint): string {
  if (lag === null) return '?';
  const filled = lag === 0n || worst === 0n ? 0 : Math.max(1, Math.round((Number(lag) / Number(worst)) * BAR_WIDTH));
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}`;
}

/** A list that was shortened, and how to see the rest; nothing where it was not. */
export const cutOf = (field: string, of: number, limit: number) =>
  of > limit ? [{ field, shown: limit, of, narrow: 'Raise limit, or name one group.' }] : [];
