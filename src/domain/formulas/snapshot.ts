import { ceiling } from '../partitions/arithmetic.ts';
import { count, show } from '../words.ts';
import type { Computed } from './computed.ts';

/** incremental.snapshot.chunk.size of Debezium. */
const CHUNK_ROWS = 1_024;

interface Table {
  readonly rows: number;
  readonly chunkRows?: number;
}

/** Chunks in which Debezium reads a table for an incremental snapshot: `⌈rows ÷ chunk⌉`. Source: Debezium CommonConnectorConfig. */
export const snapshotChunks = ({ rows, chunkRows = CHUNK_ROWS }: Table): Computed => ({
  value: ceiling(rows / chunkRows),
  formula: `⌈${count(rows, 'row')} ÷ ${show(chunkRows)} a chunk⌉`,
  source: 'Debezium: incremental.snapshot.chunk.size, 1,024 by default',
});

/** How long that takes at a measured time a chunk: `chunks × ms`, minutes. Source: derived. */
export const snapshotMinutes = ({ msPerChunk, ...table }: Table & { readonly msPerChunk: number }): Computed => ({
  value: (snapshotChunks(table).value * msPerChunk) / 60_000,
  formula: `${count(snapshotChunks(table).value, 'chunk')} × ${show(msPerChunk)} ms ÷ 60,000`,
  source: 'derived: chunks × time a chunk',
});
