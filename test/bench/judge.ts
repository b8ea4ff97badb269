import { diagnoseLag } from '../../src/domain/lag/diagnosis.ts';
import type { LagEvidence } from '../../src/domain/lag/evidence.ts';
import type {
  GroupHistory,
  GroupObservation,
  LagBackground,
  LagObservation,
  PartitionOffsets,
  ProduceCurve,
} from '../../src/domain/lag/observation.ts';

/** What judging 10,000 groups of four partitions costs, their observations being at hand: CPU, without any request. */
const GROUPS = 10_000;
const PARTITIONS = 4;
const COMMITS = 20;
const RUNS = 5;
const MAX_CPU_MS = 1_000;
const NOW_MS = 1_000_000;
const WINDOW_MS = 600_000;

/** One in five is behind, one in ten has no members, one in twenty is stuck. */
const isBehind = (group: number) => group % 5 === 0;
const isEmpty = (group: number) => group % 10 === 3;
const isStuck = (group: number) => group % 20 === 7;

const numbers = Array.from({ length: GROUPS }, (_, group) => group);
const partitions = Array.from({ length: PARTITIONS }, (_, partition) => partition);
const topicOf = (group: number) => `topic-${group}`;

const committedAt = (group: number, atMs: number): bigint => {
  const pace = isStuck(group) || isEmpty(group) ? 0 : isBehind(group) ? 5 : 10;
  return 100_000n + BigInt(Math.round(((atMs - NOW_MS) * pace) / 1_000));
};
const endAt = (group: number, atMs: number): bigint =>
  100_000n +
  BigInt(Math.round(((atMs - NOW_MS) * 10) / 1_000)) +
  (isBehind(group) || isStuck(group) || isEmpty(group) ? 20_000n : 20n);

const groupAt = (group: number, atMs: number): GroupObservation => ({
  group: `group-${group}`,
  type: group % 2 === 0 ? 'classic' : 'consumer',
  state: isEmpty(group) ? 'Empty' : 'Stable',
  protocolType: 'consumer',
  assignor: 'range',
  coordinator: group % 3,
  groupEpoch: 3,
  assignmentEpoch: 3,
  members: isEmpty(group)
    ? []
    : [0, 1].map((member) => ({
        memberId: `member-${group}-${member}`,
        clientId: `client-${member}`,
        host: '10.0.0.1',
        instanceId: null,
        epoch: 3,
        assignment: [2 * member, 2 * member + 1].map((partition) => ({ topic: topicOf(group), partition })),
        target: null,
        subscribed: [topicOf(group)],
        subscribedRegex: null,
      })),
  offsets: partitions.map((partition) => ({
    topic: topicOf(group),
    partition,
    offset: committedAt(group, atMs),
    reportedLag: null,
    error: null,
  })),
});

const boundsAt = (group: number, atMs: number): PartitionOffsets[] =>
  partitions.map((partition) => ({
    topic: topicOf(group),
    partition,
    leader: partition % 3,
    logStart: 0n,
    lastStable: endAt(group, atMs),
    highWatermark: endAt(group, atMs),
    missing: null,
  }));

const lookAt = (atMs: number): LagObservation => ({
  observedAtMs: atMs,
  groups: numbers.map((group) => groupAt(group, atMs)),
  partitions: numbers.flatMap((group) => boundsAt(group, atMs)),
  unknownGroups: [],
  gaps: [],
  requests: 0,
});

const historyOf = (group: number): GroupHistory => ({
  group: `group-${group}`,
  fromMs: NOW_MS - WINDOW_MS,
  toMs: NOW_MS,
  completeSinceMs: NOW_MS - WINDOW_MS,
  generations: [],
  streamsMetadata: false,
  partitions: partitions.map((partition) => ({
    topic: topicOf(group),
    partition,
    forgottenAtMs: null,
    commits: Array.from({ length: COMMITS }, (_, commit) => {
      const atMs = NOW_MS - (COMMITS - 1 - commit) * 5_000;
      return { atMs, offset: committedAt(group, atMs), leaderEpoch: 0, topicId: null };
    }),
  })),
});

const curvesOf = (group: number): ProduceCurve[] =>
  partitions.map((partition) => ({
    topic: topicOf(group),
    partition,
    points: [WINDOW_MS, 300_000, 120_000, 60_000, 0].map((ago) => ({
      atMs: NOW_MS - ago,
      endOffset: endAt(group, NOW_MS - ago),
    })),
  }));

const background: LagBackground = {
  histories: new Map(numbers.map((group) => [`group-${group}`, historyOf(group)])),
  historyMissing: null,
  curves: numbers.flatMap(curvesOf),
  firstUnread: [],
  openTransactions: [],
  topics: new Map(),
  missingTopics: [],
  cluster: {
    brokers: 3,
    release: '4.3',
    offsetsRetentionMinutes: 10_080,
    consumerSessionTimeoutMs: 45_000,
    consumerHeartbeatIntervalMs: 5_000,
    transactionPartitionVerification: true,
  },
  gaps: [],
  requests: { history: 0, others: 0 },
};

const evidences: readonly (readonly [string, LagEvidence])[] = [
  ['one look', { first: lookAt(NOW_MS), second: null, background: null }],
  ['two looks', { first: lookAt(NOW_MS - 5_000), second: lookAt(NOW_MS), background: null }],
  ['one look and a history', { first: lookAt(NOW_MS), second: null, background }],
];

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

let worst = 0;
for (const [name, evidence] of evidences) {
  const costs: number[] = [];
  let verdicts = '';
  for (let run = 0; run < RUNS; run += 1) {
    const before = process.cpuUsage();
    const { byStatus } = diagnoseLag(evidence, { targetMinutes: 60 });
    const { user, system } = process.cpuUsage(before);
    costs.push((user + system) / 1_000);
    verdicts = [...byStatus].map(([status, count]) => `${count} ${status}`).join(', ');
  }
  worst = Math.max(worst, median(costs));
  console.log(`${name.padEnd(22)}: ${median(costs).toFixed(0).padStart(4)} ms CPU for ${GROUPS} groups (${verdicts})`);
}
const good = worst < MAX_CPU_MS;
console.log(good ? 'within bounds' : `OUT OF BOUNDS: ${MAX_CPU_MS} ms`);
process.exitCode = good ? 0 : 1;
