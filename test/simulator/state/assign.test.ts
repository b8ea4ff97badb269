import fc from 'fast-check';
import { expect, it } from 'vitest';
import { assignRange } from '../../../src/simulator/state/assign.ts';

const SEED = 20261124;

/** Partition numbers of one topic, by member. */
const ofTopic = (assignment: ReturnType<typeof assignRange>, name: string) =>
  Object.fromEntries(
    [...assignment].map(([id, owned]) => [
      id,
      owned.filter(({ topic }) => topic === name).map(({ partition }) => partition),
    ]),
  );

it.each([
  ['evenly', ['a', 'b'], 4, { a: [0, 1], b: [2, 3] }],
  ['the first get one more', ['a', 'b', 'c'], 5, { a: [0, 1], b: [2, 3], c: [4] }],
  ['by member id, whatever the order', ['c', 'a'], 2, { a: [0], c: [1] }],
  ['some get none', ['a', 'b', 'c'], 1, { a: [0], b: [], c: [] }],
  ['a topic without partitions gives nothing', ['a'], 0, { a: [] }],
])('blocks of partitions: %s', (_, members, count, expected) => {
  expect(ofTopic(assignRange(members, new Map([['t', count]])), 't')).toEqual(expected);
});

it('nobody gets anything when nobody is there', () => {
  expect(assignRange([], new Map([['t', 3]])).size).toBe(0);
});

it('gives every partition to one member, and no member more than one above another in a topic', () => {
  const topics = fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.nat({ max: 40 }), { maxKeys: 4 });
  const members = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(members, topics, (ids, counts) => {
      const assignment = assignRange(ids, new Map(Object.entries(counts)));
      for (const [name, count] of Object.entries(counts)) {
        const blocks = Object.values(ofTopic(assignment, name));
        expect(blocks.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index));
        const sizes = blocks.map(({ length }) => length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }
      expect([...assignment.keys()].sort()).toEqual([...ids].sort());
    }),
    { seed: SEED },
  );
});
