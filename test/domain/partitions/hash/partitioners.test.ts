import { describe, expect, it } from 'vitest';
import { crc32 } from '../../../../src/domain/partitions/hash/crc32.ts';
import { fnv1a } from '../../../../src/domain/partitions/hash/fnv1a.ts';
import { murmur2 } from '../../../../src/domain/partitions/hash/murmur2.ts';
import { type Partitioner, partitioners, partitionOf } from '../../../../src/domain/partitions/hash/partitioners.ts';
import vectors from './vectors.json' with { type: 'json' };

const bytes = (text: string) => new TextEncoder().encode(text);
const keys = vectors.keys.map((hex) => Uint8Array.from(Buffer.from(hex, 'hex')));

const isPartitioner = (name: string): name is Partitioner => partitioners.some((known) => known === name);
const cases = vectors.vectors.flatMap(({ clients, partitions }) =>
  clients.flatMap((client) => Object.entries(partitions).map(([count, row]) => [client, Number(count), row] as const)),
);

describe('the clients themselves chose', () => {
  it('for 1,000 keys, each once', () => {
    expect(new Set(vectors.keys).size).toBe(1_000);
    const clients = vectors.vectors.flatMap((group) => group.clients);
    expect([...clients, 'librdkafka random'].sort()).toEqual([...partitioners].sort());
    expect(cases).toHaveLength(9 * clients.length);
  });

  it.each(cases)('%s of %i partitions', (client, count, row) => {
    if (!isPartitioner(client)) throw new Error(client);
    const chosen = keys.map((_key, index) => Number.parseInt(row.slice(2 * index, 2 * index + 2), 16));
    expect(keys.map((key) => partitionOf(client, key, count))).toEqual(chosen);
  });

  it.each(Object.entries(vectors.withoutKey))('%s without a key, and with an empty one', (client, { empty, none }) => {
    if (!isPartitioner(client)) throw new Error(client);
    expect([partitionOf(client, new Uint8Array(), 10), partitionOf(client, null, 10)]).toEqual([empty, none]);
  });

  it('nothing for librdkafka random, whatever the key', () => {
    expect(partitionOf('librdkafka random', bytes('order-1'), 10)).toBeNull();
  });
});

/** Published test values: CRC-32 check value of ITU-T V.42, FNV-1a of Landon Noll's page, Kafka's own UtilsTest for murmur2. */
describe('hashes of published texts', () => {
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ])('murmur2 of %s', (text, hash) => expect(murmur2(bytes(text))).toBe(hash));

  it.each([
    ['', 0],
    ['123456789', 0xcbf43926],
  ])('CRC-32 of "%s"', (text, hash) => expect(crc32(bytes(text))).toBe(hash));

  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('FNV-1a of "%s"', (text, hash) => expect(fnv1a(bytes(text)) >>> 0).toBe(hash));
});
