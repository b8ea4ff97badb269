import type { ScenarioGroup } from '../scenario/schema.ts';
import { type Assignment, assignRange, type TopicPartition } from './assign.ts';
import { type Backlog, backlog, type FlowStep } from './consumption.ts';
import { ROUNDING } from './log.ts';
import { livesOf, type MemberLife } from './members.ts';
import { earlier, type SimulatedTopic } from './topic.ts';

/** The group between two changes of its members. */
export interface GroupEpoch {
  readonly fromMs: number;
  /** The classic generation, or the epoch of a 4.x group. */
  readonly generation: number;
  readonly members: readonly MemberLife[];
  readonly assignment: Assignment;
}

/** One commit of the script. */
export interface ScriptedCommit extends TopicPartition {
  readonly offset: bigint;
  readonly atMs: number;
}

/** One moment at which members commit. */
export interface CommitTick {
  readonly atMs: number;
  readonly partitions: readonly TopicPartition[];
}

/** The topics of the cluster; null for one that does not exist. */
export type FindTopic = (name: string) => SimulatedTopic | null;

/** How far ahead members that come and go are worked out at once. */
const HORIZON_MS = 600_000;

/**
 * A group whose members, speed and commits the scenario wrote down: everything about it is a function of time. Members read
 * their partitions side by side, each partition at its part of the member's speed.
 */
export class ScriptedGroup {
  readonly scenario: ScenarioGroup;
  private readonly zeroMs: number;
  private readonly historyMs: number;
  private readonly findTopic: FindTopic;
  private epochs: readonly GroupEpoch[] = [];
  private horizonMs = Number.NEGATIVE_INFINITY;
  private readonly everyMs: number;
  private readonly phaseMs: number;
  /** By what they depend on: most partitions of a topic flow alike. */
  private readonly backlogs = new Map<string, Backlog>();
  /** The same by topic and partition, so that the flow need not be looked at again. */
  private readonly known = new Map<
    SimulatedTopic,
    ({ readonly bursts: number; readonly backlog: Backlog } | undefined)[]
  >();

  constructor(scenario: ScenarioGroup, zeroMs: number, historyMs: number, findTopic: FindTopic) {
    this.scenario = scenario;
    this.zeroMs = zeroMs;
    this.historyMs = historyMs;
    this.findTopic = findTopic;
    this.everyMs = scenario.commit_every_s * 1000;
    let hash = 0;
    for (const char of scenario.name) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) >>> 0;
    this.phaseMs = historyMs + (hash % this.everyMs);
  }

  /** Who is in the group at a time, and who reads what. */
  epochAt(ms: number): GroupEpoch {
    const epochs = this.epochsUntil(ms);
    return epochs[epochs.findLastIndex(({ fromMs }) => fromMs <= ms)] ?? nobody(this.historyMs);
  }

  /** The changes of members after `fromMs` up to and with `toMs`. */
  changesBetween(fromMs: number, toMs: number): readonly GroupEpoch[] {
    return this.epochsUntil(toMs).filter((epoch) => epoch.fromMs > fromMs && epoch.fromMs <= toMs);
  }

  /** Partitions that it has committed or may commit. */
  partitions(): readonly TopicPartition[] {
    const { committed, topics } = this.scenario;
    if (committed !== undefined) {
      return Object.entries(committed).flatMap(([topic, offsets]) =>
        offsets.flatMap((offset, partition) => (offset === null ? [] : [{ topic, partition }])),
      );
    }
    return topics.flatMap((name) =>
      (this.findTopic(name)?.partitions ?? []).map(({ index }) => ({ topic: name, partition: index })),
    );
  }

  /** The newest commit at a time; null when there was none. */
  committed({ topic, partition }: TopicPartition, ms: number): ScriptedCommit | null {
    const fixed = this.scenario.committed;
    if (fixed !== undefined) {
      const offset = fixed[topic]?.[partition] ?? null;
      return offset === null ? null : { topic, partition, offset: BigInt(offset), atMs: this.historyMs };
    }
    const atMs = this.lastCommitMs({ topic, partition }, ms);
    if (atMs === null) return null;
    return { topic, partition, offset: this.position({ topic, partition }, atMs), atMs };
  }

  /** When members commit after `fromMs` up to and with `toMs`, and for which partitions. */
  ticksBetween(fromMs: number, toMs: number): readonly CommitTick[] {
    if (this.scenario.committed !== undefined) return [];
    const { everyMs, phaseMs } = this;
    const ticks: CommitTick[] = [];
    const first = Math.max(fromMs, this.historyMs);
    for (let atMs = Math.ceil((first - phaseMs) / everyMs) * everyMs + phaseMs; atMs <= toMs; atMs += everyMs) {
      if (atMs <= fromMs) continue;
      const { members, assignment } = this.epochAt(atMs);
      const partitions = members
        .filter(({ commits }) => commits)
        .flatMap(({ memberId }) => assignment.get(memberId) ?? [])
        .filter((owned) => this.scenario.commits_unchanged || this.movedBy(owned, atMs));
      if (partitions.length > 0) ticks.push({ atMs, partitions });
    }
    return ticks;
  }

  /** The commits after `fromMs` up to and with `toMs`, by time. */
  commitsBetween(fromMs: number, toMs: number): readonly ScriptedCommit[] {
    return this.ticksBetween(fromMs, toMs).flatMap((tick) => this.commitsAt(tick));
  }

  commitsAt({ atMs, partitions }: CommitTick): readonly ScriptedCommit[] {
    return partitions.map((owned) => ({ ...owned, offset: this.position(owned, atMs), atMs }));
  }

  private movedBy(owned: TopicPartition, atMs: number): boolean {
    return this.committed(owned, atMs - 1)?.offset !== this.position(owned, atMs);
  }

  /** The next offset that the group reads at a time. */
  position(where: TopicPartition, ms: number): bigint {
    const topic = this.findTopic(where.topic);
    const partition = topic?.partitions[where.partition];
    if (topic === null || partition === undefined) return 0n;
    const amount = partition.log.amount(ms) - this.backlogOf(topic, where, ms).at(ms);
    const read = BigInt(Math.max(0, Math.floor(amount + ROUNDING)));
    if (!this.scenario.read_committed) return read;
    return earlier(read, topic.lastStable(partition, ms));
  }

  private lastCommitMs(where: TopicPartition, ms: number): number | null {
    const { everyMs, phaseMs } = this;
    const epochs = this.epochsUntil(ms);
    let untilMs = ms;
    for (let index = epochs.findLastIndex(({ fromMs }) => fromMs <= ms); index >= 0; index -= 1) {
      const epoch = epochs[index];
      if (epoch === undefined) break;
      const tick = Math.floor((untilMs - phaseMs) / everyMs) * everyMs + phaseMs;
      if (tick >= epoch.fromMs && ownerOf(epoch, where)?.commits === true) return tick;
      untilMs = epoch.fromMs - 1;
    }
    const { members, begins } = this.scenario;
    const committedBefore = members.length === 0 || (begins !== 'start' && members.some(({ commits }) => commits));
    return committedBefore ? this.historyMs : null;
  }

  private epochsUntil(ms: number): readonly GroupEpoch[] {
    if (ms <= this.horizonMs) return this.epochs;
    const comesAndGoes = this.scenario.members.some(({ flaps }) => flaps !== undefined);
    this.horizonMs = comesAndGoes ? ms + HORIZON_MS : Number.POSITIVE_INFINITY;
    this.epochs = this.workOutEpochs(this.horizonMs);
    this.backlogs.clear();
    this.known.clear();
    return this.epochs;
  }

  private workOutEpochs(horizonMs: number): readonly GroupEpoch[] {
    const lives = livesOf(this.scenario.members, this.zeroMs, this.historyMs, horizonMs, this.scenario.type);
    const times = new Set(lives.flatMap(({ fromMs, untilMs }) => [fromMs, untilMs]));
    const topics = new Map(
      this.scenario.topics.flatMap((name): [string, number][] => {
        const topic = this.findTopic(name);
        return topic === null ? [] : [[name, topic.partitions.length]];
      }),
    );
    return [...times]
      .filter(Number.isFinite)
      .sort((a, b) => a - b)
      .map((fromMs, index) => {
        const members = lives.filter((life) => life.fromMs <= fromMs && fromMs < life.untilMs);
        const assignment =
          members.length === 0
            ? new Map()
            : assignRange(
                members.map(({ memberId }) => memberId),
                topics,
              );
        return { fromMs, generation: index + 1, members, assignment };
      });
  }

  private backlogOf(topic: SimulatedTopic, where: TopicPartition, ms: number): Backlog {
    const epochs = this.epochsUntil(ms);
    const bursts = topic.partitions[where.partition]?.log.burstCount(ms) ?? 0;
    const ofTopic = this.known.get(topic) ?? [];
    if (ofTopic.length === 0) this.known.set(topic, ofTopic);
    const known = ofTopic[where.partition];
    if (known?.bursts === bursts) return known.backlog;
    const backlog = this.findBacklog(topic, where, ms, epochs);
    ofTopic[where.partition] = { bursts, backlog };
    return backlog;
  }

  private findBacklog(
    topic: SimulatedTopic,
    where: TopicPartition,
    ms: number,
    epochs: readonly GroupEpoch[],
  ): Backlog {
    const bursts = topic.partitions[where.partition]?.log.bursts(ms) ?? [];
    const share = topic.shares[where.partition] ?? 0;
    const stuckMs = this.scenario.stuck
      .filter(({ topic: name, partition }) => name === where.topic && partition === where.partition)
      .map(({ from_s }) => this.zeroMs + from_s * 1000);
    const flow = [
      topic.name,
      share,
      ...(stuckMs.length + bursts.length === 0 ? [] : [where.partition, bursts.length]),
      ...epochs.map((epoch) => {
        const owner = ownerOf(epoch, where);
        return owner === null ? '-' : `${owner.kind}/${epoch.assignment.get(owner.memberId)?.length}`;
      }),
    ].join(' ');
    const known = this.backlogs.get(flow);
    if (known !== undefined) return known;
    const made = this.makeBacklog(topic, where, share, bursts, stuckMs);
    this.backlogs.set(flow, made);
    return made;
  }

  private makeBacklog(
    topic: SimulatedTopic,
    where: TopicPartition,
    share: number,
    bursts: readonly { readonly atMs: number; readonly records: number }[],
    stuckMs: readonly number[],
  ): Backlog {
    const { epochs } = this;
    const startMs = this.historyMs;
    const times = new Set([
      startMs,
      ...topic.curve.changes,
      ...epochs.map(({ fromMs }) => fromMs),
      ...epochs.flatMap(({ members }) => members.flatMap(({ speed }) => speed.changes)),
      ...stuckMs,
      ...bursts.map(({ atMs }) => atMs),
    ]);
    const steps = [...times]
      .filter((at) => at >= startMs)
      .sort((a, b) => a - b)
      .map((fromMs): FlowStep => {
        const arrived = bursts.reduce((sum, { atMs, records }) => sum + (atMs === fromMs ? records : 0), 0);
        return {
          fromMs,
          producedPerSecond: topic.curve.at(fromMs) * share,
          readablePerSecond: stuckMs.some((since) => since <= fromMs) ? 0 : this.speedAt(where, fromMs),
          burst: fromMs === startMs ? 0 : arrived,
        };
      });
    return backlog(steps, this.behindAtStart(topic, where, startMs, share));
  }

  private speedAt(where: TopicPartition, ms: number): number {
    // Among those that are there: the last of them begins beyond the horizon, and asking for it would move that.
    const epoch = this.epochs.findLast(({ fromMs }) => fromMs <= ms);
    const owner = epoch === undefined ? null : ownerOf(epoch, where);
    return owner === null ? 0 : owner.speed.at(ms) / (epoch?.assignment.get(owner.memberId)?.length ?? 1);
  }

  private behindAtStart(topic: SimulatedTopic, where: TopicPartition, startMs: number, share: number): number {
    const { begins, topics } = this.scenario;
    if (begins === 'end') return 0;
    if (begins === 'start') return topic.partitions[where.partition]?.log.amount(startMs) ?? 0;
    return (begins.behind * share) / topics.length;
  }
}

/** The member that reads a partition; null when nobody does. */
function ownerOf({ members, assignment }: GroupEpoch, { topic, partition }: TopicPartition): MemberLife | null {
  for (const member of members) {
    for (const owned of assignment.get(member.memberId) ?? []) {
      if (owned.partition === partition && owned.topic === topic) return member;
    }
  }
  return null;
}

const nobody = (fromMs: number): GroupEpoch => ({ fromMs, generation: 0, members: [], assignment: new Map() });
