import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameReader } from '../../../src/simulator/wire/framing.ts';

const SEED = 20261124;

const framed = (message: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(message.length);
  return Buffer.concat([length, message]);
};

describe('messages', () => {
  const messages = [Buffer.from('first'), Buffer.alloc(0), Buffer.from('the third of them')];
  const stream = Buffer.concat(messages.map(framed));

  it('come whole when they come at once', () => {
    expect(new FrameReader().push(stream)).toEqual(messages);
  });

  it('come whole wherever the bytes are split', () => {
    for (let at = 0; at <= stream.length; at += 1) {
      const reader = new FrameReader();
      const came = [reader.push(stream.subarray(0, at)), reader.push(stream.subarray(at))];
      expect(came.flat()).toEqual(messages);
    }
  });

  it('come whole byte by byte', () => {
    const reader = new FrameReader();
    expect([...stream].flatMap((byte) => reader.push(Buffer.of(byte)))).toEqual(messages);
  });

  it('come whole in any pieces', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
          { maxLength: 6 },
        ),
        fc.array(fc.nat({ max: 60 }), { maxLength: 12 }),
        (sent, cuts) => {
          const reader = new FrameReader();
          let rest = Buffer.concat(sent.map(framed));
          const came: unknown[] = [];
          for (const cut of [...cuts, rest.length]) {
            came.push(...(reader.push(rest.subarray(0, cut)) ?? ['refused']));
            rest = rest.subarray(cut);
          }
          expect(came).toEqual(sent);
        },
      ),
      { seed: SEED },
    );
  });

  it('are none before one is whole', () => {
    const reader = new FrameReader();
    expect(reader.push(framed(Buffer.from('abc')).subarray(0, 6))).toEqual([]);
  });
});

describe('a length', () => {
  it.each([
    ['below zero', -1, null],
    ['above what a broker takes', 104_857_601, null],
    ['of other protocols: "GET " of HTTP', Buffer.from('GET ').readInt32BE(0), null],
    ['of a TLS hello', 0x16030100, null],
    ['as large as a broker takes', 104_857_600, []],
  ])('%s', (_, length, expected) => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(length);
    expect(new FrameReader().push(bytes)).toEqual(expected);
  });
});
