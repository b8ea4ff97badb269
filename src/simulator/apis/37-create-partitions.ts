import { createPartitions } from '../../kafka/protocol/apis/37-create-partitions.ts';
import { assignmentProblem } from '../assignments.ts';
import { errorAt, errorCode } from '../faults.ts';
import { onceEach } from '../once-each.ts';
import { MAX_PARTITIONS_PER_REQUEST, TOO_MANY_PARTITIONS } from '../partition-limit.ts';
import { type Served, serve } from '../served.ts';
import { emptyPartition, placeReplicas } from '../state/new-topic.ts';

interface Wanted {
  readonly name: string;
  readonly count: number;
  readonly assignments: readonly { readonly brokerIds: readonly number[] }[] | null;
}

export const serveCreatePartitions = serve(createPartitions, ({ topics, validateOnly }, served) => ({
  throttleTimeMs: 0,
  results: onceEach(
    topics,
    ({ name }) => name,
    (wanted) => ({ name: wanted.name, ...grow(served, wanted, validateOnly) }),
    ({ name }) => ({ name, ...refuse('INVALID_REQUEST', 'Duplicate topic name.') }),
  ),
}));

const refuse = (error: string, errorMessage: string | null) => ({ errorCode: errorCode(error), errorMessage });

function grow({ cluster, struck }: Served, { name, count, assignments }: Wanted, validateOnly: boolean) {
  const topic = cluster.topic(name);
  const planted = errorAt(struck, { topic: name });
  if (planted !== 0) return { errorCode: planted, errorMessage: null };
  if (!cluster.allows('alter', 'topic', name)) return refuse('TOPIC_AUTHORIZATION_FAILED', null);
  if (topic === null) return refuse('UNKNOWN_TOPIC_OR_PARTITION', null);
  const now = topic.partitions.length;
  if (count === now) return refuse('INVALID_PARTITIONS', `Topic already has ${now} partition(s).`);
  if (count < now) {
    const words = `The topic ${name} currently has ${now} partition(s); ${count} would not be an increase.`;
    return refuse('INVALID_PARTITIONS', words);
  }
  if (count - now > MAX_PARTITIONS_PER_REQUEST) return refuse('POLICY_VIOLATION', TOO_MANY_PARTITIONS);
  if (assignments !== null && assignments.length !== count - now) {
    const words = `Attempted to add ${count - now} additional partition(s), but only ${assignments.length} assignment(s) were specified.`;
    return refuse('INVALID_REPLICA_ASSIGNMENT', words);
  }
  const replicationFactor = topic.partitions[0]?.replicas.length ?? 1;
  const given = (assignments ?? []).map(({ brokerIds }) => brokerIds);
  const problem = assignmentProblem(cluster, given, replicationFactor);
  if (problem !== null) return refuse('INVALID_REPLICA_ASSIGNMENT', problem);
  const alive = cluster.brokers.filter((broker) => broker.alive).map(({ id }) => id);
  for (let index = now; !validateOnly && index < count; index += 1) {
    topic.partitions.push(emptyPartition(index, given[index - now] ?? placeReplicas(alive, index, replicationFactor)));
  }
  return { errorCode: 0, errorMessage: null };
}
