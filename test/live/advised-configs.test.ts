import { beforeAll, expect, test } from 'vitest';
import { askBroker } from '../../sandbox/ask-broker.ts';
import type { ConfigCatalog } from '../../src/domain/configs/catalog.ts';
import type { TopicsDesign } from '../../src/domain/topics/design-types.ts';
import { createTopics } from '../../src/kafka/protocol/apis/19-create-topics.ts';
import { configJars } from '../reference/kafka-configs.ts';
import { advisedSettings, designsFor, distinctConfigs, type EmittedConfig } from '../support/advised.ts';
import { configs } from '../support/fake-ports.ts';
import { judgedByJava } from '../support/java-configs.ts';
import { describeLive } from '../support/live.ts';
import { withKafka } from '../support/sandbox.ts';

const DESIGNS = 200;
const SEED = 7;

/** What one request may create at once is limited by the brokers to 10,000 partitions. */
const PARTITIONS_A_REQUEST = 8_000;

/** What the settings of all retry and dead-letter topics apply to. */
const FAILURE_TOPICS = 'retry and dead-letter topics';

interface NewTopic {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly configs: readonly { readonly name: string; readonly value: string }[];
}

/** Topics, failure topics among them, with the settings that the design has for them. */
function topicsOf({ topics, failure_topics, settings }: TopicsDesign): NewTopic[] {
  const replicationFactor = topics[0]?.replication_factor ?? 1;
  const configsOf = (name: string) =>
    settings
      .filter(({ family, applies_to }) => family === 'topic' && applies_to.includes(name))
      .flatMap((group) => group.settings.map(({ name: key, value }) => ({ name: key, value })));
  return [
    ...topics.map((topic) => ({
      name: topic.name,
      partitions: topic.partitions,
      replicationFactor: topic.replication_factor,
      configs: configsOf(topic.name),
    })),
    ...failure_topics.map(({ name, partitions, retention_ms }) => ({
      ...{ name, partitions, replicationFactor },
      configs: [
        ...configsOf(FAILURE_TOPICS),
        ...configsOf(name),
        { name: 'retention.ms', value: String(retention_ms) },
      ],
    })),
  ];
}

/** Lists of topics that fit into one request each. */
function requests(topics: readonly NewTopic[]): NewTopic[][] {
  const lists: NewTopic[][] = [[]];
  let partitions = 0;
  for (const topic of topics) {
    partitions += topic.partitions;
    if (partitions > PARTITIONS_A_REQUEST) {
      lists.push([]);
      partitions = topic.partitions;
    }
    lists.at(-1)?.push(topic);
  }
  return lists;
}

for (const release of ['4.3.1', '3.9.2'] as const) {
  describeLive(`configurations of ${DESIGNS} designs, Kafka ${release}`, ['java', 'maven'], () => {
    const kafka = withKafka(release, { brokers: 3 });
    const minor = release.split('.').slice(0, 2).join('.');
    let catalog: ConfigCatalog;
    let designs: readonly TopicsDesign[] = [];
    beforeAll(async () => {
      catalog = await configs();
      designs = designsFor(catalog, minor, DESIGNS, SEED);
    });

    test('brokers would create every topic with its settings', { timeout: 300_000 }, async () => {
      const [address = ''] = kafka().bootstrapServers.split(',');
      const refused: string[] = [];
      let asked = 0;
      for (const design of designs) {
        for (const topics of requests(topicsOf(design))) {
          const answer = await askBroker(address, createTopics, 7, {
            topics: topics.map(({ name, partitions, replicationFactor, configs: entries }) => ({
              ...{ name, numPartitions: partitions, replicationFactor, assignments: [] },
              configs: [...entries],
            })),
            timeoutMs: 30_000,
            validateOnly: true,
          });
          asked += answer.topics.length;
          for (const { name, errorCode, errorMessage } of answer.topics)
            if (errorCode !== 0) refused.push(`${name}: ${errorCode} ${errorMessage ?? ''}`);
        }
      }
      expect(refused).toEqual([]);
      expect(asked).toBeGreaterThan(DESIGNS);
      expect(designs.flatMap(topicsOf).filter(({ configs: entries }) => entries.length < 2)).toEqual([]);
    });

    test('the release constructs every client configuration', { timeout: 300_000 }, async () => {
      const java = (config: EmittedConfig) => !['topic', 'broker'].includes(config.family) && isJava(config);
      const emitted = distinctConfigs([
        ...designs.map((design) => design.settings),
        ...advisedSettings(catalog, minor),
      ]);
      const judged = emitted.filter(java);
      expect(new Set(judged.map(({ family }) => family)).size).toBeGreaterThanOrEqual(5);
      const problems = await judgedByJava([await configJars(release)], judged);
      expect(
        judged.flatMap((config, index) => (problems[index]?.length ? [{ config, problems: problems[index] }] : [])),
      ).toEqual([]);
    });
  });
}

const isJava = ({ family }: EmittedConfig): boolean => family !== 'librdkafka' && !family.startsWith('kafkajs');
