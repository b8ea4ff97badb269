import { ceiling } from '../partitions/arithmetic.ts';

/** The largest whole number that is at most `value`, where a value within a billionth below a whole number is that number. */
export const floor = (value: number): number => 0 - ceiling(-value);
