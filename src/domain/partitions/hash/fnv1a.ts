const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-1a of 32 bits, signed. Source: Fowler, Noll and Vo. */
export function fnv1a(bytes: Uint8Array): number {
  let hash = OFFSET | 0;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, PRIME);
  return hash;
}
