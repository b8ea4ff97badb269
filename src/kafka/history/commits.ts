import type { CommitPoint, PartitionHistory } from '../../domain/lag/observation.ts';
import { ZERO_UUID } from '../protocol/codec/scalars.ts';
import type { TailRecord } from './tail-batch.ts';

/** How the metadata of a commit of Kafka Streams begins: its version and partition time, in base64. [seen: lag-faults 25] */
const STREAMS_METADATA = 'AgAA';

interface Commits {
  readonly partitions: readonly PartitionHistory[];
  readonly streamsMetadata: boolean;
}

/** The commits among the records of one group, by partition. */
export function commitsOf(records: readonly TailRecord[]): Commits {
  const partitions = new Map<string, PartitionHistory & { commits: CommitPoint[]; forgottenAtMs: number | null }>();
  let streamsMetadata = false;
  for (const { atMs, record } of records) {
    if (record.type !== 'OffsetCommit' && record.type !== 'LegacyOffsetCommit') continue;
    const { topic, partition } = record.key;
    const key = `${topic}:${partition}`;
    const history = partitions.get(key) ?? { topic, partition, commits: [], forgottenAtMs: null };
    partitions.set(key, history);
    // A tombstone: the coordinator forgot the offset. A later commit makes it known again.
    history.forgottenAtMs = record.value === null ? atMs : null;
    if (record.value === null) continue;
    streamsMetadata ||= record.value.metadata.startsWith(STREAMS_METADATA);
    history.commits.push({
      atMs: Number(record.value.commitTimestamp),
      offset: record.value.offset,
      ...(record.type === 'OffsetCommit' ? madeWith(record.value) : { leaderEpoch: null, topicId: null }),
    });
  }
  return { partitions: [...partitions.values()], streamsMetadata };
}

const madeWith = ({ leaderEpoch, topicId }: { readonly leaderEpoch: number; readonly topicId: string }) => ({
  leaderEpoch: leaderEpoch < 0 ? null : leaderEpoch,
  topicId: topicId === ZERO_UUID ? null : topicId,
});
