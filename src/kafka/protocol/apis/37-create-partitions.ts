import { defineApi } from '../api.ts';
import { array, bool, int16, int32, string, struct } from '../codec/schema.ts';

/**
 * CreatePartitions raises the partition count of topics. Under KRaft any broker passes it on to the controller; under
 * ZooKeeper send it to the controller, as others answer NOT_CONTROLLER.
 *
 * - v2 flexible; v3 may answer THROTTLING_QUOTA_EXCEEDED
 *
 * `count` is the new total, not what is added. It can't be undone, and keys move: a record with a key goes to another
 * partition than those before it. `assignments` null lets the controller place the new ones. `validateOnly` tries
 * without creating.
 */
export const createPartitions = defineApi({
  key: 37,
  name: 'CreatePartitions',
  versions: [0, 3],
  flexibleFrom: 2,
  request: struct({
    topics: array(
      struct({
        name: string(),
        count: int32(),
        assignments: array(struct({ brokerIds: array(int32()) }), { nullable: '0+' }),
      }),
    ),
    timeoutMs: int32(),
    validateOnly: bool(),
  }),
  response: struct({
    throttleTimeMs: int32(),
    results: array(
      struct({
        name: string(),
        errorCode: int16(),
        errorMessage: string({ nullable: '0+', default: null }),
      }),
    ),
  }),
});
