import { describe, expect, it } from 'vitest';
import { LEVELS, levelOf } from '../../../src/domain/schemas/levels.ts';

/** Confluent documentation, "Schema Evolution and Compatibility", table of compatibility types. */
describe('compatibility levels', () => {
  it.each([
    ['NONE', 'none', false, false],
    ['BACKWARD', 'latest', true, false],
    ['BACKWARD_TRANSITIVE', 'all', true, false],
    ['FORWARD', 'latest', false, true],
    ['FORWARD_TRANSITIVE', 'all', false, true],
    ['FULL', 'latest', true, true],
    ['FULL_TRANSITIVE', 'all', true, true],
  ])('%s compares with %s', (name, compares, backward, forward) => {
    expect(levelOf(name)).toEqual({ name, compares, backward, forward });
  });

  it('knows no others', () => {
    expect(LEVELS).toHaveLength(7);
    expect(levelOf('LOGICAL')).toBeNull();
    expect(levelOf(null)).toBeNull();
  });
});
