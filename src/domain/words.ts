/** Made once: a formatter costs more than all that it formats in an answer. */
const whole = new Intl.NumberFormat('en-US');
const fraction = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });

/** Whole numbers in full (`12,000`), others with four significant digits (`42.86`). */
export const show = (value: number): string => (Number.isInteger(value) ? whole : fraction).format(value);

/** A share of 0…1 as `66.7 %`. */
export const percent = (share: number): string => `${show(Number((share * 100).toFixed(1)))} %`;

/** `1 partition`, `12,000 partitions`, `2.5 partitions`. */
export const count = (value: number, singular: string, plural = `${singular}s`): string =>
  `${show(value)} ${value === 1 ? singular : plural}`;
