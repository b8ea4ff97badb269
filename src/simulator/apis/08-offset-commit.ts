import { offsetCommit } from '../../kafka/protocol/apis/08-offset-commit.ts';
import { errorAt, errorCode } from '../faults.ts';
import { groupError } from '../guards.ts';
import { type Served, serve } from '../served.ts';
import type { SimulatedTopic } from '../state/topic.ts';

/** Broker default of offset.metadata.max.bytes. */
const MAX_METADATA_BYTES = 4_096;
/** What a member of a group that nobody knows is told: since 4.0 and v9 what is wrong, else what old clients understand. */
const GROUP_NOT_FOUND_SINCE = { version: 9, release: 4 };

export const serveOffsetCommit = serve(offsetCommit, (request, served) => {
  const { cluster, nowMs, struck, version } = served;
  const { groupId, memberId, generationIdOrMemberEpoch } = request;
  const refused = groupError(served, groupId, 'read');
  const error = refused === 0 ? membershipError(served, groupId, memberId, generationIdOrMemberEpoch) : refused;
  return {
    throttleTimeMs: 0,
    topics: request.topics.map(({ name, topicId, partitions }) => {
      const topic = version >= 10 ? cluster.topicById(topicId) : cluster.topic(name);
      return {
        name,
        topicId,
        partitions: partitions.map(({ partitionIndex, committedOffset, committedLeaderEpoch, committedMetadata }) => {
          const where = { topic: topic?.name ?? name, partition: partitionIndex };
          const code =
            error || errorAt(struck, where) || errorCode(problem(served, topic, partitionIndex, committedMetadata));
          if (code === 0) {
            const group = cluster.groupOrNew(groupId);
            const commit = {
              offset: committedOffset,
              leaderEpoch: committedLeaderEpoch,
              metadata: committedMetadata,
              atMs: nowMs,
            };
            group.commit(where, commit);
            cluster.coordinatorLog.committed(group, where, commit);
          }
          return { partitionIndex, errorCode: code };
        }),
      };
    }),
  };
});

function membershipError(
  { cluster, version, broker }: Served,
  groupId: string,
  memberId: string,
  generation: number,
): number {
  const group = cluster.groups.get(groupId);
  if (group !== undefined) return errorCode(group.membership.mayCommit(memberId, generation));
  if (generation < 0) return 0;
  const { version: told, release } = GROUP_NOT_FOUND_SINCE;
  const found = version >= told && Number(broker.release) >= release;
  return errorCode(found ? 'GROUP_ID_NOT_FOUND' : 'ILLEGAL_GENERATION');
}

function problem({ version }: Served, topic: SimulatedTopic | null, index: number, metadata: string | null): string {
  if (topic === null && version >= 10) return 'UNKNOWN_TOPIC_ID';
  if (topic?.partitions[index] === undefined) return 'UNKNOWN_TOPIC_OR_PARTITION';
  return Buffer.byteLength(metadata ?? '') > MAX_METADATA_BYTES ? 'OFFSET_METADATA_TOO_LARGE' : 'NONE';
}
