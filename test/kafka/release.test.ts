import { expect, test } from 'vitest';
import { releaseOf } from '../../src/kafka/release.ts';

/** What real brokers advertised: key:min-max. */
test.each([
  ['3.0', '2:0-7 3:0-11 9:0-8 16:0-4 18:0-3 35:0-2 60:0-0'],
  ['3.9', '2:0-9 3:0-12 9:0-9 16:0-5 18:0-4 35:0-4 60:0-1'],
  ['4.0', '2:1-10 3:0-13 9:1-9 16:0-5 18:0-4 35:0-4 60:0-2'],
  ['4.3', '2:1-11 3:0-13 9:1-10 16:0-5 18:0-4 35:1-5 60:0-2 77:1-1 90:0-1'],
  ['4.4', '2:1-11 3:0-13 9:1-10 16:0-5 18:0-5 35:1-5 60:0-2 77:1-1 90:0-1'],
  [null, '2:0-5 3:0-9'],
])('%s', (release, advertised) => {
  const ranges = advertised.split(' ').map((entry): [number, { min: number; max: number }] => {
    const [key, min, max] = entry.split(/[:-]/).map(Number);
    return [key ?? 0, { min: min ?? 0, max: max ?? 0 }];
  });
  expect(releaseOf(new Map(ranges))).toBe(release);
});
