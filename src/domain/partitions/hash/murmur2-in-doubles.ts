const SEED = 0x9747b28c;
const MIX = 0x5bd1e995;

/**
 * What kafkajs 1 took for Murmur2, and kafkajs 2 keeps as its legacy partitioner: products stay doubles, which forget their
 * lowest bits above 2^53, and a length that is no multiple of four has its tail mixed in twice. The result differs from Java's
 * for nearly every key. Source: the partitions it chose, see the test; KafkaJS docs, migration to 2.0.
 */
export function murmur2InDoubles(bytes: Uint8Array): number {
  const { length } = bytes;
  const byte = (at: number) => bytes[at] ?? 0;
  let hash = SEED ^ length;
  for (let at = 0; at < length; at += 4) {
    let word = byte(at) + (byte(at + 1) << 8) + (byte(at + 2) << 16) + (byte(at + 3) << 24);
    word *= MIX;
    word ^= word >>> 24;
    word *= MIX;
    hash *= MIX;
    hash ^= word;
  }
  const tail = length % 4;
  if (tail > 0) {
    for (let index = tail - 1; index >= 0; index -= 1) hash ^= byte(length - tail + index) << (8 * index);
    hash *= MIX;
  }
  hash ^= hash >>> 13;
  hash *= MIX;
  hash ^= hash >>> 15;
  return hash;
}
