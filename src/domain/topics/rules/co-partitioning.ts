import { show } from '../../words.ts';
import type { DesignRule } from '../rule.ts';
import type { Topic } from '../topic.ts';
import { GUIDELINE } from '../words.ts';

/** A topic in total order has one partition, whatever is read beside it under the same key. */
export const coPartitioningBroken: DesignRule = ({ topics, premises: { services } }) => {
  const sinks = new Set(services.filter(({ client }) => client === 'connect').map(({ id }) => id));
  const alone = topics.filter(({ order, key, kind }) => order === 'total' && key !== null && kind !== 'command');
  return alone.flatMap((total) => {
    const sisters = topics.filter((topic) => together(topic, total, sinks) && topic.partitions !== total.partitions);
    const [sister] = sisters;
    if (sister === undefined) return [];
    return [
      {
        rule: 'DESIGN-NOT-CO-PARTITIONED',
        severity: 'low' as const,
        says: `${total.name} and ${sister.name} have the same key and not the same count: they cannot be joined by partition.`,
        evidence: [
          `${show(total.partitions)} and ${show(sister.partitions)} partitions; order over all records needs one`,
        ],
        remedy: 'If a reader joins them, let it copy the ordered topic into a keyed one with the same count first.',
        guideline: GUIDELINE.keys,
        confidence: 'high' as const,
      },
    ];
  });
};

/** A sink copies, it joins nothing. */
const together = (topic: Topic, other: Topic, sinks: ReadonlySet<string>): boolean =>
  topic !== other &&
  topic.key === other.key &&
  topic.readers.some((reader) => other.readers.includes(reader) && !sinks.has(reader));
