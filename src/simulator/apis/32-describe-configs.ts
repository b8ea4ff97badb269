import { describeConfigs } from '../../kafka/protocol/apis/32-describe-configs.ts';
import { configDefaults } from '../config-defaults.ts';
import { errorAt, errorCode } from '../faults.ts';
import { MALFORMED } from '../messages.ts';
import { type Served, serve } from '../served.ts';
import { CONFIG_SOURCE, clusterConfigs, topicConfigValues } from '../topic-config-values.ts';
import { topicNameProblem } from '../topic-names.ts';

/** ConfigResource.Type of the Java client. */
const TOPIC = 2;
const BROKER = 4;
const GROUP = 32;

/** DescribeConfigsResponse.ConfigType of the Java client; 0 for a type that is not told. */
const TYPE = { BOOLEAN: 1, STRING: 2, INT: 3, LONG: 5, DOUBLE: 6, LIST: 7 } as const;

interface Entry {
  readonly name: string;
  readonly value: string | null;
  readonly source: number;
  readonly synonyms: readonly { readonly name: string; readonly value: string; readonly source: number }[];
  readonly type: keyof typeof TYPE | null;
}

interface Refusal {
  readonly error: number;
  readonly words: string;
}

/** Settings of topics with all that decides them; of brokers and groups the values alone. */
export const serveDescribeConfigs = serve(describeConfigs, ({ resources, includeSynonyms }, served) => ({
  throttleTimeMs: 0,
  results: resources.map(({ resourceType, resourceName, configurationKeys }) => {
    const head = { resourceType, resourceName };
    const found = lookUp(served, resourceType, resourceName);
    if ('error' in found) return { ...head, errorCode: found.error, errorMessage: found.words, configs: [] };
    const all = configurationKeys === null || configurationKeys.length === 0;
    const wanted = found.filter(({ name }) => all || configurationKeys.includes(name));
    return {
      ...head,
      errorCode: 0,
      errorMessage: '',
      configs: wanted.map(({ name, value, source, synonyms, type }) => ({
        name,
        value,
        readOnly: false,
        configSource: source,
        isSensitive: false,
        synonyms: includeSynonyms ? synonyms : [],
        configType: type === null ? 0 : TYPE[type],
        documentation: null,
      })),
    };
  }),
}));

const refuse = (error: string, words = ''): Refusal => ({ error: errorCode(error), words });

function lookUp(served: Served, type: number, name: string): readonly Entry[] | Refusal {
  const { struck } = served;
  const planted = errorAt(struck, type === TOPIC ? { topic: name } : type === GROUP ? { group: name } : {});
  if (planted !== 0) return { error: planted, words: '' };
  if (type === TOPIC) return ofTopic(served, name);
  if (type === BROKER) return ofBroker(served, name);
  if (type === GROUP) return ofGroup(served, name);
  return refuse('INVALID_REQUEST', MALFORMED);
}

function ofTopic({ cluster, broker }: Served, name: string): readonly Entry[] | Refusal {
  if (!cluster.allows('describe_configs', 'topic', name)) return refuse('TOPIC_AUTHORIZATION_FAILED');
  const topic = cluster.topic(name);
  if (topic !== null) return [...topicConfigValues(broker.release, topic.configs, cluster.brokerConfigs).values()];
  const problem = topicNameProblem(name);
  return problem === null ? refuse('UNKNOWN_TOPIC_OR_PARTITION') : refuse('INVALID_TOPIC_EXCEPTION', problem);
}

function ofBroker({ cluster, broker }: Served, name: string): readonly Entry[] | Refusal {
  if (!cluster.allows('describe_configs', 'cluster', 'kafka-cluster')) return refuse('CLUSTER_AUTHORIZATION_FAILED');
  if (name === '') {
    return [...clusterConfigs(broker.release, cluster.brokerConfigs)].map(([key, value]) => ({
      ...{ name: key, value, source: CONFIG_SOURCE.cluster, type: null },
      synonyms: [{ name: key, value, source: CONFIG_SOURCE.cluster }],
    }));
  }
  if (!/^[+-]?\d+$/.test(name)) return refuse('INVALID_REQUEST', `Broker id must be an integer, but it is: ${name}`);
  if (Number(name) !== broker.id) {
    const words = `Unexpected broker id, expected ${broker.id} or empty string, but received ${name}`;
    return refuse('INVALID_REQUEST', words);
  }
  return entries(configDefaults('broker', broker.release), cluster.brokerConfigs);
}

function ofGroup({ broker }: Served, name: string): readonly Entry[] | Refusal {
  const defaults = configDefaults('group', broker.release);
  if (defaults.size === 0) return refuse('INVALID_REQUEST', MALFORMED);
  if (name === '') return refuse('INVALID_REQUEST', 'Group name must not be empty');
  return entries(defaults, new Map());
}

function entries(defaults: ReadonlyMap<string, string>, set: ReadonlyMap<string, string>): readonly Entry[] {
  return [...new Set([...defaults.keys(), ...set.keys()])].sort().map((name) => {
    const own = set.get(name);
    const source = own === undefined ? CONFIG_SOURCE.default : CONFIG_SOURCE.broker;
    return { name, value: own ?? defaults.get(name) ?? null, source, synonyms: [], type: null };
  });
}
