import type {
  GroupObservation,
  GroupOffset,
  LagObservation,
  MemberObservation,
  PartitionOffsets,
} from '../../../src/domain/lag/observation.ts';

/** Small observations for tables: one topic `t`, numbers instead of bigints, null for unknown. */

export const offset = (partition: number, at: number | null, more: Partial<GroupOffset> = {}): GroupOffset => ({
  topic: 't',
  partition,
  offset: at === null ? null : BigInt(at),
  reportedLag: null,
  error: null,
  ...more,
});

export const bounds = (
  partition: number,
  [logStart, lastStable, highWatermark]: readonly (number | null)[],
  missing: string | null = null,
): PartitionOffsets => ({
  topic: 't',
  partition,
  leader: missing === null ? 1 : null,
  logStart: logStart == null ? null : BigInt(logStart),
  lastStable: lastStable == null ? null : BigInt(lastStable),
  highWatermark: highWatermark == null ? null : BigInt(highWatermark),
  missing,
});

export const member = (clientId: string, partitions: readonly number[]): MemberObservation => ({
  memberId: `${clientId}-id`,
  clientId,
  host: '10.0.0.1',
  instanceId: null,
  epoch: null,
  assignment: partitions.map((partition) => ({ topic: 't', partition })),
  target: null,
  subscribed: ['t'],
  subscribedRegex: null,
});

export const group = (more: Partial<GroupObservation> = {}): GroupObservation => ({
  group: 'g',
  type: 'classic',
  state: 'Stable',
  protocolType: 'consumer',
  assignor: 'range',
  coordinator: 1,
  groupEpoch: null,
  assignmentEpoch: null,
  members: [member('c1', [0])],
  offsets: [],
  ...more,
});

export const look = (
  atSeconds: number,
  groups: readonly GroupObservation[],
  partitions: readonly PartitionOffsets[],
  more: Partial<LagObservation> = {},
): LagObservation => ({
  observedAtMs: atSeconds * 1_000,
  groups,
  partitions,
  unknownGroups: [],
  gaps: [],
  requests: 0,
  ...more,
});
