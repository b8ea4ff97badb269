import { listGroups } from '../../kafka/protocol/apis/16-list-groups.ts';
import { clusterError } from '../guards.ts';
import { serve } from '../served.ts';

/** The groups that this broker coordinates; without DESCRIBE on the cluster only those that the client may describe. */
export const serveListGroups = serve(listGroups, ({ statesFilter, typesFilter }, served) => {
  const { cluster, broker, nowMs } = served;
  const error = clusterError(served, null);
  if (error !== 0) return { throttleTimeMs: 0, errorCode: error, groups: [] };
  const mayAll = cluster.allows('describe', 'cluster', 'kafka-cluster');
  const lower = (names: readonly string[]) => new Set(names.map((name) => name.toLowerCase()));
  const [states, types] = [lower(statesFilter), lower(typesFilter)];
  const groups = [...cluster.groups.values()]
    .filter(({ name }) => cluster.coordinatorOf(name)?.id === broker.id)
    .filter(({ name }) => mayAll || cluster.allows('describe', 'group', name))
    .map((group) => ({
      groupId: group.name,
      protocolType: group.protocolType(),
      groupState: group.state(nowMs),
      groupType: group.type,
    }))
    .filter(({ groupState }) => states.size === 0 || states.has(groupState.toLowerCase()))
    .filter(({ groupType }) => types.size === 0 || types.has(groupType));
  return { throttleTimeMs: 0, errorCode: 0, groups };
});
