import { beforeAll, describe, expect, it } from 'vitest';
import type { ConfigCatalog } from '../../../src/domain/configs/catalog.ts';
import type {
  BrokerTransactionSettings,
  RunningTransaction,
  StateTopic,
  TransactionBroker,
  TransactionObservation,
} from '../../../src/domain/delivery/observation.ts';
import { planExactlyOnce } from '../../../src/domain/delivery/plan.ts';
import type { ExactlyOnceRequest } from '../../../src/domain/delivery/request.ts';
import type { OpenTransaction } from '../../../src/domain/lag/observation.ts';
import { configs } from '../../support/fake-ports.ts';

const NOW = 1_795_161_600_000;
const request: ExactlyOnceRequest = { sources: ['kafka'], sinks: ['kafka'], client: 'java', lag_alerts: true };

let catalog: ConfigCatalog;
beforeAll(async () => {
  catalog = await configs();
});
const plan = (more: Partial<TransactionObservation>, asked: Partial<ExactlyOnceRequest> = {}) =>
  planExactlyOnce({ ...request, ...asked }, catalog, { ...healthy, ...more });

const settings = (more: Partial<BrokerTransactionSettings> = {}): BrokerTransactionSettings => ({
  stateReplicationFactor: 3,
  stateMinIsr: 2,
  maxTimeoutMs: 900_000,
  idExpirationMs: 604_800_000,
  partitionVerification: true,
  defaultMinInsyncReplicas: 2,
  ...more,
});
const broker = (nodeId: number, more: Partial<TransactionBroker> = {}): TransactionBroker => ({
  nodeId,
  release: '4.3',
  settings: settings(),
  ...more,
});
const brokers = (more: Partial<BrokerTransactionSettings>): readonly TransactionBroker[] =>
  [1, 2, 3].map((id) => broker(id, { settings: settings(more) }));

const stateTopic = (replicas: readonly number[], isr = replicas, minInsyncReplicas: number | null = 2): StateTopic => ({
  kind: 'present',
  minInsyncReplicas,
  partitions: [0, 1].map((partition) => ({ partition, leader: replicas[0] ?? null, replicas, isr })),
});

const healthy: TransactionObservation = {
  observedAtMs: NOW,
  brokers: [broker(1), broker(2), broker(3)],
  stateTopic: stateTopic([1, 2, 3]),
  transactionVersion: 2,
  running: [],
  open: [],
  gaps: [],
};

const running = (more: Partial<RunningTransaction>): RunningTransaction => ({
  transactionalId: 'billing-0',
  coordinator: 1,
  state: 'Ongoing',
  timeoutMs: 60_000,
  startedMs: NOW - 1_000,
  partitions: 3,
  ...more,
});
const open = (more: Partial<OpenTransaction>): OpenTransaction => ({
  topic: 'orders',
  partition: 0,
  producerId: 4_000n,
  startOffset: 42n,
  lastTimestampMs: NOW - 120_000,
  transactionalId: null,
  state: null,
  timeoutMs: null,
  startedMs: null,
  coordinatorHasPartition: false,
  ...more,
});

describe('a cluster that was looked at', () => {
  it('says what is well, and nothing else, when all is', () => {
    const { findings, cluster_checks } = plan({});
    expect(findings).toEqual([]);
    expect(cluster_checks).toEqual([
      'every partition of __transaction_state has a leader and at least 2 in sync',
      '__transaction_state has 3 replicas on every partition or more',
      'min.insync.replicas of __transaction_state is 2',
      'transaction.max.timeout.ms 900,000 covers the 10,000 needed',
      'transaction.version 2 is finalised',
      'every broker that answered is of 4.3',
      'brokers verify the partitions of transactions',
      'transactional ids are kept for 7 d of silence',
      'min.insync.replicas is 2 for topics that set none',
      'no transaction hangs',
      'no transaction is open',
    ]);
  });

  type Case = readonly [
    rule: string,
    severity: string,
    more: Partial<TransactionObservation>,
    asked?: Partial<ExactlyOnceRequest>,
  ];
  const cases: readonly Case[] = [
    ['EOS-STATE-TOPIC-REPLICAS', 'high', { stateTopic: stateTopic([1], [1], 1) }],
    ['EOS-STATE-TOPIC-REPLICAS', 'high', { stateTopic: stateTopic([1, 2]) }],
    ['EOS-STATE-TOPIC-REPLICAS', 'medium', { stateTopic: stateTopic([1], [1], 1), brokers: [broker(1)] }],
    ['EOS-STATE-TOPIC-UNAVAILABLE', 'critical', { stateTopic: stateTopic([1, 2, 3], [1]) }],
    [
      'EOS-STATE-TOPIC-UNAVAILABLE',
      'critical',
      {
        stateTopic: {
          kind: 'present',
          minInsyncReplicas: null,
          partitions: [{ partition: 7, leader: null, replicas: [1, 2, 3], isr: [] }],
        },
      },
    ],
    ['EOS-STATE-TOPIC-MIN-ISR', 'medium', { stateTopic: stateTopic([1, 2, 3], [1, 2, 3], 1) }],
    ['EOS-STATE-TOPIC-MIN-ISR', 'high', { stateTopic: stateTopic([1, 2, 3], [1, 2, 3], 3) }],
    ['EOS-STATE-TOPIC-CANNOT-BE-MADE', 'critical', { stateTopic: { kind: 'absent' }, brokers: [broker(1), broker(2)] }],
    [
      'EOS-STATE-TOPIC-CANNOT-BE-MADE',
      'critical',
      { stateTopic: { kind: 'absent' }, brokers: [broker(1, { settings: null })] },
    ],
    ['EOS-CLUSTER-MAX-TIMEOUT', 'critical', { brokers: brokers({ maxTimeoutMs: 5_000 }) }],
    ['EOS-CLUSTER-MAX-TIMEOUT', 'critical', {}, { client: 'flink', commit_interval_ms: 1_000_000 }],
    ['EOS-TRANSACTION-VERSION', 'medium', { transactionVersion: 0 }],
    ['EOS-TRANSACTION-VERSION', 'medium', { transactionVersion: 1 }],
    ['EOS-MIXED-RELEASES', 'medium', { brokers: [broker(1), broker(2, { release: '4.2' }), broker(3)] }],
    ['EOS-RELEASE-DIFFERS', 'low', {}, { kafka_version: '3.9' }],
    ['EOS-VERIFICATION-OFF', 'high', { brokers: brokers({ partitionVerification: false }) }],
    ['EOS-ID-EXPIRATION', 'low', { brokers: brokers({ idExpirationMs: 3_600_000 }) }],
    ['EOS-DEFAULT-MIN-ISR', 'medium', { brokers: brokers({ defaultMinInsyncReplicas: 1 }) }],
    ['EOS-HANGING-TRANSACTION', 'critical', { open: [open({})] }],
    ['EOS-LATE-TRANSACTION', 'high', { running: [running({ startedMs: NOW - 121_000 })] }],
    ['EOS-LONG-TRANSACTION', 'medium', { running: [running({ startedMs: NOW - 90_000, timeoutMs: 600_000 })] }],
  ];
  it.each(cases.map(([rule, severity, more, asked = {}]) => [rule, severity, more, asked] as const))(
    '%s (%s)',
    (rule, severity, more, asked) => {
      const found = plan(more, asked).findings.find((finding) => finding.rule === rule);
      expect(found?.severity).toBe(severity);
      expect(found?.evidence.length).toBeGreaterThan(0);
      expect(found?.guideline).toMatch(/^kafka:\/\/guidelines\/(delivery-semantics|lag-and-rebalances)#/);
    },
  );

  it.each<readonly [string, Partial<TransactionObservation>]>([
    ['a transaction that is going on', { running: [running({})], open: [open({ coordinatorHasPartition: true })] }],
    ['one whose owner could not be asked', { open: [open({ coordinatorHasPartition: null })] }],
    [
      'one just over its timeout, as clocks differ',
      { running: [running({ startedMs: NOW - 50_000, timeoutMs: 1_000 })] },
    ],
    ['a topic that the first use makes', { stateTopic: { kind: 'absent' } }],
    ['a cluster that tells no features', { transactionVersion: null }],
    ['releases that could not be read', { brokers: [1, 2, 3].map((id) => broker(id, { release: null })) }],
  ])('nothing is wrong with %s', (_, more) => {
    expect(plan(more, { kafka_version: '4.3' }).findings).toEqual([]);
  });

  it('what could not be read is neither well nor wrong', () => {
    const { findings, cluster_checks } = plan({
      brokers: [1, 2, 3].map((id) => broker(id, { settings: null, release: null })),
      stateTopic: { kind: 'unreadable' },
      transactionVersion: null,
      gaps: [{ what: 'everything', why: 'denied', broker: null }],
    });
    expect(findings).toEqual([]);
    expect(cluster_checks).toEqual([]);
  });

  it('beside a hanging transaction nothing says that there is none', () => {
    const { cluster_checks } = plan({ stateTopic: { kind: 'absent' }, open: [open({ transactionalId: 'tx' })] });
    expect(cluster_checks.at(-1)).toBe('no transaction is open beside the hanging one');
    expect(cluster_checks.join('\n')).not.toMatch(/no transaction hangs|not there yet/);
  });

  it('a hanging transaction comes with the command that ends it', () => {
    const { findings, summary } = plan({ open: [open({}), open({ topic: 'a b', partition: 3, startOffset: 7n })] });
    const finding = findings.find(({ rule }) => rule === 'EOS-HANGING-TRANSACTION');
    expect(finding?.says).toContain('2 hanging transactions');
    expect(finding?.command).toContain('abort --topic');
    expect(finding?.evidence.join('\n')).toContain('orders-0: open since offset 42 by producer 4000');
    expect(summary).toContain('Solve first: 2 hanging transactions');
  });

  it('fills in release and brokers that were not given', () => {
    const seen = { brokers: [broker(1, { release: '3.9' }), broker(2, { release: '4.0' })] };
    const { assumptions, needs } = plan({ ...seen, transactionVersion: null });
    expect(assumptions).toContain('kafka_version = 3.9: read from the cluster');
    expect(assumptions).toContain('brokers = 2: read from the cluster');
    const replicas = needs
      .flatMap((group) => group.settings)
      .find(({ name }) => name === 'transaction.state.log.replication.factor');
    expect(replicas?.value).toBe('2');
    expect(plan(seen, { kafka_version: '4.3', brokers: 3 }).assumptions.join()).not.toContain('read from');
  });

  it('a release between two that are known is planned for as the older', () => {
    const { assumptions } = plan({ brokers: [1, 2, 3].map((id) => broker(id, { release: '9.9' })) });
    expect(assumptions.join()).toMatch(/kafka_version = 4\.4: read from the cluster \(9\.9; 4\.4 is the nearest/);
  });

  it('findings do not depend on the order of brokers and transactions', () => {
    const more = {
      brokers: [broker(3, { release: '4.2' }), broker(1), broker(2, { settings: settings({ maxTimeoutMs: 1 }) })],
      running: [running({ startedMs: NOW - 500_000 }), running({ transactionalId: 'a', startedMs: NOW - 500_000 })],
      open: [open({}), open({ topic: 'a' })],
    };
    const turned = {
      brokers: more.brokers.toReversed(),
      running: more.running.toReversed(),
      open: more.open.toReversed(),
    };
    expect(plan(turned).findings).toEqual(plan(more).findings);
  });
});
