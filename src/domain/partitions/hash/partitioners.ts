import { crc32 } from './crc32.ts';
import { fnv1a } from './fnv1a.ts';
import { murmur2 } from './murmur2.ts';
import { murmur2InDoubles } from './murmur2-in-doubles.ts';

/** How a client turns a key into a partition; those of librdkafka are values of its setting `partitioner`. */
export const partitioners = [
  'java',
  'kafkajs',
  'kafkajs legacy',
  'librdkafka consistent',
  'librdkafka consistent_random',
  'librdkafka murmur2',
  'librdkafka murmur2_random',
  'librdkafka fnv1a',
  'librdkafka fnv1a_random',
  'librdkafka random',
  'sarama',
] as const;
export type Partitioner = (typeof partitioners)[number];

type Hash = (key: Uint8Array) => number;

/** Hashes are not negative here. Java clears the sign; librdkafka's fnv1a takes the absolute value, as Sarama does. */
const javaMurmur2: Hash = (key) => murmur2(key) & 0x7fffffff;
const legacyMurmur2: Hash = (key) => murmur2InDoubles(key) & 0x7fffffff;
const absoluteFnv1a: Hash = (key) => Math.abs(fnv1a(key));

interface Rule {
  readonly hash: Hash | null;
  /** Keys that go anywhere: those that are none, or also those of no bytes. */
  readonly anywhere: 'none' | 'no key' | 'no or empty key';
}

/** Source: vectors that the clients made, with the README beside them; librdkafka CONFIGURATION.md, its issue 4510 for empty keys. */
const rules: Readonly<Record<Partitioner, Rule>> = {
  java: { hash: javaMurmur2, anywhere: 'no key' },
  kafkajs: { hash: javaMurmur2, anywhere: 'no key' },
  'kafkajs legacy': { hash: legacyMurmur2, anywhere: 'no key' },
  'librdkafka consistent': { hash: crc32, anywhere: 'none' },
  'librdkafka consistent_random': { hash: crc32, anywhere: 'no or empty key' },
  'librdkafka murmur2': { hash: javaMurmur2, anywhere: 'none' },
  'librdkafka murmur2_random': { hash: javaMurmur2, anywhere: 'no key' },
  'librdkafka fnv1a': { hash: absoluteFnv1a, anywhere: 'none' },
  'librdkafka fnv1a_random': { hash: absoluteFnv1a, anywhere: 'no key' },
  sarama: { hash: absoluteFnv1a, anywhere: 'no key' },
  'librdkafka random': { hash: null, anywhere: 'no or empty key' },
};

const EMPTY = new Uint8Array();

/**
 * The partition that a client chooses for the bytes of a key, of `partitions` (whole, 1 or more). A key of null is a record
 * without one. null: any partition, as the client pleases.
 */
export function partitionOf(partitioner: Partitioner, key: Uint8Array | null, partitions: number): number | null {
  const { hash, anywhere } = rules[partitioner];
  if (hash === null) return null;
  if (key === null && anywhere !== 'none') return null;
  if (key !== null && key.length === 0 && anywhere === 'no or empty key') return null;
  return hash(key ?? EMPTY) % partitions;
}
