import type { TopicPartition } from '../domain/lag/observation.ts';
import type { Metadata } from './brokers.ts';
import type { Call } from './call.ts';
import { findLeaders, keyOf, type LedPartition } from './leaders.ts';
import { addErrorGaps, listOffsetsAt } from './list-offsets.ts';
import { OFFSET_SPEC } from './protocol/apis/02-list-offsets.ts';

/** Two requests a leader with up to 10,000 partitions each; more clusters than not are smaller. */
const MOST_PARTITIONS = 20_000;

/**
 * Partitions whose last stable offset is below their high watermark: a transaction is open there. Two ListOffsets a leader. The
 * high watermark is read first, so what is written in between looks like nothing. Of a larger cluster only the first partitions
 * by name, and a gap says so.
 */
export async function heldBackPartitions(call: Call, metadata: Metadata): Promise<readonly LedPartition[]> {
  const all = metadata.topics
    .filter(({ errorCode, name }) => errorCode === 0 && name !== null)
    .flatMap(({ name, partitions }) =>
      partitions.map(({ partitionIndex }): TopicPartition => ({ topic: name ?? '', partition: partitionIndex })),
    )
    .sort((a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition);
  const asked = all.slice(0, MOST_PARTITIONS);
  if (asked.length < all.length) {
    const why = `only the first ${MOST_PARTITIONS} by name were asked for`;
    call.addGap({ what: `open transactions on ${all.length - asked.length} partitions`, why, broker: null });
  }
  const { led } = findLeaders(asked, metadata);
  const ends = await listOffsetsAt(call, led, {
    timestamp: OFFSET_SPEC.latest,
    isolationLevel: 0,
    name: 'high watermark',
  });
  addErrorGaps(call, 'high watermark', ends.values());
  const written = led.filter((each) => (ends.get(keyOf(each))?.offset ?? 0n) > 0n);
  const stable = await listOffsetsAt(call, written, {
    timestamp: OFFSET_SPEC.latest,
    isolationLevel: 1,
    name: 'last stable offset',
  });
  addErrorGaps(call, 'last stable offset', stable.values());
  return written.filter((each) => {
    const [end, settled] = [ends.get(keyOf(each))?.offset ?? null, stable.get(keyOf(each))?.offset ?? null];
    return end !== null && settled !== null && settled < end;
  });
}
