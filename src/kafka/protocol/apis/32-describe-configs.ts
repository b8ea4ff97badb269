import { defineApi } from '../api.ts';
import { array, bool, int8, int16, int32, string, struct } from '../codec/schema.ts';

/**
 * DescribeConfigs answers the settings of topics (2), brokers (4), broker loggers (8), client metrics (16) and groups (32).
 * Any broker answers for topics and groups; settings of a broker have to be asked of that broker. A broker with an empty
 * name stands for the dynamic defaults of the whole cluster.
 *
 * - v1 where a value comes from (`configSource`) and what it overrides (`synonyms`); v3 type and documentation; v4 flexible
 *
 * `configurationKeys` null asks for all. Sensitive values come back as null.
 */
export const describeConfigs = defineApi({
  key: 32,
  name: 'DescribeConfigs',
  versions: [1, 4],
  flexibleFrom: 4,
  request: struct({
    resources: array(
      struct({
        resourceType: int8(),
        resourceName: string(),
        configurationKeys: array(string(), { nullable: '0+' }),
      }),
    ),
    includeSynonyms: bool({ default: false }),
    includeDocumentation: bool({ versions: '3+', default: false }),
  }),
  response: struct({
    throttleTimeMs: int32(),
    results: array(
      struct({
        errorCode: int16(),
        errorMessage: string({ nullable: '0+' }),
        resourceType: int8(),
        resourceName: string(),
        configs: array(
          struct({
            name: string(),
            value: string({ nullable: '0+' }),
            readOnly: bool(),
            configSource: int8({ default: -1 }),
            isSensitive: bool(),
            synonyms: array(struct({ name: string(), value: string({ nullable: '0+' }), source: int8() })),
            configType: int8({ versions: '3+', default: 0 }),
            documentation: string({ versions: '3+', nullable: '0+' }),
          }),
        ),
      }),
    ),
  }),
});
