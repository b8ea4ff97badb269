import { describe, expect, it } from 'vitest';
import { defineApi } from '../../../src/kafka/protocol/api.ts';
import { array, int32, struct } from '../../../src/kafka/protocol/codec/schema.ts';
import { NoCommonVersionError, negotiate } from '../../../src/kafka/protocol/negotiate.ts';

const body = struct({ list: array(int32()) });
const api = (min: number, max: number, cap?: number) =>
  defineApi({
    ...{ key: 9, name: 'Test', versions: [min, max], flexibleFrom: 6, request: body, response: body },
    ...(cap !== undefined && { cap }),
  });
const broker = (min: number, max: number) => new Map([[9, { min, max }]]);

describe('negotiate', () => {
  it.each<[string, ReturnType<typeof api>, ReturnType<typeof broker>, cap: number | undefined, version: number | null]>(
    [
      ['the highest of both: the broker is older', api(1, 9), broker(0, 7), undefined, 7],
      ['the highest of both: we are older', api(1, 9), broker(4, 18), undefined, 9],
      ['one version in common', api(1, 4), broker(4, 18), undefined, 4],
      ['the broker took our versions away', api(1, 3), broker(4, 18), undefined, null],
      ['the broker does not have ours yet', api(2, 3), broker(0, 1), undefined, null],
      ['the broker does not have the API', api(0, 3), new Map(), undefined, null],
      ['a cap of the API', api(1, 10, 9), broker(1, 10), undefined, 9],
      ['a cap of the caller lifts that of the API', api(1, 10, 9), broker(1, 10), 10, 10],
      ['a cap of the caller', api(1, 10), broker(1, 10), 2, 2],
      ['a cap below what the broker takes', api(1, 10), broker(4, 10), 3, null],
      ['a cap above all', api(1, 10), broker(1, 12), 99, 10],
    ],
  )('%s', (_, ours, theirs, cap, version) => {
    expect(negotiate(ours, theirs, cap)).toBe(version);
  });
});

describe('NoCommonVersionError', () => {
  it.each<[string, { min: number; max: number } | null, string]>([
    ['says what both speak', { min: 11, max: 12 }, 'Test: the broker speaks v11 to v12, we speak v1 to v9'],
    ['says that the broker does not have it', null, 'Test: the broker does not have it, we speak v1 to v9'],
  ])('%s', (_, offered, message) => {
    expect(new NoCommonVersionError(api(1, 10, 9), offered).message).toBe(message);
  });
});
