import type { GroupOffset, PartitionOffsets } from '../observation.ts';
import { offsetIn, partitionOf } from './cells.ts';
import type { Cells } from './match-row.ts';

export const offsetOf = (cells: Cells): GroupOffset => ({
  ...partitionOf(cells),
  offset: offsetIn(cells.get('CURRENT-OFFSET') ?? cells.get('START-OFFSET')),
  // The share tool prints no end offsets, only the lag that the coordinator counts.
  reportedLag: cells.has('START-OFFSET') ? offsetIn(cells.get('LAG')) : null,
  error: null,
});

/**
 * The end of a partition. For a share group it follows from start and lag; a dash stands for a partition without a leader or
 * a topic that is gone. [seen: lag-faults 19]
 */
export function endOf(cells: Cells): PartitionOffsets {
  const { offset, reportedLag } = offsetOf(cells);
  const printed = offsetIn(cells.get('LOG-END-OFFSET'));
  const highWatermark = printed ?? (offset !== null && reportedLag !== null ? offset + reportedLag : null);
  return {
    ...partitionOf(cells),
    leader: null,
    logStart: null,
    lastStable: null,
    highWatermark,
    missing:
      highWatermark === null
        ? 'the pasted text has no end offset for it, as the tool prints it for a partition without a leader or a topic that is gone'
        : null,
  };
}
