import { describeConfigs } from '../../../src/kafka/protocol/apis/32-describe-configs.ts';
import { LEADERS, one, type Question } from './asked.ts';

const topicConfigs = (name: string, configurationKeys: string[] | null, includeSynonyms: boolean) => ({
  resources: [{ resourceType: 2, resourceName: name, configurationKeys }],
  includeSynonyms,
});

export const configQuestions: readonly Question[] = [
  ...[...Object.keys(LEADERS), '__consumer_offsets', 'nowhere', '', 'bad name'].map((name) =>
    one(`DescribeConfigs of topic "${name}"`, (cluster) =>
      cluster.ask(1, describeConfigs, 4, topicConfigs(name, null, true)),
    ),
  ),
  one('DescribeConfigs without synonyms', (cluster) =>
    cluster.ask(2, describeConfigs, 1, topicConfigs('common.orders', null, false)),
  ),
  one('DescribeConfigs of some names', (cluster) =>
    cluster.ask(2, describeConfigs, 4, topicConfigs('common.orders', ['retention.ms', 'no.such.name'], false)),
  ),
  ...['2', 'x'].map((resourceName) =>
    one(`DescribeConfigs of broker "${resourceName}" at broker 1`, (cluster) =>
      cluster.ask(1, describeConfigs, 4, { resources: [{ resourceType: 4, resourceName, configurationKeys: null }] }),
    ),
  ),
  one('DescribeConfigs of an unknown kind of thing', (cluster) =>
    cluster.ask(1, describeConfigs, 4, {
      resources: [{ resourceType: 3, resourceName: 'x', configurationKeys: null }],
    }),
  ),
];
