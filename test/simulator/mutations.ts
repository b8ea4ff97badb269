interface Numbers {
  /** From 0 to below 1. */
  random(): number;
  /** An integer from 0 to below `limit`. */
  below(limit: number): number;
}

/** Mulberry32: a small generator that starts from a seed, so that a failure comes again. */
export function numbersFrom(seed: number): Numbers {
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { random, below: (limit) => Math.floor(random() * limit) };
}

/** The same bytes broken in one of many ways: cut, prolonged, with bytes, lengths and counts changed, or none of them left. */
export function mutated(original: Buffer, { below }: Numbers): Buffer {
  const bytes = Buffer.from(original);
  const anyBytes = (count: number) => Buffer.from(Array.from({ length: count }, () => below(256)));
  const put = (value: number) => {
    if (bytes.length > 0) bytes.writeUInt8(value, below(bytes.length));
    return bytes;
  };
  switch (below(8)) {
    case 0:
      return bytes.subarray(0, below(bytes.length + 1));
    case 1:
      return Buffer.concat([bytes, anyBytes(1 + below(9))]);
    case 2:
      return put(below(256));
    case 3:
      put(0xff);
      return put(0x80);
    case 4:
      return bytes.fill(0xff, below(bytes.length), below(bytes.length));
    case 5:
      return bytes.fill(0x7f, below(bytes.length));
    case 6:
      return Buffer.concat([bytes.subarray(below(bytes.length)), bytes]);
    default:
      return anyBytes(below(200));
  }
}
