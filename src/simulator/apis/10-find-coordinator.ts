import { findCoordinator } from '../../kafka/protocol/apis/10-find-coordinator.ts';
import { errorAt, errorCode } from '../faults.ts';
import { MALFORMED } from '../messages.ts';
import { type Served, serve } from '../served.ts';

/** Types of keys. Source: FindCoordinatorRequest.CoordinatorType of kafka-clients. */
const GROUP = 0;
const SHARE = 2;

/** In which the key of a share group's partition is written: group, topic id and partition number. */
const SHARE_KEY = /^.+:[A-Za-z0-9_-]{22}:\d+$/;

/** Names the coordinator, also of what does not exist. On a real cluster asking makes `__consumer_offsets`; here nothing does. */
export const serveFindCoordinator = serve(findCoordinator, ({ key, keyType, coordinatorKeys }, served) => {
  if (served.version >= 4) {
    return {
      throttleTimeMs: 0,
      errorCode: 0,
      errorMessage: null,
      nodeId: -1,
      host: '',
      port: -1,
      coordinators: coordinatorKeys.map((each) => ({ key: each, ...find(served, each, keyType) })),
    };
  }
  return { throttleTimeMs: 0, ...find(served, key, keyType), coordinators: [] };
});

function find(served: Served, key: string, keyType: number) {
  const { cluster, struck, version } = served;
  const nowhere = { nodeId: -1, host: '', port: -1 };
  const planted = errorAt(struck, keyType === GROUP ? { group: key } : {});
  if (planted !== 0) return { ...nowhere, errorCode: planted, errorMessage: null };
  if (keyType === GROUP && !cluster.allows('describe', 'group', key)) {
    return {
      ...nowhere,
      errorCode: errorCode('GROUP_AUTHORIZATION_FAILED'),
      errorMessage: 'Group authorization failed.',
    };
  }
  if (keyType > SHARE) return { ...nowhere, errorCode: errorCode('INVALID_REQUEST'), errorMessage: MALFORMED };
  if (keyType === SHARE && !SHARE_KEY.test(key)) {
    return { ...nowhere, errorCode: errorCode('INVALID_REQUEST'), errorMessage: '' };
  }
  const coordinator = cluster.coordinatorOf(key);
  if (coordinator === null) {
    return {
      ...nowhere,
      errorCode: errorCode('COORDINATOR_NOT_AVAILABLE'),
      errorMessage: 'The coordinator is not available.',
    };
  }
  const { id, host, port } = coordinator;
  // Brokers name the error that there is none, up to v3.
  return { nodeId: id, host, port, errorCode: 0, errorMessage: version >= 4 ? '' : 'NONE' };
}
