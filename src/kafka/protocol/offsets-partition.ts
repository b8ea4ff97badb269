const MIN_INT32 = -0x8000_0000;

/**
 * The partition of `__consumer_offsets` that keeps a group (and of `__transaction_state` that keeps a transactional id): the
 * absolute hash of a Java string, 0 where Java has no absolute value, modulo the partitions. Source: bytecode of
 * GroupMetadataManager.partitionFor (3.0.2, 3.9.2) and GroupCoordinatorService.partitionFor (4.3.1, 4.4.0), both with Utils.abs.
 */
export function offsetsPartition(group: string, partitions: number): number {
  let hash = 0;
  for (let index = 0; index < group.length; index += 1) hash = (Math.imul(hash, 31) + group.charCodeAt(index)) | 0;
  return hash === MIN_INT32 ? 0 : Math.abs(hash) % partitions;
}
