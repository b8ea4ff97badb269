import { syncGroup } from '../../kafka/protocol/apis/14-sync-group.ts';
import { errorCode } from '../faults.ts';
import { namedGroupError } from '../guards.ts';
import { serve } from '../served.ts';

/** From then on a member has to say which protocol it believes in. */
const PROTOCOL_TOLD_SINCE = 5;

export const serveSyncGroup = serve(syncGroup, async (request, served) => {
  const refuse = (error: number) => ({
    throttleTimeMs: 0,
    errorCode: error,
    protocolType: null,
    protocolName: null,
    assignment: Buffer.alloc(0),
  });
  const untold = request.protocolType === null || request.protocolName === null;
  if (served.version >= PROTOCOL_TOLD_SINCE && untold) return refuse(errorCode('INCONSISTENT_GROUP_PROTOCOL'));
  const error = namedGroupError(served, request.groupId, 'read');
  const membership = served.cluster.groups.get(request.groupId)?.membership;
  if (error !== 0 || membership === undefined) return refuse(error || errorCode('UNKNOWN_MEMBER_ID'));
  const assignments = request.assignments.map((each) => ({ ...each, assignment: Buffer.from(each.assignment) }));
  const synced = await membership.sync(request.memberId, request.generationId, assignments);
  if (synced.error !== 'NONE') return refuse(errorCode(synced.error));
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    protocolType: synced.protocolType,
    protocolName: synced.protocol,
    assignment: synced.assignment,
  };
});
