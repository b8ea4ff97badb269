import type { PlacedBatch, Sequence } from './appended-batch.ts';

/** A broker remembers so many batches of a producer in a partition. Source: ProducerStateEntry.NUM_BATCHES_TO_RETAIN. */
export const REMEMBERED_BATCHES = 5;

/**
 * What a batch is after those that the partition remembers of its producer: new, there already (a client that tries again
 * gets the first answer once more), or not to be taken. Of a producer that nothing is remembered of, any number is good.
 * Source: ProducerAppendInfo and ProducerStateManager of the server jars.
 */
export function sequenceOutcome(
  remembered: readonly PlacedBatch[],
  { epoch, first, last }: Sequence,
): 'new' | { readonly baseOffset: bigint } | { readonly error: string } {
  const newest = remembered.at(-1)?.sequence;
  if (newest === undefined) return 'new';
  if (epoch < newest.epoch) return { error: 'INVALID_PRODUCER_EPOCH' };
  if (epoch > newest.epoch) return first === 0 ? 'new' : { error: 'OUT_OF_ORDER_SEQUENCE_NUMBER' };
  const same = remembered.find(({ sequence }) => sequence?.first === first && sequence.last === last);
  if (same !== undefined) return { baseOffset: same.baseOffset };
  return first === newest.last + 1 ? 'new' : { error: 'OUT_OF_ORDER_SEQUENCE_NUMBER' };
}
