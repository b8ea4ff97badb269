import { defineApi } from '../api.ts';
import { array, bool, int8, int16, int32, string, struct } from '../codec/schema.ts';

/**
 * IncrementalAlterConfigs changes the settings that it names and leaves all others (AlterConfigs, 33, resets them). Any
 * broker takes it for topics (2), client metrics (16) and groups (32); settings of a broker (4) and its loggers (8) have to
 * be sent to that broker. A broker with an empty name stands for the dynamic defaults of the whole cluster.
 *
 * - v1 flexible
 *
 * `configOperation` is 0 set, 1 delete (back to the default), 2 append to a list, 3 subtract from a list. `validateOnly`
 * tries without changing. Errors come per resource: none of its settings changes then, those of others do.
 */
export const incrementalAlterConfigs = defineApi({
  key: 44,
  name: 'IncrementalAlterConfigs',
  versions: [0, 1],
  flexibleFrom: 1,
  request: struct({
    resources: array(
      struct({
        resourceType: int8(),
        resourceName: string(),
        configs: array(struct({ name: string(), configOperation: int8(), value: string({ nullable: '0+' }) })),
      }),
    ),
    validateOnly: bool(),
  }),
  response: struct({
    throttleTimeMs: int32(),
    responses: array(
      struct({
        errorCode: int16(),
        errorMessage: string({ nullable: '0+' }),
        resourceType: int8(),
        resourceName: string(),
      }),
    ),
  }),
});
