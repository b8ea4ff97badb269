import { diagnoseLag } from '../../../src/domain/lag/diagnosis.ts';
import type { LagEvidence } from '../../../src/domain/lag/evidence.ts';
import type { GroupDiagnosis } from '../../../src/domain/lag/group.ts';
import type {
  ClusterSettings,
  Generation,
  GroupObservation,
  HistoryMember,
  LagBackground,
  OpenTransaction,
  PartitionOffsets,
  TopicSettings,
} from '../../../src/domain/lag/observation.ts';
import { group as anyGroup, bounds, look, offset } from './build.ts';

/** Scenes for tables: one group on topic `t`, times in seconds of a history that goes from 0 to NOW. */
export const NOW = 600;

export type Commits = readonly (readonly [atSeconds: number, offset: number])[];

export interface ScenePartition {
  readonly committed: number | null;
  readonly end: number | null;
  readonly start?: number;
  readonly stable?: number;
  readonly leader?: number;
  readonly missing?: string;
  readonly error?: string;
  /** Lag that a share coordinator reports. */
  readonly reported?: number;
  readonly commits?: Commits;
  /** Of all commits; a number: a Java client. */
  readonly epoch?: number | null;
  /** By commit, in order; the last holds for the rest. */
  readonly topicIds?: readonly (string | null)[];
  /** Ends of the log at earlier times; the present end is added. */
  readonly ends?: Commits;
  /** When the first unread record was written; `none`: only control records are there. */
  readonly unread?: number | 'none' | readonly [number | null, number | null];
  readonly batch?: { readonly bytes: number; readonly records: number };
  readonly forgotten?: number;
  readonly transactions?: readonly Partial<OpenTransaction>[];
  readonly retentionMs?: number;
  /** How it was at the first look, when the scene has two. */
  readonly before?: Pick<ScenePartition, 'committed' | 'end'> & Partial<Pick<ScenePartition, 'stable' | 'reported'>>;
}

export interface Scene {
  readonly group?: Partial<GroupObservation>;
  readonly partitions: readonly ScenePartition[];
  readonly generations?: readonly Generation[];
  /** Seconds between two looks; one look when left out. */
  readonly span?: number;
  readonly groupBefore?: Partial<GroupObservation>;
  /** false: no history, as where the topic can't be read. */
  readonly history?: boolean;
  readonly fromSeconds?: number;
  /** When the history was read, where a second look came later. */
  readonly toSeconds?: number;
  readonly cluster?: Partial<ClusterSettings>;
  readonly topic?: Partial<TopicSettings>;
  readonly missingTopics?: readonly string[];
  readonly streamsMetadata?: boolean;
  readonly moreTransactions?: readonly OpenTransaction[];
  readonly targetMinutes?: number;
  /** Of other topics. */
  readonly moreBounds?: readonly PartitionOffsets[];
  readonly gaps?: readonly { readonly what: string; readonly why: string }[];
}

/** Commits every so many seconds. */
export function every(from: number, to: number, step: number, offsetAt: (atSeconds: number) => number): Commits {
  const times: number[] = [];
  for (let at = from; at <= to; at += step) times.push(at);
  return times.map((at) => [at, Math.floor(offsetAt(at))] as const);
}

/** The end of a log at the times of a produce curve. */
export const curve = (endAt: (atSeconds: number) => number): Commits =>
  [0, 120, 240, 300, 420, 480, 540, 570, 590].map((at) => [at, Math.floor(endAt(at))] as const);

export const historyMember = (clientId: string, more: Partial<HistoryMember> = {}): HistoryMember => ({
  memberId: `${clientId}-id`,
  clientId,
  host: '10.0.0.1',
  instanceId: null,
  sessionTimeoutMs: 45_000,
  rebalanceTimeoutMs: 300_000,
  ...more,
});

export const generation = (atSeconds: number, number: number, members: readonly HistoryMember[]): Generation => ({
  atMs: atSeconds * 1_000,
  generation: number,
  members,
});

export const open = (more: Partial<OpenTransaction> = {}): OpenTransaction => ({
  topic: 't',
  partition: 0,
  producerId: 4_000n,
  startOffset: 0n,
  lastTimestampMs: null,
  transactionalId: 'tx',
  state: 'Ongoing',
  timeoutMs: 600_000,
  startedMs: null,
  coordinatorHasPartition: true,
  ...more,
});

function evidenceOf(scene: Scene): LagEvidence {
  const { partitions, group, groupBefore, span } = scene;
  const seen = (at: number, of: (partition: ScenePartition) => Seen, more: Partial<GroupObservation>) =>
    look(
      at,
      [
        anyGroup({
          offsets: partitions.flatMap((partition, number) =>
            partition.forgotten === undefined ? [offsetOf(number, of(partition), partition)] : [],
          ),
          ...more,
        }),
      ],
      [
        ...partitions.map((partition, number) => boundsOf(number, of(partition), partition)),
        ...(scene.moreBounds ?? []),
      ],
      { gaps: (scene.gaps ?? []).map((gap) => ({ ...gap, broker: null })) },
    );
  const now = seen(NOW, (partition) => partition, group ?? {});
  const background = scene.history === false ? null : backgroundOf(scene);
  if (span === undefined) return { first: now, second: null, background };
  const first = seen(NOW - span, (partition) => ({ ...partition, ...partition.before }), groupBefore ?? group ?? {});
  return { first, second: now, background };
}

type Seen = Pick<ScenePartition, 'committed' | 'end' | 'start' | 'stable' | 'reported'>;

const offsetOf = (number: number, seen: Seen, { error }: ScenePartition) =>
  offset(number, seen.committed, {
    reportedLag: seen.reported === undefined ? null : BigInt(seen.reported),
    error: error ?? null,
  });

const boundsOf = (number: number, seen: Seen, { missing, leader }: ScenePartition) => ({
  ...bounds(
    number,
    missing === undefined ? [seen.start ?? 0, seen.stable ?? seen.end, seen.end] : [null, null, null],
    missing ?? null,
  ),
  ...(leader === undefined ? {} : { leader }),
});

const cluster: ClusterSettings = {
  brokers: 3,
  release: '4.3',
  offsetsRetentionMinutes: 10_080,
  consumerSessionTimeoutMs: 45_000,
  consumerHeartbeatIntervalMs: 5_000,
  transactionPartitionVerification: true,
};

function backgroundOf(scene: Scene): LagBackground {
  const { partitions, generations = [], fromSeconds = 0, toSeconds = NOW } = scene;
  const ms = (seconds: number | null) => (seconds === null ? null : seconds * 1_000);
  const where = (partition: number) => ({ topic: 't', partition });
  const settings: TopicSettings = {
    topicId: null,
    retentionMs: partitions[0]?.retentionMs ?? 604_800_000,
    retentionBytes: -1,
    cleanupPolicy: 'delete',
    timestampType: 'CreateTime',
    minInsyncReplicas: 1,
    replicationFactor: 1,
    partitions: partitions.map((_, partition) => ({ partition, leader: 1, replicas: [1], isr: [1] })),
    ...scene.topic,
  };
  return {
    histories: new Map([
      [
        'g',
        {
          group: 'g',
          fromMs: fromSeconds * 1_000,
          toMs: toSeconds * 1_000,
          completeSinceMs: fromSeconds * 1_000,
          generations,
          streamsMetadata: scene.streamsMetadata ?? false,
          partitions: partitions.map(({ commits = [], epoch = 0, topicIds = [null], forgotten }, partition) => ({
            ...where(partition),
            forgottenAtMs: forgotten === undefined ? null : forgotten * 1_000,
            commits: commits.map(([at, to], index) => ({
              atMs: at * 1_000,
              offset: BigInt(to),
              leaderEpoch: epoch,
              topicId: topicIds[Math.min(index, topicIds.length - 1)] ?? null,
            })),
          })),
        },
      ],
    ]),
    historyMissing: null,
    curves: partitions.flatMap(({ ends, end }, partition) =>
      ends === undefined || end === null
        ? []
        : [
            {
              ...where(partition),
              points: [...ends, [NOW, end] as const].map(([at, to]) => ({ atMs: at * 1_000, endOffset: BigInt(to) })),
            },
          ],
    ),
    firstUnread: partitions.flatMap(({ unread, committed, batch }, partition) => {
      if (unread === undefined || committed === null) return [];
      const [from, to] = typeof unread === 'number' ? [unread, unread] : unread === 'none' ? [null, null] : unread;
      return [
        {
          group: 'g',
          ...where(partition),
          offset: BigInt(committed),
          method: typeof unread === 'number' ? 'record' : unread === 'none' ? 'none' : 'bracket',
          notBeforeMs: ms(from),
          notAfterMs: ms(to),
          batchBytes: batch?.bytes ?? null,
          batchRecords: batch?.records ?? null,
        },
      ];
    }),
    openTransactions: [
      ...partitions.flatMap(({ transactions = [], stable }, partition) =>
        transactions.map((each) => open({ partition, startOffset: BigInt(stable ?? 0), ...each })),
      ),
      ...(scene.moreTransactions ?? []),
    ],
    topics: scene.missingTopics?.includes('t') ? new Map() : new Map([['t', settings]]),
    missingTopics: scene.missingTopics ?? [],
    cluster: { ...cluster, ...scene.cluster },
    gaps: [],
    requests: { history: 0, others: 0 },
  };
}

/** What the rules make of a scene. */
export function judge(scene: Scene): GroupDiagnosis {
  const [result] = diagnoseLag(evidenceOf(scene), { targetMinutes: scene.targetMinutes ?? null }).groups;
  if (result === undefined) throw new Error('the scene has no group');
  return result;
}
