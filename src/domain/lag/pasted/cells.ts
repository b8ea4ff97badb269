import type { TopicPartition } from '../observation.ts';
import type { Cells } from './match-row.ts';

export const partitionOf = (cells: Cells): TopicPartition => ({
  topic: cells.get('TOPIC') ?? '',
  partition: Number(cells.get('PARTITION')),
});

/** A number of a cell; null for a dash or a heading that is not there. */
export const numberIn = (cell: string | undefined): number | null => (isNumber(cell) ? Number(cell) : null);

export const offsetIn = (cell: string | undefined): bigint | null => (isNumber(cell) ? BigInt(cell) : null);

const isNumber = (cell: string | undefined): cell is string => cell !== undefined && /^-?\d+$/.test(cell);

/** When a text holds the same table twice, the later one counts. */
export function latest(rows: readonly Cells[]): readonly Cells[] {
  return [
    ...new Map(
      rows.map((cells) => {
        const { topic, partition } = partitionOf(cells);
        return [`${cells.get('GROUP') ?? ''}\n${topic}:${partition}`, cells];
      }),
    ).values(),
  ];
}
