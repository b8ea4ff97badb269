import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codecOf } from '../../../src/kafka/protocol/api.ts';
import { apis } from '../../../src/kafka/protocol/apis/index.ts';
import { ProtocolError } from '../../../src/kafka/protocol/codec/errors.ts';
import { valuesOf } from '../../support/schema-values.ts';

const SEED = 20261123;
const RESPONSES = 10_000;
const SLOWEST_MS = 5_000;
/** A decoded value may be larger than its bytes, but by a bounded factor: one empty object for each byte at worst. */
const HEAP_GROWTH_BYTES = 64 * 1024 * 1024;

/** Mulberry32: a small generator of numbers from 0 to 1 that starts from a seed, so that a failure comes again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = randomFrom(SEED);
const below = (limit: number) => Math.floor(random() * limit);

const MUTATIONS: readonly ((bytes: Buffer) => Buffer)[] = [
  (bytes) => bytes.subarray(0, below(bytes.length + 1)),
  (bytes) => Buffer.concat([bytes, Buffer.from(Array.from({ length: 1 + below(9) }, () => below(256)))]),
  (bytes) => withByte(bytes, below(bytes.length), below(256)),
  (bytes) => withByte(withByte(bytes, below(bytes.length), 0xff), below(bytes.length), 0x80),
  (bytes) => bytes.fill(0xff, below(bytes.length), below(bytes.length)),
  (bytes) => bytes.fill(0x7f, below(bytes.length)),
  (bytes) => Buffer.concat([bytes.subarray(below(bytes.length)), bytes]),
  () => Buffer.from(Array.from({ length: below(200) }, () => below(256))),
];

function withByte(bytes: Buffer, at: number, value: number): Buffer {
  if (bytes.length > 0) bytes[at] = value;
  return bytes;
}

it(`${RESPONSES} mutated or random responses give a value or a ProtocolError, quickly and in bounded memory`, () => {
  const subjects = apis.flatMap((api) => {
    const [min, max] = api.versions;
    return Array.from({ length: max - min + 1 }, (_, index) => {
      const version = min + index;
      const codec = codecOf(api, version).response;
      const samples = fc
        .sample(valuesOf(api.response, version), { seed: SEED, numRuns: 5 })
        .map((value) => codec.encode(value));
      return { name: `${api.name} v${version}`, codec, samples };
    });
  });
  const before = process.memoryUsage().heapUsed;
  const outcome = { values: 0, errors: 0 };
  let slowestMs = 0;

  for (let run = 0; run < RESPONSES; run++) {
    const subject = subjects[run % subjects.length];
    const mutate = MUTATIONS[below(MUTATIONS.length)];
    const sample = subject?.samples[below(subject.samples.length)];
    if (!subject || !mutate || !sample) throw new Error('no subject');
    const bytes = mutate(Buffer.from(sample));
    const start = performance.now();
    try {
      subject.codec.decode(bytes);
      outcome.values++;
    } catch (error) {
      if (!(error instanceof ProtocolError))
        throw new Error(`${subject.name}: ${bytes.toString('hex')}`, { cause: error });
      outcome.errors++;
    }
    slowestMs = Math.max(slowestMs, performance.now() - start);
  }

  expect(slowestMs).toBeLessThan(SLOWEST_MS);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(HEAP_GROWTH_BYTES);
  // Both ends of the road are walked: a decoder that refuses everything would pass otherwise.
  expect(outcome.values).toBeGreaterThan(RESPONSES / 50);
  expect(outcome.errors).toBeGreaterThan(RESPONSES / 2);
});
