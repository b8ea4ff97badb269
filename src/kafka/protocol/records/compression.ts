import zlib from 'node:zlib';
import { FieldError } from '../codec/errors.ts';

/** How the records of a batch are packed. A codec's place here is its number in the batch's attributes. */
export const COMPRESSIONS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;

export type Compression = (typeof COMPRESSIONS)[number];

/**
 * A batch that unpacks to more is left packed, so that a few bytes cannot take all memory. Producers fill a batch up to
 * `batch.size` before it is packed and refuse records above `max.request.size`, 1 MiB, so honest ones are far below.
 */
const MAX_UNPACKED_BYTES = 16 * 1024 * 1024;

type Transform = (bytes: Uint8Array, options?: { readonly maxOutputLength?: number }) => unknown;

/** What Node can undo and do. It has zstd from 22.15 on, and neither snappy nor LZ4. */
const TRANSFORMS: Readonly<Partial<Record<Compression, { unpack: Transform | null; pack: Transform | null }>>> = {
  gzip: { unpack: zlib.gunzipSync, pack: zlib.gzipSync },
  zstd: { unpack: transformOf('zstdDecompressSync'), pack: transformOf('zstdCompressSync') },
};

function transformOf(name: string): Transform | null {
  const found: unknown = Reflect.get(zlib, name);
  return typeof found === 'function' ? (...args) => Reflect.apply(found, zlib, args) : null;
}

/** The bytes, or why they stay packed. Throws FieldError when they are not what the codec writes. */
export function unpack(compression: Compression, bytes: Buffer): Buffer | 'codec' | 'size' {
  if (compression === 'none') return bytes;
  const transform = TRANSFORMS[compression]?.unpack ?? null;
  if (transform === null) return 'codec';
  try {
    return asBuffer(transform(bytes, { maxOutputLength: MAX_UNPACKED_BYTES }));
  } catch (error) {
    if (error instanceof RangeError) return 'size';
    throw new FieldError(`not ${compression}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Throws FieldError for a codec that this Node does not have. */
export function pack(compression: Compression, bytes: Buffer): Buffer {
  if (compression === 'none') return bytes;
  const transform = TRANSFORMS[compression]?.pack ?? null;
  if (transform === null) throw new FieldError(`this Node cannot write ${compression}`);
  return asBuffer(transform(bytes));
}

function asBuffer(value: unknown): Buffer {
  if (!Buffer.isBuffer(value)) throw new FieldError('the codec gave no bytes');
  return value;
}
