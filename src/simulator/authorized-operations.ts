import type { ClusterState, Operation } from './state/cluster-state.ts';

/** An answer in which nobody asked for them. */
export const OPERATIONS_NOT_ASKED = -2147483648;

type Bits = readonly (readonly [operation: Operation, bit: number])[];

/*
 * Bits of AclOperation that each kind of resource has, and the operation of a scenario's denial that stands for each.
 * Source: org.apache.kafka.common.acl.AclOperation of kafka-clients, and what 3.9.2 and 4.3.1 answer.
 */
const TOPIC: Bits = [
  ['read', 3],
  ['write', 4],
  ['create', 5],
  ['delete', 6],
  ['alter', 7],
  ['describe', 8],
  ['describe_configs', 10],
  ['alter', 11],
];
const GROUP: Bits = [
  ['read', 3],
  ['delete', 6],
  ['describe', 8],
];
/** Settings of groups came with 4.0. */
const GROUP_WITH_CONFIGS: Bits = [...GROUP, ['describe_configs', 10], ['alter', 11]];
const CLUSTER: Bits = [
  ['create', 5],
  ['alter', 7],
  ['describe', 8],
  ['alter', 9],
  ['describe_configs', 10],
  ['alter', 11],
  ['write', 12],
];

/** What the client may do with a resource, as a bit each. */
export function authorizedOperations(
  cluster: ClusterState,
  resource: 'topic' | 'group' | 'cluster',
  name: string,
): number {
  const configurable = Number(cluster.scenario.release) >= 4;
  const bits = { topic: TOPIC, group: configurable ? GROUP_WITH_CONFIGS : GROUP, cluster: CLUSTER }[resource];
  return bits
    .filter(([operation]) => cluster.allows(operation, resource, name))
    .reduce((sum, [, bit]) => sum | (1 << bit), 0);
}
