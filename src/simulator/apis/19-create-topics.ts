import { createTopics } from '../../kafka/protocol/apis/19-create-topics.ts';
import { assignmentProblem } from '../assignments.ts';
import { errorAt, errorCode } from '../faults.ts';
import { onceEach } from '../once-each.ts';
import { MAX_PARTITIONS_PER_REQUEST, TOO_MANY_PARTITIONS } from '../partition-limit.ts';
import { type Served, serve } from '../served.ts';
import { emptyTopic, placeReplicas } from '../state/new-topic.ts';
import { topicConfigValues } from '../topic-config-values.ts';
import { problemWith, topicConfigs } from '../topic-configs.ts';
import { topicNameProblem } from '../topic-names.ts';

/** The broker's default is asked for. */
const UNSET = -1;

interface Wanted {
  readonly name: string;
  readonly numPartitions: number;
  readonly replicationFactor: number;
  readonly assignments: readonly { readonly partitionIndex: number; readonly brokerIds: readonly number[] }[];
  readonly configs: readonly { readonly name: string; readonly value: string | null }[];
}

interface Refusal {
  readonly error: string;
  readonly words: string | null;
}

export const serveCreateTopics = serve(createTopics, ({ topics, validateOnly }, served) => ({
  throttleTimeMs: 0,
  topics: onceEach(
    topics,
    ({ name }) => name,
    (wanted) =>
      partitionsIn(topics) > MAX_PARTITIONS_PER_REQUEST
        ? refuse(wanted, { error: 'POLICY_VIOLATION', words: TOO_MANY_PARTITIONS })
        : create(served, wanted, validateOnly),
    (wanted) => refuse(wanted, { error: 'INVALID_REQUEST', words: 'Duplicate topic name.' }),
  ),
}));

const partitionsIn = (topics: readonly Wanted[]) =>
  topics.reduce((sum, { assignments, numPartitions }) => sum + (assignments.length || Math.max(0, numPartitions)), 0);

const refuse = ({ name }: Wanted, { error, words }: Refusal) => ({
  name,
  errorCode: errorCode(error),
  errorMessage: words,
  configs: [],
});

function create(served: Served, wanted: Wanted, validateOnly: boolean) {
  const { cluster, struck, broker } = served;
  const { name, configs } = wanted;
  const planted = errorAt(struck, { topic: name });
  if (planted !== 0) return { name, errorCode: planted, errorMessage: null, configs: [] };
  const refusal = nameRefusal(served, name) ?? configsRefusal(served, wanted);
  if (refusal !== null) return refuse(wanted, refusal);
  const replicas = replicasOf(served, wanted);
  if ('error' in replicas) return refuse(wanted, replicas);
  const settings = new Map(configs.flatMap(({ name: key, value }) => (value === null ? [] : [[key, value] as const])));
  const topic = emptyTopic(cluster, name, replicas, settings);
  if (!validateOnly) cluster.topics.set(name, topic);
  return {
    name,
    topicId: topic.topicId,
    errorCode: 0,
    errorMessage: null,
    numPartitions: replicas.length,
    replicationFactor: replicas[0]?.length ?? 0,
    configs: [...topicConfigValues(broker.release, settings, cluster.brokerConfigs).values()].map((config) => ({
      name: config.name,
      value: config.value,
      readOnly: false,
      configSource: config.source,
      isSensitive: false,
    })),
  };
}

function nameRefusal({ cluster }: Served, name: string): Refusal | null {
  if (!cluster.allows('create', 'topic', name)) {
    return { error: 'TOPIC_AUTHORIZATION_FAILED', words: 'Authorization failed.' };
  }
  if (name === '__cluster_metadata') {
    return { error: 'INVALID_REQUEST', words: `Creation of internal topic ${name} is prohibited.` };
  }
  const problem = topicNameProblem(name);
  if (problem !== null) return { error: 'INVALID_TOPIC_EXCEPTION', words: problem };
  if (cluster.topic(name) !== null) return { error: 'TOPIC_ALREADY_EXISTS', words: `Topic '${name}' already exists.` };
  // Names of metrics have underscores where topics have dots.
  const metric = (topic: string) => topic.replaceAll('.', '_');
  const double = [...cluster.topics.keys()].find((topic) => metric(topic) === metric(name));
  if (double === undefined) return null;
  return { error: 'INVALID_TOPIC_EXCEPTION', words: `Topic '${name}' collides with existing topic: ${double}` };
}

function configsRefusal({ broker }: Served, { configs }: Wanted): Refusal | null {
  for (const { name, value } of configs) {
    const config = topicConfigs(broker.release).get(name);
    if (value === null)
      return { error: 'INVALID_CONFIG', words: `Null value not supported for topic configs: ${name}` };
    if (config === undefined) return { error: 'INVALID_CONFIG', words: `Unknown topic config name: ${name}` };
    const problem = problemWith(config, value);
    if (problem !== null) return { error: 'INVALID_CONFIG', words: problem };
  }
  return null;
}

/** The replicas of each partition, chosen by the client or by the controller. Source: ReplicationControlManager of the metadata jars. */
function replicasOf(
  { cluster, broker }: Served,
  { assignments, numPartitions, replicationFactor }: Wanted,
): readonly (readonly number[])[] | Refusal {
  const alive = cluster.brokers.filter((broker) => broker.alive).map(({ id }) => id);
  if (assignments.length > 0) {
    const chosen = 'A manual partition assignment was specified, but';
    if (replicationFactor !== UNSET) {
      return { error: 'INVALID_REQUEST', words: `${chosen} replication factor was not set to -1.` };
    }
    if (numPartitions !== UNSET)
      return { error: 'INVALID_REQUEST', words: `${chosen} numPartitions was not set to -1.` };
    const sorted = [...assignments].sort((a, b) => a.partitionIndex - b.partitionIndex);
    const replicas = sorted.map(({ brokerIds }) => brokerIds);
    const problem = sorted.some(({ partitionIndex }, at) => partitionIndex !== at)
      ? 'partitions should be a consecutive 0-based integer sequence'
      : assignmentProblem(cluster, replicas, replicas[0]?.length ?? 0);
    return problem === null ? replicas : { error: 'INVALID_REPLICA_ASSIGNMENT', words: problem };
  }
  if (replicationFactor < UNSET || replicationFactor === 0) {
    const words = 'Replication factor must be larger than 0, or -1 to use the default value.';
    return { error: 'INVALID_REPLICATION_FACTOR', words };
  }
  if (numPartitions < UNSET || numPartitions === 0) {
    return { error: 'INVALID_PARTITIONS', words: 'Number of partitions was set to an invalid non-positive value.' };
  }
  const unset = (name: string, wanted: number) =>
    wanted === UNSET ? Number(cluster.brokerConfigs.get(name) ?? 1) : wanted;
  const copies = unset('default.replication.factor', replicationFactor);
  if (copies > alive.length) {
    const cordoned = Number(broker.release) >= 4.3 ? ' or some brokers have all their log directories cordoned' : '';
    const words = `Unable to replicate the partition ${copies} time(s): The target replication factor of ${copies} cannot be reached because only ${alive.length} broker(s) are registered${cordoned}.`;
    return { error: 'INVALID_REPLICATION_FACTOR', words };
  }
  return Array.from({ length: unset('num.partitions', numPartitions) }, (_, index) =>
    placeReplicas(alive, index, copies),
  );
}
