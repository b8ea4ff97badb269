import { defineApi } from '../api.ts';
import { array, bool, int8, int16, int32, string, struct } from '../codec/schema.ts';

/**
 * DescribeCluster answers cluster id and brokers without any topic. Any broker answers.
 *
 * - v1 endpoint type: 1 brokers, 2 controllers (to be asked of a controller's listener)
 * - v2 brokers that are registered but fenced, so not serving, when asked for
 *
 * Asked of a broker under KRaft, `controllerId` is a random live broker.
 */
export const describeCluster = defineApi({
  key: 60,
  name: 'DescribeCluster',
  versions: [0, 2],
  flexibleFrom: 0,
  request: struct({
    includeClusterAuthorizedOperations: bool({ whenOmitted: false }),
    endpointType: int8({ versions: '1+', default: 1 }),
    includeFencedBrokers: bool({ versions: '2+' }),
  }),
  response: struct({
    throttleTimeMs: int32(),
    errorCode: int16(),
    errorMessage: string({ nullable: '0+', default: null }),
    endpointType: int8({ versions: '1+', default: 1 }),
    clusterId: string(),
    controllerId: int32({ default: -1 }),
    brokers: array(
      struct({
        brokerId: int32(),
        host: string(),
        port: int32(),
        rack: string({ nullable: '0+', default: null }),
        isFenced: bool({ versions: '2+' }),
      }),
    ),
    clusterAuthorizedOperations: int32({ default: -2147483648 }),
  }),
});
