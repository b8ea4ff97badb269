import { FieldError } from '../codec/errors.ts';
import { Reader } from '../codec/reader.ts';
import { Writer } from '../codec/writer.ts';
import type { KafkaRecord } from './batch.ts';
import { describedAs } from './errors.ts';

/** Numbers of the markers that end a transaction, from `ControlRecordType` of kafka-clients 4.4.0. */
const MARKERS = { ABORT: 0, COMMIT: 1 } as const;

/** How a transaction ended; `other` control records only stand in `__cluster_metadata`. */
export type ControlRecord =
  | { readonly type: keyof typeof MARKERS; readonly coordinatorEpoch: number }
  | { readonly type: 'other'; readonly id: number };

const VERSION = 0;

/**
 * What a record of a control batch says. The key is version and number of the marker, the value version and epoch of the
 * transaction coordinator; later versions may only add to that. Throws RecordsError for a record that is something else.
 */
export function readControlRecord({ key, value }: Pick<KafkaRecord, 'key' | 'value'>): ControlRecord {
  return describedAs('control record', () => {
    const keyReader = versioned(key, 'key');
    const id = keyReader.int16();
    if (id !== MARKERS.ABORT && id !== MARKERS.COMMIT) return { type: 'other', id };
    const coordinatorEpoch = versioned(value, 'value').int32();
    return { type: id === MARKERS.COMMIT ? 'COMMIT' : 'ABORT', coordinatorEpoch };
  });
}

function versioned(bytes: Buffer | null, what: string): Reader {
  if (bytes === null) throw new FieldError('null').within(what);
  const reader = new Reader(bytes);
  const version = reader.int16();
  if (version < VERSION) throw new FieldError(`version ${version}`, 0).within(what);
  return reader;
}

/** Key and value of the record that ends a transaction. It stands alone in a batch that is transactional and control. */
export function endTransactionMarker(
  type: keyof typeof MARKERS,
  coordinatorEpoch: number,
): { readonly key: Buffer; readonly value: Buffer } {
  const key = new Writer();
  key.int16(VERSION);
  key.int16(MARKERS[type]);
  const value = new Writer();
  value.int16(VERSION);
  value.int32(coordinatorEpoch);
  return { key: key.finish(), value: value.finish() };
}
