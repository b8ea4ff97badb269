import type { ScenarioGroup } from '../scenario/schema.ts';
import type { TopicPartition } from './assign.ts';
import { ClassicMembership } from './classic-membership.ts';
import type { ScriptedGroup } from './scripted-group.ts';

export type GroupType = ScenarioGroup['type'];

export interface Commit {
  readonly offset: bigint;
  readonly leaderEpoch: number;
  readonly metadata: string | null;
  readonly atMs: number;
}

/** A member of a group that the scenario describes. */
export interface ScriptedMember {
  readonly memberId: string;
  readonly instanceId: string | null;
  readonly clientId: string;
  /** As brokers write it, `/10.0.0.7`. */
  readonly clientHost: string;
  readonly rack: string | null;
  readonly epoch: number;
  readonly assignment: readonly TopicPartition[];
  /** What it is to have: less than its assignment while it has not let go yet. */
  readonly target: readonly TopicPartition[];
}

/**
 * One group: what the scenario says of it, the clients that have really joined, and the commits that clients really sent.
 * A commit of a client ends the script for its partition; a client that joins ends the script of the members.
 */
export class SimulatedGroup {
  readonly name: string;
  readonly script: ScriptedGroup | null;
  readonly membership: ClassicMembership;
  private readonly commits = new Map<string, Commit & TopicPartition>();
  private joined = false;

  constructor(name: string, script: ScriptedGroup | null, changed: (group: SimulatedGroup) => void) {
    this.name = name;
    this.script = script;
    this.membership = new ClassicMembership(() => changed(this));
  }

  get type(): GroupType {
    return this.script?.scenario.type ?? 'classic';
  }

  /** Whether real clients are, or were, its members: then the script has no say about members any more. */
  get isLive(): boolean {
    return this.joined || this.script === null;
  }

  clientJoins(): void {
    this.joined = true;
  }

  protocolType(): string {
    // Share and streams groups are named after their type; what a classic group is used for, its members say.
    if (this.type === 'share' || this.type === 'streams') return this.type;
    return this.isLive ? this.membership.protocolType : (this.script?.scenario.protocol_type ?? '');
  }

  assignor(): string {
    return this.isLive ? this.membership.protocol : (this.script?.scenario.assignor ?? '');
  }

  /** As the broker names it. */
  state(ms: number): string {
    if (this.isLive) return this.membership.state;
    const members = this.script?.epochAt(ms).members ?? [];
    if (members.length === 0) return 'Empty';
    return members.some(({ behind }) => behind) ? 'Reconciling' : 'Stable';
  }

  /** The classic generation, or the epoch of a 4.x group. */
  generation(ms: number): number {
    return this.isLive ? this.membership.generation : (this.script?.epochAt(ms).generation ?? 0);
  }

  /** Members that the scenario describes; real ones are in `membership`. */
  members(ms: number): readonly ScriptedMember[] {
    if (this.isLive || this.script === null) return [];
    const { members, assignment, generation } = this.script.epochAt(ms);
    return members.map((member) => {
      const owned = assignment.get(member.memberId) ?? [];
      return {
        memberId: member.memberId,
        instanceId: member.instanceId,
        clientId: member.clientId,
        clientHost: `/${member.host}`,
        rack: member.rack,
        epoch: member.behind ? generation - 1 : generation,
        assignment: owned,
        target: member.behind ? owned.slice(0, Math.floor(owned.length / 2)) : owned,
      };
    });
  }

  subscribed(): readonly string[] {
    return this.script?.scenario.topics ?? [];
  }

  /** Null: never committed there. */
  committed(where: TopicPartition, ms: number): Commit | null {
    const stored = this.commits.size === 0 ? undefined : this.commits.get(keyOf(where));
    if (stored !== undefined) return stored;
    const scripted = this.script?.committed(where, ms) ?? null;
    return scripted === null ? null : { offset: scripted.offset, leaderEpoch: 0, metadata: '', atMs: scripted.atMs };
  }

  /** Every partition with a commit. */
  allCommitted(ms: number): readonly (Commit & TopicPartition)[] {
    const all: (Commit & TopicPartition)[] = [...this.commits.values()];
    for (const where of this.script?.partitions() ?? []) {
      const stored = this.commits.size > 0 && this.commits.has(keyOf(where));
      const scripted = stored ? null : (this.script?.committed(where, ms) ?? null);
      if (scripted === null) continue;
      const { topic, partition, offset, atMs } = scripted;
      all.push({ topic, partition, offset, leaderEpoch: 0, metadata: '', atMs });
    }
    return all;
  }

  commit(where: TopicPartition, commit: Commit): void {
    this.commits.set(keyOf(where), { topic: where.topic, partition: where.partition, ...commit });
  }
}

const keyOf = ({ topic, partition }: TopicPartition) => `${topic}:${partition}`;
