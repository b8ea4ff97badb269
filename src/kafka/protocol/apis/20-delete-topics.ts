import { defineApi } from '../api.ts';
import { array, int16, int32, string, struct, uuid } from '../codec/schema.ts';

/**
 * DeleteTopics deletes topics and their records, for good. Under KRaft any broker passes it on to the controller; under
 * ZooKeeper send it to the controller, as others answer NOT_CONTROLLER.
 *
 * - v3 TOPIC_DELETION_DISABLED; v4 flexible; v5 error message, and may answer THROTTLING_QUOTA_EXCEEDED
 * - v6 topics by name or by id: `topics` instead of `topicNames`
 *
 * Committed offsets of the topic go with it. Files go later (`file.delete.delay.ms`). A client that still has the name
 * may create the topic anew where `auto.create.topics.enable` is on.
 */
export const deleteTopics = defineApi({
  key: 20,
  name: 'DeleteTopics',
  versions: [1, 6],
  flexibleFrom: 4,
  request: struct({
    topics: array(struct({ name: string({ nullable: '6+', default: null }), topicId: uuid({ versions: '6+' }) }), {
      versions: '6+',
    }),
    topicNames: array(string(), { versions: '0-5' }),
    timeoutMs: int32(),
  }),
  response: struct({
    throttleTimeMs: int32(),
    responses: array(
      struct({
        name: string({ nullable: '6+' }),
        topicId: uuid({ versions: '6+' }),
        errorCode: int16(),
        errorMessage: string({ versions: '5+', nullable: '5+', default: null }),
      }),
    ),
  }),
});
