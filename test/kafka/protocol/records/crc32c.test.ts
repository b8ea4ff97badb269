import { expect, it } from 'vitest';
import { crc32c } from '../../../../src/kafka/protocol/records/crc32c.ts';

/** RFC 3720, appendix B.4, and the check value of the CRC catalogue. */
it.each<[string, Uint8Array, number]>([
  ['nothing', Buffer.alloc(0), 0],
  ['32 bytes of zero', Buffer.alloc(32), 0x8a91_36aa],
  ['32 bytes of ones', Buffer.alloc(32, 0xff), 0x62a8_ab43],
  ['32 bytes counting up', Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd_794e],
  ['32 bytes counting down', Uint8Array.from({ length: 32 }, (_, i) => 31 - i), 0x113f_db5c],
  ['123456789', Buffer.from('123456789'), 0xe306_9283],
])('of %s', (_, bytes, expected) => {
  expect(crc32c(bytes)).toBe(expected);
});
