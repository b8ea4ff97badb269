/** `1 partition`, `12 partitions`. */
export const count = (number: number | bigint, singular: string, plural = `${singular}s`): string =>
  `${number} ${Number(number) === 1 ? singular : plural}`;
