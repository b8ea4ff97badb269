import { defineApi } from '../api.ts';
import { array, int8, int16, int32, string, struct } from '../codec/schema.ts';

/**
 * FindCoordinator answers which broker keeps the state of a group (key type 0), of a transactional id (1) or of a share
 * group's partition (2, key `group:topicId:partition`). Any broker answers. It names one for groups that do not exist, too.
 *
 * - v1 key type and error message; v3 flexible
 * - v4 many keys at once: `coordinatorKeys` and `coordinators` instead of the single fields
 * - v5 may answer TRANSACTION_ABORTABLE; v6 share groups
 */
export const findCoordinator = defineApi({
  key: 10,
  name: 'FindCoordinator',
  versions: [0, 6],
  flexibleFrom: 3,
  request: struct({
    key: string({ versions: '0-3' }),
    keyType: int8({ versions: '1+', default: 0 }),
    coordinatorKeys: array(string(), { versions: '4+' }),
  }),
  response: struct({
    throttleTimeMs: int32({ versions: '1+' }),
    errorCode: int16({ versions: '0-3' }),
    errorMessage: string({ versions: '1-3', nullable: '1-3' }),
    nodeId: int32({ versions: '0-3' }),
    host: string({ versions: '0-3' }),
    port: int32({ versions: '0-3' }),
    coordinators: array(
      struct({
        key: string(),
        nodeId: int32(),
        host: string(),
        port: int32(),
        errorCode: int16(),
        errorMessage: string({ nullable: '4+' }),
      }),
      { versions: '4+' },
    ),
  }),
});
