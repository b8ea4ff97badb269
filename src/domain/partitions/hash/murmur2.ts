const SEED = 0x9747b28c;
const MIX = 0x5bd1e995;

/** Murmur2 of 32 bits with the seed that Kafka's Java client uses; signed. Source: Austin Appleby, MurmurHash2; KafkaProducer. */
export function murmur2(bytes: Uint8Array): number {
  const whole = bytes.length - (bytes.length % 4);
  let hash = SEED ^ bytes.length;
  for (let at = 0; at < whole; at += 4) {
    const word = Math.imul(littleEndian(bytes, at, 4), MIX);
    hash = Math.imul(hash, MIX) ^ Math.imul(word ^ (word >>> 24), MIX);
  }
  if (whole < bytes.length) hash = Math.imul(hash ^ littleEndian(bytes, whole, bytes.length - whole), MIX);
  hash = Math.imul(hash ^ (hash >>> 13), MIX);
  return hash ^ (hash >>> 15);
}

function littleEndian(bytes: Uint8Array, from: number, length: number): number {
  let word = 0;
  for (let index = 0; index < length; index += 1) word |= (bytes[from + index] ?? 0) << (8 * index);
  return word;
}
