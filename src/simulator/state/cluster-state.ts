import { offsetsPartition } from '../../kafka/protocol/offsets-partition.ts';
import type { SimulatedClock } from '../clock.ts';
import type { Release, Scenario } from '../scenario/schema.ts';
import type { CoordinatorLog } from './coordinator-log.ts';
import { SimulatedGroup } from './group.ts';
import type { ScriptedGroup } from './scripted-group.ts';
import type { SimulatedPartition, SimulatedTopic } from './topic.ts';
import type { Transactions } from './transactions.ts';

export const OFFSETS_TOPIC = '__consumer_offsets';

/** One broker; its port is known once it listens. */
export interface SimulatedBroker {
  readonly id: number;
  readonly rack: string | null;
  readonly host: string;
  port: number;
  release: Release;
  /** false: it is gone, and the cluster has noticed. */
  alive: boolean;
}

/** Everything that the brokers of a simulated cluster know. Handlers read it and, where a request changes something, write it. */
export class ClusterState {
  readonly scenario: Scenario;
  readonly clock: SimulatedClock;
  readonly brokers: readonly SimulatedBroker[];
  readonly topics: Map<string, SimulatedTopic>;
  readonly groups = new Map<string, SimulatedGroup>();
  readonly transactions: Transactions;
  readonly brokerConfigs: Map<string, string>;
  readonly coordinatorLog: CoordinatorLog;
  nextProducerId = 1_000_000n;

  constructor(parts: {
    readonly scenario: Scenario;
    readonly clock: SimulatedClock;
    readonly brokers: readonly SimulatedBroker[];
    readonly topics: Map<string, SimulatedTopic>;
    readonly scripts: readonly ScriptedGroup[];
    readonly transactions: Transactions;
    readonly coordinatorLog: CoordinatorLog;
  }) {
    this.scenario = parts.scenario;
    this.clock = parts.clock;
    this.brokers = parts.brokers;
    this.topics = parts.topics;
    this.transactions = parts.transactions;
    this.coordinatorLog = parts.coordinatorLog;
    this.brokerConfigs = new Map(Object.entries(parts.scenario.broker_configs));
    for (const script of parts.scripts) {
      const { name } = script.scenario;
      this.groups.set(name, this.newGroup(name, script));
    }
  }

  now(): number {
    return this.clock.now();
  }

  broker(id: number | null): SimulatedBroker | null {
    return this.brokers.find((broker) => broker.id === id) ?? null;
  }

  /** Null for one that does not exist. */
  topic(name: string): SimulatedTopic | null {
    return this.topics.get(name) ?? null;
  }

  topicById(topicId: string): SimulatedTopic | null {
    for (const topic of this.topics.values()) if (topic.topicId === topicId) return topic;
    return null;
  }

  partition(topic: string, index: number): SimulatedPartition | null {
    return this.topics.get(topic)?.partitions[index] ?? null;
  }

  /** The group, made if there is none: what a first commit or join does. */
  groupOrNew(name: string): SimulatedGroup {
    const known = this.groups.get(name);
    if (known !== undefined) return known;
    const group = this.newGroup(name, null);
    this.groups.set(name, group);
    return group;
  }

  /** The broker that keeps a group, or a transactional id in the same way; null when its partition has no leader. */
  coordinatorOf(key: string): SimulatedBroker | null {
    const partitions = this.topic(OFFSETS_TOPIC)?.partitions;
    if (partitions === undefined) return null;
    return this.broker(partitions[offsetsPartition(key, partitions.length)]?.leader ?? null);
  }

  /** Whether the client may do something; what the scenario denies it may not. */
  allows(operation: Operation, resource: Resource, name: string): boolean {
    if (this.scenario.denied.length === 0) return true;
    return !this.scenario.denied.some(
      (denial) =>
        denial.resource === resource &&
        denial.operations.includes(operation) &&
        (denial.name.endsWith('*') ? name.startsWith(denial.name.slice(0, -1)) : name === denial.name),
    );
  }

  /** Ends every timer of groups with real members. */
  close(): void {
    for (const group of this.groups.values()) group.membership.close();
  }

  private newGroup(name: string, script: ScriptedGroup | null): SimulatedGroup {
    return new SimulatedGroup(name, script, (group) => this.coordinatorLog.membersChanged(group, this.now()));
  }
}

export type Resource = Scenario['denied'][number]['resource'];
export type Operation = Scenario['denied'][number]['operations'][number];
