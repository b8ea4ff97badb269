import { array, int16, int32, string, struct } from '../../codec/schema.ts';
import { defineCoordinatorRecord } from './record-type.ts';

const topicInfo = struct({
  name: string(),
  partitions: int32(),
  replicationFactor: int16(),
  topicConfigs: array(struct({ key: string(), value: string() })),
});

/**
 * The topology of a group of the streams protocol. Copartition groups name topics by their place in the lists of the
 * subtopology. A partition count or replication factor of 0 leaves it to the broker.
 */
export const streamsGroupTopology = defineCoordinatorRecord({
  id: 23,
  type: 'StreamsGroupTopology',
  key: struct({ groupId: string() }),
  value: struct({
    epoch: int32(),
    subtopologies: array(
      struct({
        subtopologyId: string(),
        sourceTopics: array(string()),
        sourceTopicRegex: array(string()),
        stateChangelogTopics: array(topicInfo),
        repartitionSinkTopics: array(string()),
        repartitionSourceTopics: array(topicInfo),
        copartitionGroups: array(
          struct({
            sourceTopics: array(int16()),
            sourceTopicRegex: array(int16()),
            repartitionSourceTopics: array(int16()),
          }),
        ),
      }),
    ),
  }),
  valueVersions: [0, 0],
  flexibleFrom: 0,
});
