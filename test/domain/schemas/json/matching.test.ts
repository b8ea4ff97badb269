import fc from 'fast-check';
import { expect, it } from 'vitest';
import { coversAll } from '../../../../src/domain/schemas/json/matching.ts';

type Table = readonly (readonly boolean[])[];

function covers(table: Table, rights: number, likely: (left: number) => readonly number[] = () => []) {
  const asked: string[] = [];
  const steps = coversAll(table.length, rights, likely);
  let step = steps.next();
  while (step.done !== true) {
    const [left, right] = step.value;
    asked.push(`${left} ${right}`);
    step = steps.next(table[left]?.[right] ?? false);
  }
  return { covered: step.value, asked };
}

/** Every way to give the lefts different rights. */
function someWay(table: Table, used: ReadonlySet<number> = new Set()): boolean {
  const [first, ...others] = table;
  if (first === undefined) return true;
  return first.some((fits, right) => fits && !used.has(right) && someWay(others, new Set([...used, right])));
}

const tables = fc.nat({ max: 6 }).chain((rights) =>
  fc.record({
    rights: fc.constant(rights),
    table: fc.array(fc.array(fc.boolean(), { minLength: rights, maxLength: rights }), { maxLength: 6 }),
    guesses: fc.array(fc.nat({ max: Math.max(0, rights - 1) }), { maxLength: 6 }),
  }),
);

it('finds a way when there is one, whatever is tried first', () => {
  fc.assert(
    fc.property(tables, ({ rights, table, guesses }) => {
      const { covered } = covers(table, rights, (left) => (rights === 0 ? [] : guesses.slice(left, left + 2)));
      return covered === someWay(table);
    }),
    { numRuns: 2_000 },
  );
});

it('asks about the likely pair first, and about no other when it fits', () => {
  const table = Array.from({ length: 50 }, () => Array.from({ length: 50 }, () => true));
  const { covered, asked } = covers(table, 50, (left) => [49 - left]);
  expect(covered).toBe(true);
  expect(asked).toEqual(Array.from({ length: 50 }, (_, left) => `${left} ${49 - left}`));
});

it('asks nothing when there are too few', () => {
  expect(covers([[true], [true]], 1)).toEqual({ covered: false, asked: [] });
});
