import type {
  BrokerTransactionSettings,
  RunningTransaction,
  StateTopic,
  TransactionBroker,
  TransactionObservation,
} from '../domain/delivery/observation.ts';
import { locate, type Metadata } from './brokers.ts';
import type { Call } from './call.ts';
import type { BrokerAddress } from './connection/address.ts';
import { heldBackPartitions } from './held-back.ts';
import { readOpenTransactions } from './open-transactions.ts';
import { metadata } from './protocol/apis/03-metadata.ts';
import { apiVersions } from './protocol/apis/18-api-versions.ts';
import { describeConfigs } from './protocol/apis/32-describe-configs.ts';
import { describeTransactions } from './protocol/apis/65-describe-transactions.ts';
import { listTransactions } from './protocol/apis/66-list-transactions.ts';
import { errorName } from './protocol/errors.ts';

const STATE_TOPIC = '__transaction_state';

/** Source: ConfigResource.Type of kafka-clients 4.4.0. */
const RESOURCE = { topic: 2, broker: 4 } as const;

const BROKER_KEYS = [
  'transaction.state.log.replication.factor',
  'transaction.state.log.min.isr',
  'transaction.max.timeout.ms',
  'transactional.id.expiration.ms',
  'transaction.partition.verification.enable',
  'min.insync.replicas',
];

/** A broker that the cluster has named. */
type KnownBroker = BrokerAddress & { readonly nodeId: number };

/** States of a transaction that has not ended. Source: TransactionState of the transaction coordinator 4.3.1. */
const UNDER_WAY = ['Ongoing', 'PrepareCommit', 'PrepareAbort'];

/**
 * What the cluster offers to transactions. For B brokers: one Metadata (two where the state topic is not among all), one ApiVersions,
 * one DescribeConfigs and one ListTransactions a broker, one DescribeTransactions a coordinator that has some under way, two
 * ListOffsets a leader; where a last stable offset is held back up to 3·B more (see `readOpenTransactions`). Never creates a topic.
 */
export async function observeTransactionSupport(call: Call, now: () => number): Promise<TransactionObservation> {
  const { link, metadata: all } = await locate(call, null);
  const known = all.brokers.map(({ nodeId, host, port }): KnownBroker => ({ nodeId, host, port }));
  const [stateTopic, transactionVersion, brokers, running, open] = await Promise.all([
    readStateTopic(call, all, link.address),
    readTransactionVersion(call, link.address),
    Promise.all(known.map((broker) => readBroker(call, broker))),
    readRunning(call, known),
    heldBackPartitions(call, all).then((heldBack) => readOpenTransactions(call, heldBack, known)),
  ]);
  return {
    observedAtMs: now(),
    brokers: brokers.sort((a, b) => a.nodeId - b.nodeId),
    stateTopic,
    transactionVersion,
    running,
    open,
    gaps: [...new Map(call.gaps.map((gap) => [`${gap.what}\n${gap.why}`, gap])).values()],
  };
}

/** Among all topics, those that this client may not describe are left out in silence; asked by name, it is said. */
async function readStateTopic(call: Call, all: Metadata, broker: BrokerAddress): Promise<StateTopic> {
  const what = `replicas of ${STATE_TOPIC}`;
  const isIt = ({ name }: Metadata['topics'][number]) => name === STATE_TOPIC;
  const byName = { topics: [{ name: STATE_TOPIC }], allowAutoTopicCreation: false };
  const topic = all.topics.find(isIt) ?? (await call.ask(broker, metadata, byName, what))?.topics.find(isIt);
  if (topic === undefined) return { kind: 'unreadable' };
  const error = errorName(topic.errorCode);
  if (error === 'UNKNOWN_TOPIC_OR_PARTITION') return { kind: 'absent' };
  if (error !== 'NONE') {
    call.addGap({ what, why: `the cluster answered ${error}`, broker: null });
    return { kind: 'unreadable' };
  }
  const settings = await readValues(call, broker, RESOURCE.topic, STATE_TOPIC, ['min.insync.replicas']);
  return {
    kind: 'present',
    minInsyncReplicas: numberIn(settings, 'min.insync.replicas'),
    partitions: topic.partitions
      .map(({ partitionIndex, leaderId, replicaNodes, isrNodes }) => ({
        partition: partitionIndex,
        leader: leaderId < 0 ? null : leaderId,
        replicas: replicaNodes,
        isr: isrNodes,
      }))
      .sort((a, b) => a.partition - b.partition),
  };
}

/** A level of 0 is not told, so a broker that supports the feature and tells none has it at 0. */
async function readTransactionVersion(call: Call, broker: BrokerAddress): Promise<number | null> {
  const request = { clientSoftwareName: 'kafka-architect', clientSoftwareVersion: '1' };
  const answer = await call.ask(broker, apiVersions, request, 'finalised features of the cluster');
  if (answer === null || answer.errorCode !== 0) return null;
  const isIt = ({ name }: { readonly name: string }) => name === 'transaction.version';
  const finalised = answer.finalizedFeatures.find(isIt);
  if (finalised !== undefined) return finalised.maxVersionLevel;
  return answer.finalizedFeaturesEpoch >= 0n && answer.supportedFeatures.some(isIt) ? 0 : null;
}

async function readBroker(call: Call, broker: KnownBroker): Promise<TransactionBroker> {
  const values = await readValues(call, broker, RESOURCE.broker, String(broker.nodeId), BROKER_KEYS);
  return {
    nodeId: broker.nodeId,
    release: await call.release(broker),
    settings: values === null ? null : settingsIn(values),
  };
}

function settingsIn(values: Values): BrokerTransactionSettings {
  const verification = values.get('transaction.partition.verification.enable') ?? null;
  return {
    stateReplicationFactor: numberIn(values, 'transaction.state.log.replication.factor'),
    stateMinIsr: numberIn(values, 'transaction.state.log.min.isr'),
    maxTimeoutMs: numberIn(values, 'transaction.max.timeout.ms'),
    idExpirationMs: numberIn(values, 'transactional.id.expiration.ms'),
    partitionVerification: verification === null ? null : verification === 'true',
    defaultMinInsyncReplicas: numberIn(values, 'min.insync.replicas'),
  };
}

type Values = ReadonlyMap<string, string>;

/** null: could not be read; a gap says why. */
async function readValues(
  call: Call,
  broker: BrokerAddress,
  resourceType: number,
  resourceName: string,
  configurationKeys: readonly string[],
): Promise<Values | null> {
  const what = `transaction settings of ${resourceType === RESOURCE.topic ? resourceName : `broker ${resourceName}`}`;
  const resources = [{ resourceType, resourceName, configurationKeys: [...configurationKeys] }];
  const answer = await call.ask(broker, describeConfigs, { resources }, what);
  const [result] = answer?.results ?? [];
  if (result === undefined) return null;
  if (result.errorCode !== 0) {
    const why = `broker ${broker.nodeId} answered ${errorName(result.errorCode)}`;
    call.addGap({ what, why, broker: broker.nodeId });
    return null;
  }
  return new Map(
    result.configs.flatMap(({ name, value }): [string, string][] => (value === null ? [] : [[name, value]])),
  );
}

function numberIn(values: Values | null, key: string): number | null {
  const text = values?.get(key);
  const value = Number(text);
  return text === undefined || !Number.isFinite(value) ? null : value;
}

/** The ids that each broker coordinates and that have a transaction under way. */
async function readRunning(call: Call, brokers: readonly KnownBroker[]): Promise<readonly RunningTransaction[]> {
  const found = await Promise.all(brokers.map((coordinator) => readRunningAt(call, coordinator)));
  return found.flat().sort((a, b) => a.transactionalId.localeCompare(b.transactionalId));
}

async function readRunningAt(call: Call, coordinator: KnownBroker): Promise<readonly RunningTransaction[]> {
  const what = `transactions coordinated by broker ${coordinator.nodeId}`;
  const listed = await call.ask(
    coordinator,
    listTransactions,
    { stateFilters: UNDER_WAY, producerIdFilters: [] },
    what,
  );
  if (listed === null) return [];
  if (listed.errorCode !== 0) {
    const why = `broker ${coordinator.nodeId} answered ${errorName(listed.errorCode)}`;
    call.addGap({ what, why, broker: coordinator.nodeId });
    return [];
  }
  const transactionalIds = listed.transactionStates.map(({ transactionalId }) => transactionalId);
  if (transactionalIds.length === 0) return [];
  const answer = await call.ask(coordinator, describeTransactions, { transactionalIds }, what);
  const described = new Map((answer?.transactionStates ?? []).map((each) => [each.transactionalId, each]));
  return listed.transactionStates.flatMap(({ transactionalId, transactionState }): RunningTransaction[] => {
    const each = described.get(transactionalId);
    const known = each !== undefined && each.errorCode === 0 ? each : null;
    const state = known?.transactionState ?? transactionState;
    // It may have ended between the two requests.
    if (!UNDER_WAY.includes(state)) return [];
    return [
      {
        transactionalId,
        coordinator: coordinator.nodeId,
        state,
        timeoutMs: known?.transactionTimeoutMs ?? null,
        startedMs: known === null || known.transactionStartTimeMs < 0n ? null : Number(known.transactionStartTimeMs),
        partitions: known === null ? null : known.topics.reduce((sum, { partitions }) => sum + partitions.length, 0),
      },
    ];
  });
}
