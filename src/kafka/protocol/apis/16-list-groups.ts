import { defineApi } from '../api.ts';
import { array, int16, int32, string, struct } from '../codec/schema.ts';

/**
 * ListGroups answers the groups that one broker coordinates: send it to every broker. The broker that lists a group is
 * its coordinator, so FindCoordinator is not needed.
 *
 * - v1 throttle time; v3 flexible
 * - v4 state, and a filter on it; v5 type (classic, consumer, share, streams), and a filter on it
 */
export const listGroups = defineApi({
  key: 16,
  name: 'ListGroups',
  versions: [0, 5],
  flexibleFrom: 3,
  request: struct({
    statesFilter: array(string(), { versions: '4+' }),
    typesFilter: array(string(), { versions: '5+' }),
  }),
  response: struct({
    throttleTimeMs: int32({ versions: '1+' }),
    errorCode: int16(),
    groups: array(
      struct({
        groupId: string(),
        protocolType: string(),
        groupState: string({ versions: '4+' }),
        groupType: string({ versions: '5+' }),
      }),
    ),
  }),
});
