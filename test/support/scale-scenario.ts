import type { ScenarioInput } from '../../src/simulator/scenario/schema.ts';

const PARTITIONS_PER_TOPIC = 10;
/** One that a group reads, and one that nobody reads. */
const TOPICS_PER_GROUP = 2;

/**
 * A cluster of `partitions` partitions on 12 brokers and a group for every 20 of them, which reads 10; half of the groups fall
 * behind. Everything is written to, also what nobody reads.
 */
export function scaleScenario(partitions: number, brokers = 12): ScenarioInput {
  const groups = partitions / PARTITIONS_PER_TOPIC / TOPICS_PER_GROUP;
  const half = Math.ceil(groups / 2);
  const family = (name: string, count: number, per_s: number) => ({
    topics: ['a', 'b'].map((part) => ({
      name: `scale.${name}.${part}.{n}`,
      count,
      partitions: PARTITIONS_PER_TOPIC,
      replication_factor: 3,
      rates: [{ from_s: -3600, per_s: 100 }],
    })),
    groups: [
      {
        name: `scale-${name}-{n}`,
        count,
        topics: [`scale.${name}.a.{n}`],
        members: [{ client_id: `worker-{group}-{n}`, count: 2, per_s }],
        commit_every_s: 30,
      },
    ],
  });
  const slow = family('slow', half, 45);
  const fast = family('fast', groups - half, 75);
  return {
    name: 'scale',
    about: `${partitions} partitions and ${groups} groups`,
    release: '4.3',
    brokers: Array.from({ length: brokers }, (_, index) => ({ id: index + 1, rack: `az${(index % 3) + 1}` })),
    offsets_partitions: 50,
    topics: [...slow.topics, ...fast.topics],
    groups: [...slow.groups, ...fast.groups],
  };
}
