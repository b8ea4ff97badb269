import { named } from '../named.ts';
import { count, show } from '../words.ts';
import { joins } from './co-partitioning.ts';
import type { Premises, Service } from './premises.ts';
import type { Topic } from './topic.ts';
import { grouped, listed } from './words.ts';

/** Services that might join in code of their own. Connect copies, and Streams is sure to. */
const mightJoin = ({ client }: Service): boolean => client !== 'streams' && client !== 'connect';

/**
 * What to ask where a service reads topics of one key with different counts: only it knows whether it joins them. Not asked
 * where all of them are events of one entity: those were cut apart on purpose, and are one life, not two sides of a join.
 */
export function joinQuestions(topics: readonly Topic[], { services }: Pick<Premises, 'services'>): string[] {
  return services.filter(mightJoin).flatMap(({ id }) => {
    const read = topics.filter((topic) => joins(topic) && topic.readers.includes(id));
    return [...grouped(read, ({ key }) => key ?? '').values()].flatMap((sisters) => {
      const counts = sisters.map(({ partitions }) => partitions);
      const [first] = sisters;
      if (first?.key == null || new Set(counts).size < 2 || sisters.every((one) => isOneLife(one, first))) return [];
      return [
        `joins: does ${id} join ${listed(sisters.map(({ name }) => name))} by ${named(first.key)}? Then give each ${count(Math.max(...counts), 'partition')} before the first record; here they have ${listed(sisters.map(({ partitions }) => show(partitions)))}.`,
      ];
    });
  });
}

const isOneLife = (one: Topic, other: Topic): boolean => one.kind === 'event' && one.entity === other.entity;
