import type { GroupObservation, PartitionOffsets, TopicPartition } from '../domain/lag/observation.ts';
import { keyOf } from './leaders.ts';
import type { ResponseOf } from './protocol/api.ts';
import type { streamsGroupDescribe } from './protocol/apis/89-streams-group-describe.ts';

type StreamsGroup = ResponseOf<typeof streamsGroupDescribe>['groups'][number];

/** The topics that each subtopology reads; null while the topology is not ready. */
export function sourcesOf({ topology }: StreamsGroup): ReadonlyMap<string, readonly string[]> | null {
  const subtopologies = topology?.subtopologies ?? null;
  if (subtopologies === null) return null;
  return new Map(
    subtopologies.map(({ subtopologyId, sourceTopics, repartitionSourceTopics }) => [
      subtopologyId,
      [...sourceTopics, ...repartitionSourceTopics.map(({ name }) => name)],
    ]),
  );
}

/**
 * A task reads the partition of its number of every source topic of its subtopology. Where these topics differ in partitions,
 * the smaller ones come with more here than they have: the description does not tell how many there are.
 */
export function readBy(
  tasks: StreamsGroup['members'][number]['assignment']['activeTasks'],
  sources: ReadonlyMap<string, readonly string[]> | null,
): readonly TopicPartition[] | null {
  if (sources === null) return null;
  return tasks.flatMap(({ subtopologyId, partitions }) =>
    (sources.get(subtopologyId) ?? []).flatMap((topic) => partitions.map((partition) => ({ topic, partition }))),
  );
}

/**
 * A task of a streams group names a partition of each of its topics, and the smaller ones of them do not have it: what nobody
 * has committed to and the cluster does not know is taken out of such assignments again.
 */
export function withoutImaginedPartitions(
  groups: readonly GroupObservation[],
  partitions: readonly PartitionOffsets[],
) {
  if (!groups.some(({ type, members }) => type === 'streams' && members !== null)) return { groups, partitions };
  const committed = new Set(groups.flatMap(({ offsets }) => offsets ?? []).map(keyOf));
  const imagined = new Set(
    partitions
      .filter((each) => each.missing === 'UNKNOWN_TOPIC_OR_PARTITION' && !committed.has(keyOf(each)))
      .map(keyOf),
  );
  const real = (list: readonly TopicPartition[] | null) => list?.filter((each) => !imagined.has(keyOf(each))) ?? null;
  return {
    partitions: partitions.filter((each) => !imagined.has(keyOf(each))),
    groups: groups.map((group) =>
      group.type !== 'streams'
        ? group
        : {
            ...group,
            members:
              group.members?.map((member) => ({
                ...member,
                assignment: real(member.assignment),
                target: real(member.target),
              })) ?? null,
          },
    ),
  };
}
