import { incrementalAlterConfigs } from '../../kafka/protocol/apis/44-incremental-alter-configs.ts';
import { errorAt, errorCode } from '../faults.ts';
import { type Served, serve } from '../served.ts';
import { topicConfigValues } from '../topic-config-values.ts';
import { listed, problemWith, type TopicConfig, topicConfigs } from '../topic-configs.ts';

const TOPIC = 2;

/** AlterConfigOp.OpType of the Java client. */
const SET = 0;
const DELETE = 1;
const APPEND = 2;
const SUBTRACT = 3;

interface Change {
  readonly name: string;
  readonly configOperation: number;
  readonly value: string | null;
}

interface Resource {
  readonly resourceType: number;
  readonly resourceName: string;
  readonly configs: readonly Change[];
}

/** Settings of topics; those of brokers and groups can't be changed here. */
export const serveIncrementalAlterConfigs = serve(incrementalAlterConfigs, ({ resources, validateOnly }, served) => {
  const nameOf = ({ resourceType, resourceName }: Resource) => `${resourceType}/${resourceName}`;
  const twice = (resource: Resource) => resources.filter((each) => nameOf(each) === nameOf(resource)).length > 1;
  return {
    throttleTimeMs: 0,
    responses: resources.map((resource) => ({
      resourceType: resource.resourceType,
      resourceName: resource.resourceName,
      ...(twice(resource)
        ? refuse('INVALID_REQUEST', 'Each resource must appear at most once.')
        : alter(served, resource, validateOnly)),
    })),
  };
});

const refuse = (error: string, errorMessage: string | null) => ({ errorCode: errorCode(error), errorMessage });

function alter(served: Served, { resourceType, resourceName: name, configs }: Resource, validateOnly: boolean) {
  const { cluster, struck } = served;
  const planted = errorAt(struck, { topic: name });
  if (planted !== 0) return { errorCode: planted, errorMessage: null };
  if (resourceType !== TOPIC) return refuse('INVALID_REQUEST', 'Only topics can be altered here.');
  if (name === '') return refuse('INVALID_REQUEST', 'Default topic resources are not allowed.');
  if (new Set(configs.map((each) => each.name)).size < configs.length) {
    return refuse('INVALID_REQUEST', 'Error due to duplicate config keys');
  }
  const unset = configs.filter(({ configOperation, value }) => configOperation !== DELETE && value === null);
  if (unset.length > 0) {
    return refuse('INVALID_REQUEST', `Null value not supported for : ${unset.map((each) => each.name).join(', ')}`);
  }
  if (!cluster.allows('alter', 'topic', name)) return refuse('TOPIC_AUTHORIZATION_FAILED', null);
  const topic = cluster.topic(name);
  if (topic === null) return refuse('UNKNOWN_TOPIC_OR_PARTITION', `The topic '${name}' does not exist.`);
  const changed = new Map(topic.configs);
  for (const change of configs) {
    const problem = apply(served, changed, change);
    if (problem !== null) return refuse('INVALID_CONFIG', problem);
  }
  if (!validateOnly) {
    topic.configs.clear();
    for (const [key, value] of changed) topic.configs.set(key, value);
  }
  return { errorCode: 0, errorMessage: null };
}

/** Makes a change, or says why not. What is not set may be deleted, whatever its name. */
function apply({ broker, cluster }: Served, configs: Map<string, string>, change: Change): string | null {
  const { name, configOperation, value } = change;
  if (configOperation === DELETE || value === null) {
    configs.delete(name);
    return null;
  }
  const config = topicConfigs(broker.release).get(name);
  if (config === undefined) return `Unknown topic config name: ${name}`;
  const inForce = topicConfigValues(broker.release, configs, cluster.brokerConfigs).get(name)?.value ?? '';
  const wanted = configOperation === SET ? { value } : edited(config, inForce, change);
  if ('problem' in wanted) return wanted.problem;
  const problem = problemWith(config, wanted.value);
  if (problem === null) configs.set(name, wanted.value);
  return problem;
}

function edited(
  { name, type }: TopicConfig,
  inForce: string,
  { configOperation, value }: Change,
): { readonly value: string } | { readonly problem: string } {
  const operation = new Map([
    [APPEND, 'APPEND'],
    [SUBTRACT, 'SUBTRACT'],
  ]).get(configOperation);
  if (operation === undefined) return { problem: `Unknown operation type ${configOperation}` };
  if (type !== 'LIST') return { problem: `Can't ${operation} to key ${name} because its type is not LIST.` };
  const [before, given] = [listed(inForce), listed(value ?? '')];
  const items =
    configOperation === APPEND ? [...new Set([...before, ...given])] : before.filter((item) => !given.includes(item));
  return { value: items.join(',') };
}
