import type { TopicPartition } from '../observation.ts';

/**
 * The partitions in a cell of --members --verbose: `orders:0,1;payments:2` (4.x), `orders(0,1), payments(2)` (up to 3.8). null
 * where the tool does not print the topics: that of 3.9 writes `(0,1)`. [seen: 3.9.2]
 */
export function assignmentOf(cell: string | undefined): readonly TopicPartition[] | null {
  if (cell === undefined) return null;
  if (cell === '-') return [];
  const parts = cell.includes('(') ? cell.split(/,\s+/) : cell.split(';');
  const partitions = parts.map((part) => {
    const [, topic, numbers] = /^([\w.-]+)(?:\(([\d,]+)\)|:([\d,]+))$/.exec(part)?.filter(isText) ?? [];
    return topic === undefined || numbers === undefined
      ? null
      : numbers.split(',').map((partition) => ({ topic, partition: Number(partition) }));
  });
  return partitions.includes(null) ? null : partitions.flatMap((each) => each ?? []);
}

const isText = (group: string | undefined): group is string => group !== undefined;
