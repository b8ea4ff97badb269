import { expect, test } from 'vitest';
import { offsetsPartition } from '../../src/kafka/coordinator.ts';

/** Java: Math.abs-like mask of "…".hashCode() modulo the partitions; hash codes from a JVM. */
test.each([
  ['g1', 3242],
  ['', 0],
  ['notifications-service', -1126181168],
  ['größe-ü', 421250112],
])('the partition of %s', (group, javaHash) => {
  for (const partitions of [1, 4, 50])
    expect(offsetsPartition(group, partitions)).toBe((javaHash & 0x7fff_ffff) % partitions);
});
