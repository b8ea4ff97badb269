import { randomUUID } from 'node:crypto';
import { joinGroup } from '../../kafka/protocol/apis/11-join-group.ts';
import { errorCode } from '../faults.ts';
import { namedGroupError } from '../guards.ts';
import { type Served, serve } from '../served.ts';

/** Broker defaults of group.min.session.timeout.ms and group.max.session.timeout.ms. */
const SESSION_MS = { least: 6_000, most: 1_800_000 };

/** Before, a name that is not there is empty. */
const NULL_PROTOCOL_SINCE = 7;

export const serveJoinGroup = serve(joinGroup, async (request, served) => {
  const { cluster, clientId, version } = served;
  const refuse = (error: number, memberId = request.memberId) => ({
    throttleTimeMs: 0,
    errorCode: error,
    generationId: -1,
    protocolType: null,
    protocolName: version >= NULL_PROTOCOL_SINCE ? null : '',
    leader: '',
    memberId,
    members: [],
  });
  const error = namedGroupError(served, request.groupId, 'read');
  if (error !== 0) return refuse(error);
  if (request.sessionTimeoutMs < SESSION_MS.least || request.sessionTimeoutMs > SESSION_MS.most) {
    return refuse(errorCode('INVALID_SESSION_TIMEOUT'));
  }
  // Whoever comes without an id founds the group, even if it is not taken in.
  if (request.memberId === '') found(served, request.groupId);
  const known = cluster.groups.get(request.groupId);
  const classic = known === undefined || known.type === 'classic';
  if (!classic || request.protocolType === '' || request.protocols.length === 0) {
    return refuse(errorCode('INCONSISTENT_GROUP_PROTOCOL'));
  }
  if (request.memberId !== '' && known?.membership.expects(request.memberId) !== true) {
    return refuse(errorCode('UNKNOWN_MEMBER_ID'));
  }
  const memberId = request.memberId === '' ? `${clientId}-${randomUUID()}` : request.memberId;
  const group = cluster.groupOrNew(request.groupId);
  // KIP-394: an id first, so that a client whose answer is lost leaves no ghost.
  if (request.memberId === '' && version >= 4 && request.groupInstanceId === null) {
    group.membership.expect(memberId);
    return refuse(errorCode('MEMBER_ID_REQUIRED'), memberId);
  }
  group.clientJoins();
  const joined = await group.membership.join({
    memberId,
    instanceId: request.groupInstanceId,
    clientId,
    clientHost: '/127.0.0.1',
    protocolType: request.protocolType,
    protocols: request.protocols.map(({ name, metadata }) => ({ name, metadata: Buffer.from(metadata) })),
    sessionTimeoutMs: request.sessionTimeoutMs,
    rebalanceTimeoutMs: request.rebalanceTimeoutMs < 0 ? request.sessionTimeoutMs : request.rebalanceTimeoutMs,
  });
  return {
    throttleTimeMs: 0,
    errorCode: errorCode(joined.error),
    generationId: joined.generation,
    protocolType: joined.protocolType,
    protocolName: joined.protocol,
    leader: joined.leader,
    memberId: joined.memberId,
    members: joined.members.map((member) => ({ ...member, groupInstanceId: member.instanceId })),
  };
});

/** The coordinator of 4.0 and later writes down a group before anybody is in. Seen on 4.3.1; 3.9.2 does not. */
function found({ cluster, broker, nowMs }: Served, groupId: string): void {
  if (cluster.groups.has(groupId)) return;
  const group = cluster.groupOrNew(groupId);
  if (Number(broker.release) >= 4) cluster.coordinatorLog.membersChanged(group, nowMs);
}
