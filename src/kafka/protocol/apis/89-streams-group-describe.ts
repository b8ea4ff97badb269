import { defineApi } from '../api.ts';
import { array, bool, int8, int16, int32, int64, string, struct, uint16 } from '../codec/schema.ts';

const keyValue = struct({ key: string(), value: string() });

const topicInfo = struct({
  name: string(),
  partitions: int32(),
  replicationFactor: int16(),
  topicConfigs: array(keyValue),
});

const taskOffset = struct({ subtopologyId: string(), partition: int32(), offset: int64() });
const taskIds = struct({ subtopologyId: string(), partitions: array(int32()) });
const assignment = struct({
  activeTasks: array(taskIds),
  standbyTasks: array(taskIds),
  warmupTasks: array(taskIds),
});

const node = struct({
  name: string(),
  nodeType: int8(),
  sourceTopics: array(string()),
  sinkTopic: string({ nullable: '1+', default: null }),
  stores: array(string()),
  successors: array(string()),
});

/**
 * StreamsGroupDescribe answers topology, members and tasks of groups of the streams protocol (KIP-1071). Send it to the
 * coordinator. Groups of other types answer GROUP_ID_NOT_FOUND: choose by the type that ListGroups v5 gives.
 *
 * - v0 is stable from 4.2 on; v1 (4.4) the description of the whole topology, when asked for and a plug-in stores it, and
 *   the assignor
 *
 * `subtopologies` is null while source topics are missing or have the wrong number of partitions. `topologyDescriptionStatus`
 * is 0 not asked for, 1 not stored, 2 failed, 3 there. A node type is 1 source, 2 processor, 3 sink.
 */
export const streamsGroupDescribe = defineApi({
  key: 89,
  name: 'StreamsGroupDescribe',
  versions: [0, 1],
  flexibleFrom: 0,
  request: struct({
    groupIds: array(string()),
    includeAuthorizedOperations: bool({ whenOmitted: false }),
    includeTopologyDescription: bool({ versions: '1+', default: false }),
  }),
  response: struct({
    throttleTimeMs: int32(),
    groups: array(
      struct({
        errorCode: int16(),
        errorMessage: string({ nullable: '0+', default: null }),
        groupId: string(),
        groupState: string(),
        groupEpoch: int32(),
        assignmentEpoch: int32(),
        topology: struct(
          {
            epoch: int32(),
            subtopologies: array(
              struct({
                subtopologyId: string(),
                sourceTopics: array(string()),
                repartitionSinkTopics: array(string()),
                stateChangelogTopics: array(topicInfo),
                repartitionSourceTopics: array(topicInfo),
              }),
              { nullable: '0+', default: null },
            ),
          },
          { nullable: '0+', default: null },
        ),
        members: array(
          struct({
            memberId: string(),
            memberEpoch: int32(),
            instanceId: string({ nullable: '0+', default: null }),
            rackId: string({ nullable: '0+', default: null }),
            clientId: string(),
            clientHost: string(),
            topologyEpoch: int32(),
            processId: string(),
            userEndpoint: struct({ host: string(), port: uint16() }, { nullable: '0+', default: null }),
            clientTags: array(keyValue),
            taskOffsets: array(taskOffset),
            taskEndOffsets: array(taskOffset),
            assignment,
            targetAssignment: assignment,
            isClassic: bool(),
          }),
        ),
        authorizedOperations: int32({ default: -2147483648 }),
        topologyDescription: struct(
          {
            subtopologies: array(struct({ subtopologyId: string(), nodes: array(node) })),
            globalStores: array(struct({ source: node, processor: node })),
          },
          { versions: '1+', nullable: '1+', default: null },
        ),
        topologyDescriptionStatus: int8({ versions: '1+', default: 0 }),
        assignorName: string({ versions: '1+', nullable: '1+', default: null }),
      }),
    ),
  }),
});
