/**
 * Relative slack of `ceiling`. Binary fractions make 0.3 ÷ 0.1 come out as 2.9999999999999996 and 0.7 ÷ 0.1 ÷ 7 just
 * above 1: a few units in the 16th digit. A billionth is far above that noise and far below any measured rate's error.
 */
const CEILING_TOLERANCE = 1e-9;

/** The smallest whole number that is at least `value`, where a value within a billionth above a whole number is that number. */
export const ceiling = (value: number): number => Math.ceil(value - Math.abs(value) * CEILING_TOLERANCE);

/** The smallest multiple of `step` that is at least `value`; both whole and positive. */
export const roundUpToMultiple = (value: number, step: number): number => Math.ceil(value / step) * step;

/** Whole positive numbers. */
export const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

/** `value` with at most `digits` decimals, as a number. */
export const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
