import { deleteGroups } from '../../kafka/protocol/apis/42-delete-groups.ts';
import { errorCode } from '../faults.ts';
import { groupError } from '../guards.ts';
import { serve } from '../served.ts';

export const serveDeleteGroups = serve(deleteGroups, ({ groupsNames }, served) => ({
  throttleTimeMs: 0,
  results: groupsNames.map((groupId) => {
    const { groups } = served.cluster;
    const group = groups.get(groupId);
    const state =
      group === undefined ? 'GROUP_ID_NOT_FOUND' : group.state(served.nowMs) === 'Empty' ? 'NONE' : 'NON_EMPTY_GROUP';
    const code = groupError(served, groupId, 'delete') || errorCode(state);
    if (code === 0) groups.delete(groupId);
    return { groupId, errorCode: code };
  }),
}));
