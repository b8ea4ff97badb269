import { KnownFailure } from '../../failure.ts';
import { named } from '../named.ts';
import { nearestNames } from '../nearest-names.ts';
import { count } from '../words.ts';
import type { UnknownTopic } from './observation.ts';

/** The failure for a topic that the cluster does not show, with the names that may have been meant. */
export function unknownTopic({ topic, knownTopics }: UnknownTopic): KnownFailure {
  const near = nearestNames(topic, knownTopics).map(named);
  return new KnownFailure(
    `There is no \`topic\` ${named(topic)} on this cluster.`,
    near.length > 0
      ? `A slip in the name; similar ones are ${near.join(', ')}.`
      : `This client is shown ${count(knownTopics.length, 'topic')}, none with a similar name; it may lack DESCRIBE on this one.`,
    'Correct the name, or leave `topic` out and give the rate; kafka_describe_cluster lists topics.',
  );
}
