import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codecOf } from '../../../src/kafka/protocol/api.ts';
import { apis } from '../../../src/kafka/protocol/apis/index.ts';
import { valuesOf } from '../../support/schema-values.ts';

const RUNS = 20;

describe.each(apis.map((api) => [api.name, api] as const))('%s', (_, api) => {
  const [min, max] = api.versions;
  const versions = Array.from({ length: max - min + 1 }, (_unused, index) => min + index);

  it.each(versions)('v%i reads what it wrote, in both directions', (version) => {
    const codec = codecOf(api, version);
    for (const direction of ['request', 'response'] as const) {
      fc.assert(
        fc.property(valuesOf(api[direction], version), (value) => {
          const bytes = codec[direction].encode(value);
          expect(codec[direction].decode(bytes)).toStrictEqual(value);
          expect(codec[direction].encode(codec[direction].decode(bytes))).toEqual(bytes);
        }),
        { seed: 20261123, numRuns: RUNS },
      );
    }
  });
});
