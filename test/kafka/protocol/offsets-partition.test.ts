import { expect, test } from 'vitest';
import { offsetsPartition } from '../../../src/kafka/protocol/offsets-partition.ts';

/** Utils.abs of "…".hashCode() modulo the partitions; hash codes from a JVM, the last one is the lowest int32. */
test.each([
  ['g1', 3242],
  ['', 0],
  ['notifications-service', -1126181168],
  ['größe-ü', 421250112],
  ['polygenelubricants', -2147483648],
])('the partition of %s', (group, javaHash) => {
  for (const partitions of [1, 4, 50])
    expect(offsetsPartition(group, partitions)).toBe((javaHash === -2147483648 ? 0 : Math.abs(javaHash)) % partitions);
});
