import { defineApi } from '../api.ts';
import { array, int16, int32, string, struct } from '../codec/schema.ts';

/**
 * DeleteGroups deletes groups of any type with all their committed offsets. Send it to the coordinator of each group.
 *
 * - v2 flexible; v3 (4.4) error message
 *
 * Only a group without members goes: others answer NON_EMPTY_GROUP. What comes back under the same name starts at
 * `auto.offset.reset`.
 */
export const deleteGroups = defineApi({
  key: 42,
  name: 'DeleteGroups',
  versions: [0, 3],
  flexibleFrom: 2,
  request: struct({ groupsNames: array(string()) }),
  response: struct({
    throttleTimeMs: int32(),
    results: array(
      struct({
        groupId: string(),
        errorCode: int16(),
        errorMessage: string({ versions: '3+', nullable: '3+', default: null }),
      }),
    ),
  }),
});
