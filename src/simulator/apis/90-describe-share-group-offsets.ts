import { describeShareGroupOffsets } from '../../kafka/protocol/apis/90-describe-share-group-offsets.ts';
import { ZERO_UUID } from '../../kafka/protocol/codec/scalars.ts';
import { errorAt, errorCode } from '../faults.ts';
import { shareMessage } from '../group-describe.ts';
import { groupError } from '../guards.ts';
import { type Served, serve } from '../served.ts';
import type { SimulatedGroup } from '../state/group.ts';

const UNKNOWN = -1n;

/**
 * Start offset and lag of share groups; both are unknown until a group has begun to read. A group of another type, and one
 * that nobody knows, is no error either: nothing is known of it.
 */
export const serveDescribeShareGroupOffsets = serve(describeShareGroupOffsets, ({ groups }, served) => ({
  throttleTimeMs: 0,
  groups: groups.map(({ groupId, topics }) => {
    const error = groupError(served, groupId, 'describe');
    if (error !== 0) return { groupId, topics: [], errorCode: error, errorMessage: shareMessage(error) };
    const found = served.cluster.groups.get(groupId);
    const group = found?.type === 'share' ? found : null;
    const shown = (group?.subscribed() ?? []).filter((topic) => served.cluster.allows('describe', 'topic', topic));
    const all = shown.map((topicName) => ({
      topicName,
      partitions: (served.cluster.topic(topicName)?.partitions ?? []).map(({ index }) => index),
    }));
    return {
      groupId,
      errorCode: 0,
      topics: (topics ?? all).map(({ topicName, partitions }) => ({
        topicName,
        topicId: served.cluster.topic(topicName)?.topicId ?? ZERO_UUID,
        partitions: partitions.map((partitionIndex) => offsetsAt(served, group, topicName, partitionIndex)),
      })),
    };
  }),
}));

function offsetsAt({ cluster, nowMs, struck }: Served, group: SimulatedGroup | null, topic: string, partition: number) {
  const denied = cluster.allows('describe', 'topic', topic) ? 0 : errorCode('TOPIC_AUTHORIZATION_FAILED');
  const planted = errorAt(struck, { topic, partition }) || denied;
  const end = cluster.partition(topic, partition)?.log.end(nowMs);
  const script = group?.script?.scenario.begun === true ? group.script : null;
  const startOffset =
    planted === 0 && end !== undefined ? (script?.position({ topic, partition }, nowMs) ?? null) : null;
  return {
    partitionIndex: partition,
    startOffset: startOffset ?? UNKNOWN,
    leaderEpoch: 0,
    lag: startOffset === null || end === undefined ? UNKNOWN : end - startOffset,
    errorCode: planted,
  };
}
