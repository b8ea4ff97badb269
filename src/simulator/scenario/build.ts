import type { SimulatedClock } from '../clock.ts';
import { transactionBatches } from '../records.ts';
import { ClusterState, OFFSETS_TOPIC, type SimulatedBroker } from '../state/cluster-state.ts';
import { CoordinatorLog } from '../state/coordinator-log.ts';
import { NOTHING_STEADY, PartitionLog } from '../state/log.ts';
import { placeReplicas, topicIdOf } from '../state/new-topic.ts';
import { rateCurve } from '../state/rates.ts';
import { ScriptedGroup } from '../state/scripted-group.ts';
import { type SimulatedPartition, SimulatedTopic } from '../state/topic.ts';
import { Transactions } from '../state/transactions.ts';
import type { Scenario, ScenarioGroup, ScenarioTopic } from './schema.ts';

/** The cluster that a scenario describes, at the clock's present time. */
export function buildCluster(scenario: Scenario, clock: SimulatedClock): ClusterState {
  const zeroMs = clock.now();
  const brokers = scenario.brokers.map(
    ({ id, rack, release }): SimulatedBroker => ({
      id,
      rack: rack ?? null,
      host: '127.0.0.1',
      port: 0,
      release: release ?? scenario.release,
      alive: true,
    }),
  );
  const ids = brokers.map(({ id }) => id);
  const transactions = new Transactions(scenario.transactions, zeroMs);
  const topics = new Map<string, SimulatedTopic>();
  const add = (topic: SimulatedTopic) => void topics.set(topic.name, topic);
  for (const each of scenario.topics) {
    for (const topic of numbered(each)) add(buildTopic(topic, ids, zeroMs, transactions));
  }
  const historyMs = historyOf(scenario, zeroMs);
  const scripts = scenario.groups
    .flatMap(numberedGroups)
    .map((group) => new ScriptedGroup(group, zeroMs, historyMs, (name) => topics.get(name) ?? null));
  const coordinatorLog = new CoordinatorLog(
    scenario,
    scripts,
    zeroMs - scenario.commit_history_s * 1000,
    (name) => topics.get(name) ?? null,
  );
  if (scenario.offsets_partitions !== null) {
    add(offsetsTopic(scenario.offsets_partitions, ids, coordinatorLog, transactions));
  }
  return new ClusterState({ scenario, clock, brokers, topics, scripts, transactions, coordinatorLog });
}

/** The moment at which the oldest thing in the scenario begins, and so do the groups that say nothing else. */
function historyOf({ topics, groups, transactions, commit_history_s }: Scenario, zeroMs: number): number {
  const times = [
    -commit_history_s,
    ...topics.flatMap(({ rates }) => rates.map(({ from_s }) => from_s)),
    ...groups.flatMap(({ members }) => members.flatMap(({ from_s }) => from_s ?? [])),
    ...transactions.map(({ from_s }) => from_s),
  ];
  return zeroMs + times.reduce((least, seconds) => Math.min(least, seconds), 0) * 1000;
}

const filled = (text: string, number: number) => text.replaceAll('{n}', String(number));

function numbered(topic: ScenarioTopic): readonly ScenarioTopic[] {
  if (topic.count === undefined) return [topic];
  return Array.from({ length: topic.count }, (_, index) => ({ ...topic, name: filled(topic.name, index + 1) }));
}

/** A group that stands for many: the number stands in its name, and in the names of what it reads. */
function numberedGroups(group: ScenarioGroup): readonly ScenarioGroup[] {
  if (group.count === undefined) return [group];
  return Array.from({ length: group.count }, (_, index) => ({
    ...group,
    name: filled(group.name, index + 1),
    topics: group.topics.map((topic) => filled(topic, index + 1)),
    members: group.members.map((member) => ({
      ...member,
      client_id: member.client_id.replaceAll('{group}', String(index + 1)),
    })),
  }));
}

function buildTopic(
  topic: ScenarioTopic,
  brokers: readonly number[],
  zeroMs: number,
  transactions: Transactions,
): SimulatedTopic {
  const count = topic.assignment?.length ?? topic.partitions;
  const curve = rateCurve(
    topic.rates.map(({ from_s, per_s }) => ({ fromMs: zeroMs + from_s * 1000, perSecond: per_s })),
  );
  const shares = sharesOf(topic, count);
  const partitions = Array.from({ length: count }, (_, index): SimulatedPartition => {
    const replicas = topic.assignment?.[index] ?? placeReplicas(brokers, index, topic.replication_factor);
    const leaderless = topic.leaderless.includes(index);
    const lagging = topic.out_of_sync.find(({ partition }) => partition === index)?.replicas ?? [];
    const isr = leaderless ? replicas.slice(0, 1) : replicas.filter((id) => !lagging.includes(id));
    const own = transactions.on(topic.name, index);
    const script = own.length === 0 ? null : transactionBatches(own);
    return {
      index,
      leader: leaderless ? null : (isr[0] ?? null),
      leaderEpoch: 0,
      replicas,
      isr,
      offline: leaderless ? replicas : [],
      log: new PartitionLog({ curve, share: shares[index] ?? 0 }, topic.deleted_below[index] ?? 0, script),
    };
  });
  return new SimulatedTopic(
    {
      name: topic.name,
      topicId: topicIdOf(topic.name),
      internal: topic.name.startsWith('__'),
      configs: new Map(Object.entries(topic.configs)),
      recordBytes: topic.record_bytes,
      partitions,
      curve,
      shares,
    },
    transactions,
  );
}

function sharesOf({ shares }: ScenarioTopic, count: number): readonly number[] {
  const weights = Array.from({ length: count }, (_, index) => (shares === undefined ? 1 : (shares[index] ?? 0)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (total === 0 ? 0 : weight / total));
}

function offsetsTopic(
  count: number,
  brokers: readonly number[],
  coordinatorLog: CoordinatorLog,
  transactions: Transactions,
): SimulatedTopic {
  return new SimulatedTopic(
    {
      name: OFFSETS_TOPIC,
      topicId: topicIdOf(OFFSETS_TOPIC),
      internal: true,
      // As the coordinator makes it. Source: GroupCoordinatorConfig and offsetsTopicConfigs of the server jars.
      configs: new Map([
        ['cleanup.policy', 'compact'],
        ['compression.type', 'producer'],
        ['segment.bytes', '104857600'],
      ]),
      recordBytes: 120,
      curve: rateCurve([]),
      shares: [],
      partitions: Array.from({ length: count }, (_, index): SimulatedPartition => {
        const replicas = placeReplicas(brokers, index, Math.min(3, brokers.length));
        return {
          index,
          leader: replicas[0] ?? null,
          leaderEpoch: 0,
          replicas,
          isr: replicas,
          offline: [],
          log: new PartitionLog(NOTHING_STEADY, 0, coordinatorLog.scriptOf(index, count)),
        };
      }),
    },
    transactions,
  );
}
