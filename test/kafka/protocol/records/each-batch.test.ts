import { expect, it } from 'vitest';
import { eachBatch } from '../../../../src/kafka/protocol/records/decode.ts';
import { encodeBatch } from '../../../../src/kafka/protocol/records/encode.ts';
import { RecordsError } from '../../../../src/kafka/protocol/records/errors.ts';

const batch = (baseOffset: bigint) =>
  encodeBatch({ baseOffset, records: [{ offset: baseOffset, timestamp: 1, key: null, value: null }] });

/** Where the number of the format lies. */
const MAGIC_AT = 16;

it('gives one batch after the other, and leaves out a last one that is cut off', () => {
  const bytes = Buffer.concat([batch(1n), batch(2n), batch(3n).subarray(0, 40)]);
  expect([...eachBatch(bytes)].map((each) => (each.magic === 2 ? each.baseOffset : null))).toEqual([1n, 2n]);
});

it('looks at a batch only when it is asked for', () => {
  const broken = batch(2n);
  broken.writeInt8(9, MAGIC_AT);
  const batches = eachBatch(Buffer.concat([batch(1n), broken]));
  expect(batches.next().value).toMatchObject({ baseOffset: 1n });
  expect(() => batches.next()).toThrow(RecordsError);
  expect(() => [...eachBatch(Buffer.concat([batch(1n), broken]))]).toThrow(/batches\[1\].*format 9 is unknown/);
});
