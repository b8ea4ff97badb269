import type { ConfigCatalog } from '../configs/catalog.ts';
import type { Group } from './groups.ts';
import type { Premises } from './premises.ts';
import { producerConfigurations } from './producer-settings.ts';
import { type Placed, placeSettings, type Refused } from './settings.ts';
import { withStart } from './start-position.ts';
import type { Topic } from './topic.ts';
import { failureTopicSettings, topicSettings } from './topic-settings.ts';
import { mixesHashing, type Writer } from './writers.ts';

/**
 * Settings that name one group or one member, and so can't be shared: the table of groups has them. What equals the default
 * is left to the plan of the group, which shows it with its reason.
 */
const OF_ONE_GROUP = new Set(['group.id', 'groupId', 'application.id', 'group.instance.id', 'client.id', 'clientId']);

/** Every configuration of a design, held against the release: of topics, of those who write to them, of the groups that read. */
export function allSettings(
  topics: readonly Topic[],
  groups: readonly Group[],
  writers: readonly Writer[],
  premises: Premises,
  catalog: ConfigCatalog,
): { readonly placed: readonly Placed[]; readonly refused: readonly Refused[] } {
  const { release } = premises;
  const parts = [
    ...topics.map((topic) => placeSettings(catalog, release, 'topic', topic.name, topicSettings(topic, premises))),
    ...(groups.some(({ failureTopics }) => failureTopics.length > 0)
      ? [placeSettings(catalog, release, 'topic', 'retry and dead-letter topics', failureTopicSettings(premises))]
      : []),
    ...writers.flatMap((writer) =>
      producerConfigurations(writer, mixesHashing(writer, writers)).map(({ family, appliesTo, settings }) =>
        placeSettings(catalog, release, family, appliesTo, settings),
      ),
    ),
  ];
  return {
    placed: [...parts.flatMap(({ placed }) => placed), ...groups.flatMap((group) => ofGroup(group, premises))],
    refused: parts.flatMap(({ refused }) => refused),
  };
}

function ofGroup(group: Group, premises: Premises): Placed[] {
  const { id, plan, topics } = group;
  return plan.settings.flatMap(({ family, applies_to, settings }) =>
    settings
      .filter(({ name, is_default }) => !is_default && !OF_ONE_GROUP.has(name))
      // The plan of a group knows one topic; a sink reads all of them.
      .map((setting) =>
        setting.name === 'topics' ? { ...setting, value: topics.map(({ name }) => name).join(',') } : setting,
      )
      .map((setting) => withStart(setting, group, premises))
      // A topic among the settings of a group is that of its dead letters.
      .flatMap((setting) =>
        (family === 'topic' ? applies_to : [id]).map((appliesTo): Placed => ({ family, appliesTo, setting })),
      ),
  );
}
