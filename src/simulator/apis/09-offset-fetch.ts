import { offsetFetch } from '../../kafka/protocol/apis/09-offset-fetch.ts';
import { ZERO_UUID } from '../../kafka/protocol/codec/scalars.ts';
import { errorAt, errorCode } from '../faults.ts';
import { groupError } from '../guards.ts';
import { type Served, serve } from '../served.ts';
import type { TopicPartition } from '../state/assign.ts';
import type { Commit, SimulatedGroup } from '../state/group.ts';

const NONE = -1n;
/** Before, the error of a group stands at each of its partitions. */
const GROUP_ERROR_SINCE = 2;

interface WantedTopic {
  readonly name: string;
  readonly topicId: string;
  readonly partitionIndexes: readonly number[];
}

export const serveOffsetFetch = serve(offsetFetch, (request, served) => {
  if (served.version < 8) {
    const topics = request.topics?.map((topic) => ({ ...topic, topicId: '' })) ?? null;
    const { errorCode: error, topics: found } = fetchGroup(served, request.groupId, topics);
    const eachSaysSo = error !== 0 && served.version < GROUP_ERROR_SINCE;
    return {
      throttleTimeMs: 0,
      topics: eachSaysSo ? (topics ?? []).map((topic) => refusedTopic(topic, error)) : found,
      errorCode: error,
      groups: [],
    };
  }
  return {
    throttleTimeMs: 0,
    topics: [],
    errorCode: 0,
    groups: request.groups.map(({ groupId, topics }) => ({ groupId, ...fetchGroup(served, groupId, topics) })),
  };
});

function fetchGroup(served: Served, groupId: string, wanted: readonly WantedTopic[] | null) {
  const { cluster, nowMs } = served;
  const error = groupError(served, groupId, 'describe');
  if (error !== 0) return { errorCode: error, topics: [] };
  const group = cluster.groups.get(groupId);
  // A share group keeps no commits, and is no error.
  const keeper = group?.type === 'share' ? undefined : group;
  return {
    errorCode: 0,
    topics: wanted === null ? allTopics(served, keeper) : wantedTopics(served, keeper, wanted, nowMs),
  };
}

function refusedTopic({ name, topicId, partitionIndexes }: WantedTopic, error: number) {
  const partitions = partitionIndexes.map((partitionIndex) => ({ ...NO_COMMIT, partitionIndex, errorCode: error }));
  return { name, topicId, partitions };
}

function allTopics(served: Served, group: SimulatedGroup | undefined) {
  const topics = new Map<string, Answered[]>();
  for (const commit of group?.allCommitted(served.nowMs) ?? []) {
    const answered = answer(served, commit, commit);
    const known = topics.get(commit.topic);
    if (known === undefined) topics.set(commit.topic, [answered]);
    else known.push(answered);
  }
  return [...topics]
    .filter(([name]) => served.cluster.allows('describe', 'topic', name))
    .map(([name, partitions]) => ({ name, topicId: served.cluster.topic(name)?.topicId ?? ZERO_UUID, partitions }));
}

function wantedTopics(
  served: Served,
  group: SimulatedGroup | undefined,
  wanted: readonly WantedTopic[],
  nowMs: number,
) {
  const { cluster, version } = served;
  return wanted.map((topic) => {
    const { topicId, partitionIndexes } = topic;
    const name = version >= 10 ? cluster.topicById(topicId)?.name : topic.name;
    if (name === undefined) return refusedTopic(topic, errorCode('UNKNOWN_TOPIC_ID'));
    const denied = cluster.allows('describe', 'topic', name) ? 0 : errorCode('TOPIC_AUTHORIZATION_FAILED');
    return {
      name,
      topicId: cluster.topic(name)?.topicId ?? ZERO_UUID,
      partitions: partitionIndexes.map((partition) => {
        const where = { topic: name, partition };
        const commit = denied === 0 ? (group?.committed(where, nowMs) ?? null) : null;
        const answered = answer(served, where, commit);
        return denied === 0 ? answered : { ...answered, errorCode: denied };
      }),
    };
  });
}

type Answered = ReturnType<typeof answer>;

const NO_COMMIT = { committedOffset: NONE, committedLeaderEpoch: -1, metadata: '' };

function answer(served: Served, { topic, partition }: TopicPartition, commit: Commit | null) {
  const planted = served.struck.length === 0 ? 0 : errorAt(served.struck, { topic, partition });
  const shown = planted === 0 ? commit : null;
  return {
    partitionIndex: partition,
    committedOffset: shown?.offset ?? NONE,
    committedLeaderEpoch: shown?.leaderEpoch ?? -1,
    metadata: shown?.metadata ?? '',
    errorCode: planted,
  };
}
