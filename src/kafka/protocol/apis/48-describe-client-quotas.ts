import { defineApi } from '../api.ts';
import { array, bool, float64, int8, int16, int32, string, struct } from '../codec/schema.ts';

/**
 * DescribeClientQuotas answers the quotas of users, client ids and IP addresses. Any broker answers.
 *
 * - v1 flexible
 *
 * An entity type is `user`, `client-id` or `ip`; a match type 0 the name in `match`, 1 the default of that type, 2 any name.
 * No component asks for all; `strict` leaves out entities with further types. An entity name of null is the default. Byte
 * rates are per second **and per broker**. `entries` is null when there was an error.
 */
export const describeClientQuotas = defineApi({
  key: 48,
  name: 'DescribeClientQuotas',
  versions: [0, 1],
  flexibleFrom: 1,
  request: struct({
    components: array(struct({ entityType: string(), matchType: int8(), match: string({ nullable: '0+' }) })),
    strict: bool(),
  }),
  response: struct({
    throttleTimeMs: int32(),
    errorCode: int16(),
    errorMessage: string({ nullable: '0+' }),
    entries: array(
      struct({
        entity: array(struct({ entityType: string(), entityName: string({ nullable: '0+' }) })),
        values: array(struct({ key: string(), value: float64() })),
      }),
      { nullable: '0+' },
    ),
  }),
});
