import { show } from '../words.ts';
import { type HashFamily, type WritingClient, writers, writingClients } from './clients.ts';
import { partitionOf } from './hash/partitioners.ts';
import type { Premises } from './premises.ts';

/** Where one key goes, by the clients that write it. */
export interface SampleKey {
  readonly key: string;
  readonly says: string;
  readonly choices: readonly SampleChoice[];
}

interface SampleChoice {
  readonly hash: HashFamily;
  readonly clients: string;
  /** The partition of as many as planned. */
  readonly planned: number;
  /** The partition of as many as the topic has; left out where it does not exist, or has as many. */
  readonly current?: number;
}

/** One line for each way of hashing among the given clients, or among all known ones. */
export function sampleKeyOf(key: string, { clients, currentPartitions }: Premises, partitions: number): SampleKey {
  const current = currentPartitions === partitions ? null : currentPartitions;
  const byFamily = new Map<HashFamily, WritingClient[]>();
  for (const client of clients ?? writingClients) {
    const { family } = writers[client];
    byFamily.set(family, [...(byFamily.get(family) ?? []), client]);
  }
  return {
    key,
    says: `Partitions count from 0; planned is of ${show(partitions)}${current === null ? '' : `, current of ${show(current)}`}. The hash is over the bytes of the key: these are UTF-8.`,
    choices: [...byFamily].flatMap(([hash, list]) => {
      const [first] = list;
      const planned = first === undefined ? null : chosenPartition(first, key, partitions);
      const now = first === undefined || current === null ? null : chosenPartition(first, key, current);
      if (planned === null) return [];
      const names = list.map((client) => writers[client].label).join(', ');
      return [{ hash, clients: names, planned, ...(now === null ? {} : { current: now }) }];
    }),
  };
}

/** The partition of a key's UTF-8 bytes; null: anywhere, which happens for an empty key only. */
export const chosenPartition = (client: WritingClient, key: string, partitions: number): number | null =>
  partitionOf(writers[client].partitioner, new TextEncoder().encode(key), partitions);
