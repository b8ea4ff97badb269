import type { SchemaFormat } from './request.ts';
import { fieldOf } from './slug.ts';
import type { Topic } from './topic.ts';

/** What a registry keeps for a topic. */
export interface Contract {
  readonly subjects: readonly string[];
  readonly strategy: 'TopicNameStrategy' | 'TopicRecordNameStrategy';
  readonly level: string;
}

/** Readers from here on can't be rolled together with the writer. */
const MANY_READERS = 2;

/** Subjects, their strategy, and the level that fits who reads how old data. Source: guideline schemas. */
export function contractOf(topic: Topic, format: SchemaFormat): Contract {
  const namespace = topic.name.split('.').slice(0, -2).map(fieldOf).join('.');
  return {
    subjects: topic.aggregate
      ? topic.events.map(({ type }) => `${topic.name}-${namespace === '' ? '' : `${namespace}.`}${type}`)
      : [`${topic.name}-value`],
    strategy: topic.aggregate ? 'TopicRecordNameStrategy' : 'TopicNameStrategy',
    level: levelOf(topic, format),
  };
}

function levelOf({ kind, readers, events, retention }: Topic, format: SchemaFormat): string {
  const replayed = kind === 'state' || retention.retentionMs === null || events.some(({ replay }) => replay);
  const readByMany = kind === 'event' && readers.length >= MANY_READERS;
  // Neither an open nor a closed JSON model ever passes FULL.
  if (readByMany && format !== 'json') return 'FULL_TRANSITIVE';
  return replayed || readByMany ? 'BACKWARD_TRANSITIVE' : 'BACKWARD';
}
