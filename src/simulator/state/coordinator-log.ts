import { offsetsPartition } from '../../kafka/protocol/offsets-partition.ts';
import { encodeBatch } from '../../kafka/protocol/records/encode.ts';
import { type CoordinatorEntry, commitEntry, liveEntries, memberEntries } from '../coordinator-records.ts';
import type { Release, Scenario } from '../scenario/schema.ts';
import type { AppendedBatch } from './appended-batch.ts';
import type { TopicPartition } from './assign.ts';
import type { Commit, SimulatedGroup } from './group.ts';
import type { LogScript } from './log.ts';
import type { FindTopic, GroupEpoch, ScriptedCommit, ScriptedGroup } from './scripted-group.ts';

const NO_PRODUCER = -1n;

/**
 * What group coordinators write into `__consumer_offsets`: commits, generations and members of scripted groups as time
 * passes, and those of real clients when they happen. Before the window only what compaction leaves is there: the newest
 * record of each key.
 */
export class CoordinatorLog {
  private readonly release: Release;
  private readonly scripts: readonly ScriptedGroup[];
  private readonly windowMs: number;
  private readonly findTopic: FindTopic;

  constructor(scenario: Scenario, scripts: readonly ScriptedGroup[], windowMs: number, findTopic: FindTopic) {
    this.release = scenario.release;
    this.scripts = scripts;
    this.windowMs = windowMs;
    this.findTopic = findTopic;
  }

  /** What appears by itself in one partition of the topic. */
  scriptOf(partition: number, partitions: number): LogScript {
    let own: readonly ScriptedGroup[] | null = null;
    return (fromMs, toMs) => {
      own ??= this.scripts.filter(({ scenario }) => offsetsPartition(scenario.name, partitions) === partition);
      const begins = fromMs < this.windowMs && toMs >= this.windowMs;
      return [
        ...(begins ? own.flatMap((script) => this.survivors(script)) : []),
        ...own
          .flatMap((script) => this.happenings(script, Math.max(fromMs, this.windowMs), toMs))
          .sort((a, b) => a.atMs - b.atMs),
      ];
    };
  }

  /** A commit of a real client. */
  committed(group: SimulatedGroup, where: TopicPartition, commit: Commit): void {
    const { release } = this;
    const topicId = this.findTopic(where.topic)?.topicId ?? null;
    this.append(group.name, commit.atMs, 1, () => [
      commitEntry(release, { group: group.name, ...where, ...commit, topicId }),
    ]);
  }

  /** Members of a real group. */
  membersChanged(group: SimulatedGroup, atMs: number): void {
    const { membership, name } = group;
    const members = membership.list();
    const { generation, protocol, protocolType } = membership;
    const entries = () => liveEntries(name, { generation, protocol, protocolType }, members, atMs);
    this.append(name, atMs, 1, entries);
  }

  private append(group: string, atMs: number, records: number, entries: () => readonly CoordinatorEntry[]): void {
    const partitions = this.findTopic('__consumer_offsets')?.partitions ?? [];
    partitions[offsetsPartition(group, Math.max(1, partitions.length))]?.log.append(batchOf(atMs, records, entries));
  }

  private survivors(script: ScriptedGroup): readonly AppendedBatch[] {
    const { windowMs } = this;
    const epoch = script.epochAt(windowMs);
    const commits = keepsCommits(script)
      ? script.partitions().flatMap((where) => script.committed(where, windowMs) ?? [])
      : [];
    const committed = batchOf(windowMs, commits.length, () => this.commitEntries(script, commits));
    return [...this.membersBatch(script, epoch, windowMs), ...(commits.length === 0 ? [] : [committed])];
  }

  private happenings(script: ScriptedGroup, fromMs: number, toMs: number): readonly AppendedBatch[] {
    const ticks = keepsCommits(script) ? script.ticksBetween(fromMs, toMs) : [];
    return [
      ...script.changesBetween(fromMs, toMs).flatMap((epoch) => this.membersBatch(script, epoch, epoch.fromMs)),
      // What is committed is worked out when somebody reads it: a big cluster commits a million times in ten minutes.
      ...ticks.map((tick) =>
        batchOf(tick.atMs, tick.partitions.length, () => this.commitEntries(script, script.commitsAt(tick))),
      ),
    ];
  }

  private commitEntries(script: ScriptedGroup, commits: readonly ScriptedCommit[]): readonly CoordinatorEntry[] {
    return commits.map((commit) =>
      commitEntry(this.release, {
        ...commit,
        group: script.scenario.name,
        leaderEpoch: 0,
        metadata: '',
        topicId: this.findTopic(commit.topic)?.topicId ?? null,
      }),
    );
  }

  private membersBatch(script: ScriptedGroup, epoch: GroupEpoch, atMs: number): readonly AppendedBatch[] {
    const { scenario } = script;
    const here = new Set(epoch.members.map(({ memberId }) => memberId));
    const before = script.epochAt(epoch.fromMs - 1).members;
    const gone = before.filter(({ memberId }) => !here.has(memberId)).map(({ memberId }) => memberId);
    const entries = () =>
      memberEntries({
        type: scenario.type,
        group: scenario.name,
        generation: epoch.generation,
        protocolType: scenario.protocol_type,
        assignor: scenario.assignor,
        topics: scenario.topics,
        topicIdOf: (name) => this.findTopic(name)?.topicId ?? null,
        atMs,
        sessionTimeoutMs: scenario.session_timeout_ms,
        rebalanceTimeoutMs: scenario.rebalance_timeout_ms,
        members: epoch.members.map((member) => ({
          ...member,
          clientHost: `/${member.host}`,
          assignment: epoch.assignment.get(member.memberId) ?? [],
        })),
        gone,
      });
    const records = entries().length;
    return records === 0 ? [] : [batchOf(atMs, records, entries)];
  }
}

/** A share group keeps its progress elsewhere, in __share_group_state. */
const keepsCommits = ({ scenario }: ScriptedGroup): boolean => scenario.type !== 'share';

function batchOf(atMs: number, records: number, entries: () => readonly CoordinatorEntry[]): AppendedBatch {
  return {
    atMs,
    records,
    transactional: false,
    control: false,
    producerId: NO_PRODUCER,
    bytes: () =>
      encodeBatch({
        baseOffset: 0n,
        records: entries().map(({ key, value }, index) => ({ offset: BigInt(index), timestamp: atMs, key, value })),
      }),
  };
}
