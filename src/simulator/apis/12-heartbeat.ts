import { heartbeat } from '../../kafka/protocol/apis/12-heartbeat.ts';
import { errorCode } from '../faults.ts';
import { namedGroupError } from '../guards.ts';
import { serve } from '../served.ts';

export const serveHeartbeat = serve(heartbeat, ({ groupId, memberId, generationId }, served) => {
  const error = namedGroupError(served, groupId, 'read');
  const answer =
    served.cluster.groups.get(groupId)?.membership.heartbeat(memberId, generationId) ?? 'UNKNOWN_MEMBER_ID';
  return { throttleTimeMs: 0, errorCode: error === 0 ? errorCode(answer) : error };
});
