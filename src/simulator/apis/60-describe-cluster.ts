import { describeCluster } from '../../kafka/protocol/apis/60-describe-cluster.ts';
import { authorizedOperations, OPERATIONS_NOT_ASKED } from '../authorized-operations.ts';
import { errorCode } from '../faults.ts';
import { clusterError } from '../guards.ts';
import { serve } from '../served.ts';

/** Endpoints of brokers; controllers are asked on their own listener. */
const BROKERS = 1;

/** Brokers that are gone count as fenced: still registered, not serving. */
export const serveDescribeCluster = serve(describeCluster, (request, served) => {
  const { cluster } = served;
  const planted = clusterError(served, null);
  const mismatched = request.endpointType !== BROKERS;
  const error = planted === 0 && mismatched ? errorCode('MISMATCHED_ENDPOINT_TYPE') : planted;
  if (error !== 0)
    return {
      throttleTimeMs: 0,
      errorCode: error,
      errorMessage: planted === 0 ? MISMATCHED : null,
      clusterId: '',
      brokers: [],
    };
  const shown = cluster.brokers.filter(({ alive }) => alive || request.includeFencedBrokers);
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    errorMessage: null,
    clusterId: cluster.scenario.cluster_id,
    controllerId: cluster.brokers.find(({ alive }) => alive)?.id ?? -1,
    brokers: shown.map(({ id, host, port, rack, alive }) => ({ brokerId: id, host, port, rack, isFenced: !alive })),
    clusterAuthorizedOperations: request.includeClusterAuthorizedOperations
      ? authorizedOperations(cluster, 'cluster', 'kafka-cluster')
      : OPERATIONS_NOT_ASKED,
  };
});

const MISMATCHED = 'The request was sent to an endpoint of type BROKER, but we wanted an endpoint of type CONTROLLER';
