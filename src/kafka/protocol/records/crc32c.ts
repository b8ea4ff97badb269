/** The polynomial of Castagnoli with its bits reversed [RFC 3720, appendix B.4]. */
const POLYNOMIAL = 0x82f6_3b78;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? POLYNOMIAL : 0);
  return rest;
});

/** CRC-32C, the checksum of record batches, as an unsigned number. Not the CRC-32 of gzip, which Node has. */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffff_ffff;
  // By index: an iterator over bytes costs several times as much.
  for (let i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ (TABLE[(crc ^ (bytes[i] ?? 0)) & 0xff] ?? 0);
  return (crc ^ 0xffff_ffff) >>> 0;
}
