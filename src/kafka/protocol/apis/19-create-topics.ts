import { defineApi } from '../api.ts';
import { array, bool, int8, int16, int32, string, struct, uuid } from '../codec/schema.ts';

/**
 * CreateTopics creates topics. Under KRaft any broker passes it on to the controller; under ZooKeeper send it to the
 * controller, as others answer NOT_CONTROLLER.
 *
 * - v4 partition count and replication factor may be -1: the broker's defaults; v5 flexible
 * - v5 the answer has partition count, replication factor and settings, or in `topicConfigErrorCode` why not
 * - v6 may answer THROTTLING_QUOTA_EXCEEDED; v7 topic id
 *
 * Errors come per topic, and others are created nevertheless. `validateOnly` tries without creating. With `assignments`,
 * count and replication factor have to be -1. A timeout does not undo the creation. A topic is there when CreateTopics
 * answers, yet other brokers may not know it for a moment.
 */
export const createTopics = defineApi({
  key: 19,
  name: 'CreateTopics',
  versions: [2, 7],
  flexibleFrom: 5,
  request: struct({
    topics: array(
      struct({
        name: string(),
        numPartitions: int32(),
        replicationFactor: int16(),
        assignments: array(struct({ partitionIndex: int32(), brokerIds: array(int32()) })),
        configs: array(struct({ name: string(), value: string({ nullable: '0+' }) })),
      }),
    ),
    timeoutMs: int32({ default: 60_000 }),
    validateOnly: bool({ default: false }),
  }),
  response: struct({
    throttleTimeMs: int32(),
    topics: array(
      struct({
        name: string(),
        topicId: uuid({ versions: '7+' }),
        errorCode: int16(),
        errorMessage: string({ nullable: '0+' }),
        topicConfigErrorCode: int16({ versions: '5+', tag: 0, tagged: '5+' }),
        numPartitions: int32({ versions: '5+', default: -1 }),
        replicationFactor: int16({ versions: '5+', default: -1 }),
        configs: array(
          struct({
            name: string(),
            value: string({ nullable: '5+' }),
            readOnly: bool(),
            configSource: int8({ default: -1 }),
            isSensitive: bool(),
          }),
          { versions: '5+', nullable: '5+' },
        ),
      }),
    ),
  }),
});
